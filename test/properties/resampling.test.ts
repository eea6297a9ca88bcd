/** Higher timeframes equal a plain grouping of the base bars by the calendar, gaps, weeks and months among them. */
import { expect, test } from 'vitest'
import type { BarSeries } from '../../src/model/bars.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { strategy, type Strategy } from '../../src/strategy/strategy.ts'
import { closeOf, randomSeries, someInstruments } from './random-bars.ts'
import { recordPushedRun, recordRun, recordSteps } from './record-run.ts'
import { fc } from './seeded.ts'

const [instrument] = someInstruments
const DAY = 86_400_000

/** By timeframe: what part of the calendar a time belongs to, and when that part ends. Written with dates, not with arithmetic. */
const parts: Readonly<Record<string, { readonly of: (d: Date) => string; readonly end: (d: Date) => number }>> = {
  '5m': {
    of: (d) => `${d.toISOString().slice(0, 14)}${Math.floor(d.getUTCMinutes() / 5)}`,
    end: (d) => d.setUTCMinutes(Math.floor(d.getUTCMinutes() / 5) * 5 + 5, 0, 0),
  },
  '1h': { of: (d) => d.toISOString().slice(0, 13), end: (d) => d.setUTCHours(d.getUTCHours() + 1, 0, 0, 0) },
  '4h': {
    of: (d) => `${d.toISOString().slice(0, 10)} ${Math.floor(d.getUTCHours() / 4)}`,
    end: (d) => d.setUTCHours(Math.floor(d.getUTCHours() / 4) * 4 + 4, 0, 0, 0),
  },
  '1d': { of: (d) => d.toISOString().slice(0, 10), end: (d) => d.setUTCHours(24, 0, 0, 0) },
  '1w': { of: (d) => new Date(monday(d)).toISOString(), end: (d) => monday(d) + 7 * DAY },
  '1mo': { of: (d) => d.toISOString().slice(0, 7), end: (d) => Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 1) },
  '3mo': {
    of: (d) => `${d.getUTCFullYear()} ${Math.floor(d.getUTCMonth() / 3)}`,
    end: (d) => Date.UTC(d.getUTCFullYear(), Math.floor(d.getUTCMonth() / 3) * 3 + 3, 1),
  },
  '12mo': { of: (d) => `${d.getUTCFullYear()}`, end: (d) => Date.UTC(d.getUTCFullYear() + 1, 0, 1) },
}

function monday(d: Date): number {
  const midnight = Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate())
  return midnight - ((d.getUTCDay() + 6) % 7) * DAY
}

const pairs = [
  ['1m', '5m'],
  ['1m', '1h'],
  ['15m', '1d'],
  ['1h', '4h'],
  ['1h', '1w'],
  ['1h', '1mo'],
  ['1d', '1w'],
  ['1d', '1mo'],
  ['1d', '3mo'],
  ['1mo', '3mo'],
  ['1mo', '12mo'],
] as const

const grouped = fc.record({
  pair: fc.constantFrom(...pairs),
  seed: fc.nat(),
  rows: fc.constantFrom(1, 50, 300, 4100, 8200),
  gaps: fc.constantFrom(0, 0.02, 0.5),
  start: fc.integer({ min: Date.UTC(1968, 0, 1), max: Date.UTC(2030, 0, 1) }),
})

test('every bar of a higher timeframe is its base bars grouped, known when its span is over', () => {
  fc.assert(
    fc.property(grouped, ({ pair: [base, higher], seed, rows, gaps, start }) => {
      const series = randomSeries({ instrument: instrument!, timeframe: base, rows, seed, start, gaps, gapsBefore: [4096, 8192] })
      const wanted = groupsOf(series, higher)
      const [whole, told, pushed]: [string[], string[], string[]] = [[], [], []]
      recordRun({ series: [series], strategy: watcher(higher, whole) })
      const { inputs } = recordSteps({ series: [series], strategy: watcher(higher, told) })
      recordPushedRun({ series: [series], strategy: watcher(higher, pushed) }, inputs)
      expect(whole).toEqual(wanted)
      expect(told).toEqual(wanted)
      expect(pushed).toEqual(wanted)
    }),
    { numRuns: 60 },
  )
})

/** Notes each closed bar of a timeframe with the time it became known. */
function watcher(timeframe: TimeframeName, seen: string[]): Strategy {
  return strategy({
    name: 'watcher',
    setup({ market, on, now }) {
      const bars = market().bars(timeframe)
      on(bars, () => void seen.push(shown(now(), [bars.open(), bars.high(), bars.low(), bars.close(), bars.volume()])))
    },
  })
}

/** Groups that are whole: a later bar is there, or the last base bar closed with them. */
function groupsOf({ bars, timeframe }: BarSeries, higher: string): string[] {
  const part = parts[higher]!
  const groups = Map.groupBy([...bars.time.keys()], (row) => part.of(new Date(bars.time[row]!)))
  return [...groups.values()].flatMap((rows) => {
    const [first, last] = [rows[0]!, rows.at(-1)!]
    const end = part.end(new Date(bars.time[last]!))
    const isWhole = last < bars.length - 1 || closeOf(timeframe, bars.time[last]!) >= end
    const of = (column: Float64Array): number[] => rows.map((row) => column[row]!)
    const volume = of(bars.volume).reduce((a, b) => a + b, 0)
    return isWhole
      ? [shown(end, [bars.open[first]!, Math.max(...of(bars.high)), Math.min(...of(bars.low)), bars.close[last]!, volume])]
      : []
  })
}

function shown(knownAt: number, values: readonly number[]): string {
  return `${new Date(knownAt).toISOString()} ${values.join(' ')}`
}
