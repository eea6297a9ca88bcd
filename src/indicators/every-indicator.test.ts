/** What must hold of every indicator in the list, whatever its rule: tested with random columns, cut in random places. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import type { Indicator } from './indicator.ts'
import { indicatorList } from './catalogue.ts'
import type { Given, IndicatorEntry, NumberParameter, Parameter } from './entry.ts'

type Updatable = Indicator & { update(row: unknown): number; last(output: string): number }

const RUNS = { numRuns: 60 }
const wild = fc.constantFrom(0, -0, 5e-324, 1e-300, -1e-12, 1, 1e6 + 1e-3, -1e15, 1e300, -1e300, 1.7e308)
const value = fc.oneof({ weight: 6, arbitrary: fc.double({ min: 90, max: 110, noNaN: true }) }, { weight: 1, arbitrary: wild })
/** A stretch of equal, random or missing values: gaps at the start, at the end and inside all come up. */
const stretch = fc.oneof(
  fc.array(value, { maxLength: 12 }),
  fc.tuple(value, fc.nat(12)).map(([x, n]) => Array.from({ length: n }, () => x)),
  fc.nat(4).map((n) => Array.from({ length: n }, () => NaN)),
)
const column = fc.array(stretch, { minLength: 1, maxLength: 12 }).map((stretches) => stretches.flat())

const streaming = indicatorList.filter(({ repaints }) => repaints !== true)

test('no two have one name', () => {
  expect(new Set(indicatorList.map(({ name }) => name)).size).toBe(indicatorList.length)
})

describe.each(streaming)('$name', (entry) => {
  const parameters = fc
    .tuple(...entry.parameters.map(smallValue))
    .map((values): Given => Object.fromEntries(entry.parameters.map(({ name }, k) => [name, values[k]!])))
    .filter((given) => entry.constraint?.holds(given) ?? true)
  const columns = fc.array(column, { minLength: 5, maxLength: 5 }).map((all) => columnsFor(entry, all))
  const cuts = fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 30 })

  test('a column cut anywhere, and one row at a time, give the bits of one whole column', () => {
    const property = fc.property(parameters, columns, cuts, (given, sources, lengths) => {
      const whole = bits(filled(entry.make(given), sources))
      expect(bits(filledInPieces(entry.make(given), sources, lengths))).toEqual(whole)
      expect(bits(updated(entry.make(given), sources))).toEqual(whole)
    })
    fc.assert(property, RUNS)
  })

  test('a longer column begins with the bits of a shorter one', () => {
    const property = fc.property(parameters, columns, fc.double({ min: 0, max: 1, noNaN: true }), (given, sources, share) => {
      const length = Math.floor(share * sources[0]!.length)
      const short = filled(
        entry.make(given),
        sources.map((source) => source.slice(0, length)),
      )
      const long = filled(entry.make(given), sources).map((target) => target.slice(0, length))
      expect(bits(short)).toEqual(bits(long))
    })
    fc.assert(property, RUNS)
  })

  test('a row with a NaN gives NaN, and the rest is as if the row had never been', () => {
    const property = fc.property(parameters, columns, (given, sources) => {
      const whole = Array.from(sources[0]!, (_, i) => sources.every((source) => !Number.isNaN(source[i]!)))
      const kept = (source: Float64Array): Float64Array => source.filter((_, i) => whole[i])
      const targets = filled(entry.make(given), sources)
      for (const target of targets) expect(target.filter((_, i) => !whole[i]).every((x) => Number.isNaN(x))).toBe(true)
      expect(bits(targets.map(kept))).toEqual(bits(filled(entry.make(given), sources.map(kept))))
    })
    fc.assert(property, RUNS)
  })

  test('every output is NaN during warm-up and none after it', () => {
    const property = fc.property(parameters, fc.integer({ min: 0, max: 2 ** 31 }), (given, seed) => {
      const indicator = entry.make(given)
      const targets = filled(indicator, tame(indicator, { length: indicator.warmup + 20, seed }))
      for (const target of targets) {
        const rows = entry.gaps === undefined ? target : target.slice(0, indicator.warmup)
        expect([...rows].map((x) => Number.isNaN(x))).toEqual(Array.from(rows, (_, i) => i < indicator.warmup))
      }
    })
    fc.assert(property, RUNS)
  })

  test('prices that stand still, fall to 0 or are huge, and no volume, give neither Infinity nor a gap it does not tell of', () => {
    for (const price of odd) {
      const indicator = entry.make(required(entry))
      const sources = indicator.inputs.map((input) => Float64Array.from({ length: 400 }, (_, row) => oddValue(input, row, price)))
      for (const target of filled(indicator, sources)) {
        const values = target.slice(indicator.warmup)
        expect(values.filter((x) => Math.abs(x) === Infinity)).toHaveLength(0)
        if (entry.gaps === undefined) expect(values.filter((x) => Number.isNaN(x))).toHaveLength(0)
      }
    }
  })

  test('fill writes its rows and no other, wherever they start and however many', () => {
    const make = (): Indicator => entry.make(required(entry))
    const length = 5000
    const sources = tame(make(), { length, seed: 7 })
    const shifted = sources.map((source) => Float64Array.from([...Array.from({ length: 5 }, () => 1e9), ...source, 1e9]))
    const targets = make().outputs.map(() => new Float64Array(length + 4).fill(-7))
    make().fill(shifted, 5, targets, 3, length)
    for (const target of targets) expect([...target.slice(0, 3), target[length + 3]]).toEqual([-7, -7, -7, -7])
    expect(bits(targets.map((target) => target.slice(3, length + 3)))).toEqual(bits(updated(make(), sources)))
  })

  const bounded = entry.parameters.filter(isNumber)
  test.runIf(bounded.length > 0).each(bounded)('$name is held to its bounds', (parameter) => {
    const make = (x: number): Indicator => entry.make({ ...besides(entry, parameter.name, x), [parameter.name]: x })
    const lowest = parameter.above === undefined ? parameter.min! : parameter.above + 0.01
    for (const x of [lowest, parameter.max].filter((x) => fits(entry, parameter.name, x))) expect(make(x).warmup).toBeGreaterThanOrEqual(0)
    const whole = parameter.above === undefined && parameter.real !== true
    const below = parameter.above ?? parameter.min! - 1
    for (const x of [below, parameter.max + 1, NaN, Infinity, -Infinity, ...(whole ? [parameter.min! + 0.5] : [])]) {
      expect(() => make(x)).toThrow(LockstepError)
      expect(() => make(x)).toThrow(`${parameter.name} must be`)
      expect(() => make(x)).toThrow(`was ${x}`)
    }
  })

  const chosen = entry.parameters.filter((parameter) => !isNumber(parameter))
  test.runIf(chosen.length > 0).each(chosen)('$name is one of its words', ({ name }) => {
    expect(() => entry.make({ ...required(entry), [name]: 'nonsense' })).toThrow(LockstepError)
    expect(() => entry.make({ ...required(entry), [name]: 'nonsense' })).toThrow(`${name} must be one of`)
  })

  test('defaults and warm-up are as the list says', () => {
    const given: Given = Object.fromEntries(entry.parameters.map(({ name, default: value }) => [name, value ?? 30]))
    const indicator = entry.make(required(entry))
    expect(indicator.warmup).toBe(warmupOf(entry, given))
    const sources = tame(indicator, { length: 300, seed: 1 })
    expect(bits(filled(indicator, sources))).toEqual(bits(filled(entry.make(given), sources)))
  })
})

/** Prices by row that indicators divide by: none that moves, none at all, one that comes from 0, large ones, and ones below 0. */
const odd: readonly ((row: number) => number)[] = [
  () => 100,
  () => 0,
  (row) => (row < 200 ? 0 : 5),
  (row) => 1e12 + (row % 7),
  (row) => (row % 11) - 50,
]

/** One price for the whole bar, hourly bars, and no volume in most of them. */
function oddValue(input: string, row: number, price: (row: number) => number): number {
  if (input === 'time') return row * 3_600_000
  return input === 'volume' ? Number(row % 50 === 49) : price(row)
}

/** Parameters that keep windows short enough for a column of a hundred rows to fill them many times. */
function smallValue(parameter: Parameter): fc.Arbitrary<number | string> {
  if (!isNumber(parameter)) return fc.constantFrom(...parameter.choices)
  const { min, above, max, real } = parameter
  if (above !== undefined) return fc.double({ min: above + Math.min(0.1, (max - above) / 2), max: Math.min(max, above + 5), noNaN: true })
  return real === true
    ? fc.double({ min: min!, max: Math.min(max, min! + 5), noNaN: true })
    : fc.integer({ min: min!, max: Math.max(min!, Math.min(max, 9)) })
}

function isNumber(parameter: Parameter): parameter is NumberParameter {
  return !('choices' in parameter)
}

/** What must be given, and nothing else. */
function required(entry: IndicatorEntry): Record<string, number | string> {
  return Object.fromEntries(entry.parameters.filter((parameter) => parameter.default === undefined).map(({ name }) => [name, 30]))
}

/** Other parameters, at an end of their bounds where the constraint between them wants it. */
function besides(entry: IndicatorEntry, name: string, value: number): Given {
  const others = entry.parameters.filter((parameter) => parameter.name !== name && isNumber(parameter)) as NumberParameter[]
  const ends = others.map(({ name, min, max, above, default: initial }) =>
    [initial ?? 30, min ?? above! + 1, max].map((x) => [name, x] as const),
  )
  const tried = ends.reduce<Given[]>(
    (all, end) => all.flatMap((given) => end.map(([key, x]) => ({ ...given, [key]: x }))),
    [required(entry)],
  )
  return tried.find((given) => entry.constraint?.holds({ ...given, [name]: value }) ?? true) ?? required(entry)
}

function fits(entry: IndicatorEntry, name: string, value: number): boolean {
  return entry.constraint?.holds({ ...besides(entry, name, value), [name]: value }) ?? true
}

/** The catalogue's formula for warm-up, such as `max(fast, slow) + 2 * signal - 3`. */
function warmupOf(entry: IndicatorEntry, given: Given): number {
  const words = entry.warmup.match(/[A-Za-z]\w*|\d+|[-+*/(),]/g) ?? []
  const calls: Readonly<Record<string, (...values: number[]) => number>> = { max: Math.max, floor: Math.floor, sqrt: Math.sqrt }
  const atom = (): number => {
    const word = words.shift()!
    const call = word === '(' ? Math.max : calls[word]
    if (call === undefined) return Number(given[word] ?? word)
    if (word !== '(') words.shift()
    const values = [sum()]
    while (words[0] === ',') values.push((words.shift(), sum()))
    words.shift()
    return call(...values)
  }
  const product = (): number => {
    let result = atom()
    while (words[0] === '*' || words[0] === '/') result *= words.shift() === '*' ? atom() : 1 / atom()
    return result
  }
  function sum(): number {
    let result = product()
    while (words[0] === '+' || words[0] === '-') result += words.shift() === '+' ? product() : -product()
    return result
  }
  return sum()
}

/** As many of the columns as there are inputs, cut to one length. */
function columnsFor(entry: IndicatorEntry, all: readonly (readonly number[])[]): Float64Array[] {
  const inputs = entry.make(required(entry)).inputs
  const length = Math.min(...all.slice(0, inputs.length).map((values) => values.length))
  return inputs.map((_, k) => Float64Array.from(all[k]!.slice(0, length)))
}

/** Columns without a gap, every value from a half to 1, which every function of numbers has in its domain. */
function tame(indicator: Indicator, { length, seed }: { readonly length: number; readonly seed: number }): Float64Array[] {
  let state = seed
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  return indicator.inputs.map(() => Float64Array.from({ length }, () => (1 + next()) / 2))
}

function filled(indicator: Indicator, sources: readonly Float64Array[]): Float64Array[] {
  const targets = indicator.outputs.map(() => new Float64Array(sources[0]!.length))
  indicator.fill(sources, 0, targets, 0, sources[0]!.length)
  return targets
}

function filledInPieces(indicator: Indicator, sources: readonly Float64Array[], lengths: readonly number[]): Float64Array[] {
  const rowCount = sources[0]!.length
  const targets = indicator.outputs.map(() => new Float64Array(rowCount))
  for (let at = 0, k = 0; at < rowCount; k++) {
    const count = Math.min(lengths[k % lengths.length]!, rowCount - at)
    indicator.fill(sources, at, targets, at, count)
    at += count
  }
  return targets
}

/** One `update` a row; what it returns is one of the outputs, which `last` gives all. */
function updated(indicator: Indicator, sources: readonly Float64Array[]): Float64Array[] {
  const updatable = indicator as Updatable
  const targets = indicator.outputs.map(() => new Float64Array(sources[0]!.length))
  for (let i = 0; i < sources[0]!.length; i++) {
    const row = Object.fromEntries(indicator.inputs.map((input, k) => [input, sources[k]![i]!]))
    const main = updatable.update(indicator.inputs[0] === 'value' ? sources[0]![i] : row)
    const all = indicator.outputs.map((output) => updatable.last(output))
    expect(all.some((x) => Object.is(x, main))).toBe(true)
    for (const [k, x] of all.entries()) targets[k]![i] = x
  }
  return targets
}

/** Numbers by their bits: -0 is not 0. Every NaN counts as one, since a NaN's bits are the machine's affair. */
function bits(columns: readonly Float64Array[]): bigint[][] {
  return columns.map((column) => [...new BigUint64Array(column.map((x) => (Number.isNaN(x) ? NaN : x)).buffer)])
}
