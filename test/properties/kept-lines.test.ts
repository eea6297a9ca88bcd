/** Lines that are kept for other runs: equal names are equal lines for every indicator of the catalogue, and kept lines are the same bit for bit. */
import { expect, test } from 'vitest'
import { Random } from '../../src/base/random.ts'
import { indicatorList } from '../../src/indicators/catalogue.ts'
import type { Given, IndicatorEntry, Parameter } from '../../src/indicators/entry.ts'
import type { Indicator } from '../../src/indicators/indicator.ts'
import { patternNames, type PatternName } from '../../src/indicators/candles/patterns.ts'
import { allocateBars } from '../../src/model/bars.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { BarLinesOfSeries } from '../../src/strategy/bar-lines.ts'
import * as lines from '../../src/strategy/indicator-lines.ts'
import { linesOver, type Line } from '../../src/strategy/line.ts'
import { lineName } from '../../src/strategy/lines/line-name.ts'
import type { LineStore, WantedColumns } from '../../src/strategy/line-store.ts'
import { ALL_ROWS, SeriesState } from '../../src/strategy/series-state.ts'
import { fc } from './seeded.ts'

type LineFunction = (...given: unknown[]) => Line | Readonly<Record<string, Line>>

const ROWS = 9000
const BAR_NAMES = ['time', 'open', 'high', 'low', 'close', 'volume']
const functions: Readonly<Record<string, unknown>> = { ...lines, ...lines.math }
const patterns: ReadonlySet<string> = new Set(patternNames)
const keepable = indicatorList.filter(({ repaints }) => repaints !== true)
const columns = halfHours()

/** Keeps everything, and remembers what it was asked for. */
class EveryLine implements LineStore {
  readonly kept = new Map<string, readonly Float64Array[]>()

  seriesKey(): string {
    return 'bars'
  }

  keyOf(description: string): string {
    return description
  }

  take({ key, rows, count }: WantedColumns, fill: (columns: readonly Float64Array[]) => void): readonly Float64Array[] {
    const found = this.kept.get(key)
    if (found !== undefined) return found
    // What lies there from before is not what an indicator may count on.
    const made = Array.from({ length: count }, () => new Float64Array(rows).fill(1e300))
    fill(made)
    this.kept.set(key, made)
    return made
  }
}

test('there are as many names as indicators, patterns and arithmetic apart', () => {
  const names = keepable.map((entry) => lineName(entry, minimal(entry))!.split('(')[0])
  expect(new Set(names).size).toBe(keepable.length)
  expect(keepable.length).toBeGreaterThanOrEqual(203)
})

test.each(keepable.map((entry) => [entry.name, entry] as const))('%s is kept as it is, and under a name of its own', (_, entry) => {
  const store = new EveryLine()
  fc.assert(
    fc.property(optionsOf(entry), optionsOf(entry), (one, two) => {
      fc.pre([one, two].every((given) => isSound(entry, given)))
      for (const given of [one, two]) expect(walked(entry, given, store)).toEqual(walked(entry, given, null))
      // What is left out has its default: then it is the same indicator.
      const isSame = full(entry, one) === full(entry, two)
      expect(keyOf(entry, one) === keyOf(entry, two)).toBe(isSame)
      if (isSame) expect(walked(entry, one, null)).toEqual(walked(entry, two, null))
    }),
    { numRuns: 4 },
  )
  // Once a name: the store was asked for nothing else.
  expect(store.kept.size).toBeGreaterThan(0)
})

test('a line of an indicator that is not of the catalogue is computed by every run', () => {
  const store = new EveryLine()
  const bars = barsOf(store)
  const own: Indicator = { inputs: ['value'], outputs: ['value'], warmup: 0, fill: () => {} }
  linesOver(bars.close, own)
  expect(store.kept.size).toBe(0)
  // Nor is one that is made of it, while one beside it is.
  lines.sma(linesOver(bars.close, own)[0]!, 5)
  expect(store.kept.size).toBe(0)
  lines.sma(bars.close, 5)
  expect([...store.kept.keys()]).toEqual(['sma(period=5) of bars close'])
})

test('an option that is neither number nor text has no name; what was not given and what is the default have one', () => {
  const entry = indicatorList.find(({ name }) => name === 'bollinger')!
  expect(lineName(entry, { period: { valueOf: () => 20 } })).toBe(null)
  expect(lineName(entry, {})).toBe(lineName(entry, { deviations: 2, period: 20 }))
  expect(lineName(entry, { deviations: 0 })).not.toBe(lineName(entry, { deviations: -0 }))
  expect(lineName(entry, { period: '20' })).not.toBe(lineName(entry, { period: 20 }))
})

test('options are read once: what names a line is what it was made of', () => {
  const store = new EveryLine()
  let asked = 0
  const shifty = {
    get period(): number {
      return 5 + asked++
    },
  }
  const line = lines.sma(barsOf(store).close, shifty)
  expect([...store.kept.keys()]).toEqual(['sma(period=5) of bars close'])
  expect(line.source.warmup).toBe(4)
})

/** Everything that an indicator's lines say while a series goes by, a block at a time. */
function walked(entry: IndicatorEntry, given: Given, store: LineStore | null): number[] {
  const bars = barsOf(store)
  const result = call(entry, given, bars)
  const all = typeof result === 'function' ? [result] : Object.values(result)
  const { state } = bars
  const said: number[] = []
  while (state.row + 1 < ROWS) {
    state.row++
    if (state.row >= state.filled) state.fillBlock()
    if (state.row % 7 === 0 || state.row > ROWS - 50) for (const line of all) said.push(line(), line(1), line(3999))
  }
  return said
}

function keyOf(entry: IndicatorEntry, given: Given): string {
  const store = new EveryLine()
  call(entry, given, barsOf(store))
  return [...store.kept.keys()].at(-1)!
}

function call({ name, make }: IndicatorEntry, given: Given, bars: BarLinesOfSeries): ReturnType<LineFunction> {
  if (patterns.has(name)) return lines.pattern(bars, name as PatternName, given)
  const { inputs } = make(given)
  const of = inputs.every((input) => BAR_NAMES.includes(input)) ? [bars] : [bars.close, bars.open].slice(0, inputs.length)
  return (functions[name] as LineFunction)(...of, given)
}

function barsOf(store: LineStore | null): BarLinesOfSeries {
  const series = new SeriesState({
    instrument: 0,
    timeframe: parseTimeframe('30m'),
    calendar: '24/7',
    columns,
    mask: ALL_ROWS,
    kept: store === null ? null : { store, key: 'bars' },
  })
  series.available = ROWS
  return new BarLinesOfSeries(series)
}

/** Options as an author may give them: some left out, some at their default. */
function optionsOf({ parameters }: IndicatorEntry): fc.Arbitrary<Given> {
  const required = parameters.filter((parameter) => parameter.default === undefined).map(({ name }) => name)
  return fc.record(Object.fromEntries(parameters.map((parameter) => [parameter.name, valuesOf(parameter)])), {
    requiredKeys: required,
  })
}

function valuesOf(parameter: Parameter): fc.Arbitrary<number | string> {
  if ('choices' in parameter) return fc.constantFrom(...parameter.choices)
  const { min = 0, above, max, real, default: usual } = parameter
  const most = Math.min(max, Math.max(40, 2 * min, 2 * (usual ?? 0)))
  const drawn =
    real === true || above !== undefined
      ? fc.integer({ min: 1, max: 64 }).map((k) => Math.max(min, (above ?? min) + ((most - (above ?? min)) * k) / 64))
      : fc.integer({ min, max: most })
  return usual === undefined ? drawn : fc.oneof(fc.constant(usual), drawn)
}

/** Whether parameters fit together. */
function isSound({ make }: IndicatorEntry, given: Given): boolean {
  try {
    make(given)
    return true
  } catch {
    return false
  }
}

function full({ parameters }: IndicatorEntry, given: Given): string {
  return JSON.stringify(parameters.map(({ name, default: usual }) => given[name] ?? usual))
}

function minimal({ parameters }: IndicatorEntry): Given {
  return Object.fromEntries(parameters.filter((given) => given.default === undefined).map(({ name }) => [name, 10]))
}

/** Half-hour bars up and down by chance, some without volume. */
function halfHours(): ReturnType<typeof allocateBars> {
  const bars = allocateBars(ROWS)
  const random = new Random(5)
  let price = 100
  for (let row = 0; row < ROWS; row++) {
    const open = price
    price *= 1 + (random.unit() - 0.5) / 50
    bars.time[row] = row * 1_800_000
    bars.open[row] = open
    bars.high[row] = Math.max(open, price) * (1 + random.unit() / 200)
    bars.low[row] = Math.min(open, price) * (1 - random.unit() / 200)
    bars.close[row] = price
    bars.volume[row] = random.int(0, 5) === 0 ? 0 : random.int(1, 1000)
  }
  return bars
}
