/** What must hold of every indicator in the list, whatever its rule: tested with random columns, cut in random places. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import type { Indicator } from './indicator.ts'
import { indicatorList, type IndicatorEntry, type ParameterEntry } from './list.ts'

type Updatable = Indicator & { update(row: unknown): number }

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

describe.each(indicatorList)('$name', (entry) => {
  const parameters = fc.tuple(...entry.parameters.map(smallValue)).map((values) => named(entry, values))
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
      for (const target of targets)
        expect([...target].map((x) => Number.isNaN(x))).toEqual(Array.from(target, (_, i) => i < indicator.warmup))
    })
    fc.assert(property, RUNS)
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

  test.each(entry.parameters)('$name is held to its bounds', (parameter) => {
    // The other parameters stay out of the way: macd wants fast < slow.
    const others: Record<string, number> = { ...required(entry), ...(entry.name === 'macd' ? { fast: 2, slow: 100_000 } : {}) }
    const make = (x: number): Indicator => entry.make({ ...others, [parameter.name]: x })
    const [low, high] = entry.name === 'macd' && parameter.name !== 'signal' ? [3, 99_999] : [parameter.min ?? 0.01, parameter.max]
    expect(make(low).warmup).toBeGreaterThanOrEqual(0)
    expect(make(high).warmup).toBeGreaterThanOrEqual(0)
    const below = parameter.min === undefined ? parameter.above! : parameter.min - 1
    const wrong = [below, parameter.max + 1, NaN, Infinity, -Infinity, ...(parameter.min === undefined ? [] : [parameter.min + 0.5])]
    for (const x of wrong) {
      expect(() => make(x)).toThrow(LockstepError)
      expect(() => make(x)).toThrow(`${parameter.name} must be`)
      expect(() => make(x)).toThrow(`was ${x}`)
    }
  })

  test('defaults and warm-up are as the list says', () => {
    const given = Object.fromEntries(entry.parameters.map(({ name, default: value }) => [name, value ?? 30]))
    const indicator = entry.make(required(entry))
    expect(indicator.warmup).toBe(warmupOf(entry, given))
    const sources = tame(indicator, { length: 300, seed: 1 })
    expect(bits(filled(indicator, sources))).toEqual(bits(filled(entry.make(given), sources)))
  })
})

/** Parameters that keep windows short enough for a column of a hundred rows to fill them many times. */
function smallValue({ min, above }: ParameterEntry): fc.Arbitrary<number> {
  return above === undefined ? fc.integer({ min: min!, max: 9 }) : fc.double({ min: 0.1, max: 5, noNaN: true })
}

function named(entry: IndicatorEntry, values: readonly number[]): Record<string, number> {
  const given: Record<string, number> = Object.fromEntries(entry.parameters.map(({ name }, k) => [name, values[k]!]))
  return entry.name === 'macd' ? { ...given, slow: given['fast']! + given['slow']! } : given
}

/** What must be given, and nothing else. */
function required(entry: IndicatorEntry): Record<string, number> {
  return Object.fromEntries(entry.parameters.filter((parameter) => parameter.default === undefined).map(({ name }) => [name, 30]))
}

/** The list's formula for warm-up, such as `fastK + slowK + slowD - 3`, worked out from left to right. */
function warmupOf(entry: IndicatorEntry, given: Readonly<Record<string, number>>): number {
  const words = entry.warmup.split(' ')
  const term = (word: string): number => given[word] ?? Number(word)
  let result = term(words[0]!)
  for (let k = 1; k < words.length; k += 2) {
    const right = term(words[k + 1]!)
    result = words[k] === '+' ? result + right : words[k] === '-' ? result - right : result * right
  }
  return result
}

/** As many of the columns as there are inputs, cut to one length. */
function columnsFor(entry: IndicatorEntry, all: readonly (readonly number[])[]): Float64Array[] {
  const inputs = entry.make(required(entry)).inputs
  const length = Math.min(...all.slice(0, inputs.length).map((values) => values.length))
  return inputs.map((_, k) => Float64Array.from(all[k]!.slice(0, length)))
}

/** Columns without a gap, every value finite and above 0. */
function tame(indicator: Indicator, { length, seed }: { readonly length: number; readonly seed: number }): Float64Array[] {
  let state = seed
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  return indicator.inputs.map(() => Float64Array.from({ length }, () => 1 + next()))
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

/** One `update` a row; the outputs are what it returns and the fields of their names. */
function updated(indicator: Indicator, sources: readonly Float64Array[]): Float64Array[] {
  const updatable = indicator as Updatable
  const fields = indicator as unknown as Readonly<Record<string, number>>
  const targets = indicator.outputs.map(() => new Float64Array(sources[0]!.length))
  for (let i = 0; i < sources[0]!.length; i++) {
    const row = Object.fromEntries(indicator.inputs.map((input, k) => [input, sources[k]![i]!]))
    const main = updatable.update(indicator.inputs.length === 1 ? sources[0]![i] : row)
    for (const [k, output] of indicator.outputs.entries()) targets[k]![i] = output in indicator ? fields[output]! : main
  }
  return targets
}

/** Numbers by their bits: -0 is not 0. Every NaN counts as one, since a NaN's bits are the machine's affair. */
function bits(columns: readonly Float64Array[]): bigint[][] {
  return columns.map((column) => [...new BigUint64Array(column.map((x) => (Number.isNaN(x) ? NaN : x)).buffer)])
}
