import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { Random } from '../base/random.ts'
import { DAY_MS, formatDate, timestamp, type Timestamp } from '../model/time.ts'
import { combinatorialFolds, combinatorialPaths, crossValidationFolds } from './cross-validation.ts'
import type { Fold, Stretch } from './fold.ts'
import { parseSpan, Timeline, type Span } from './span.ts'
import { stitch } from './stitching.ts'
import { validateFolds } from './validation.ts'
import { parseWalkForward, walkForwardFolds } from './walk-forward.ts'

const daily = (from: string, count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => timestamp(from) + i * DAY_MS)
const dates = ({ from, to }: Stretch): string => `${formatDate(from)}..${formatDate(to)}`
const inside = (stretches: readonly Stretch[], time: number): boolean => stretches.some(({ from, to }) => time >= from && time < to)

describe('a span', () => {
  test.each([
    ['12m', { unit: 'month', count: 12 }],
    ['3mo', { unit: 'month', count: 3 }],
    ['1y', { unit: 'month', count: 12 }],
    ['5d', { unit: 'day', count: 5 }],
    ['2w', { unit: 'day', count: 14 }],
    ['500b', { unit: 'bar', count: 500 }],
    ['0b', { unit: 'bar', count: 0 }],
  ])('%s', (text, span) => {
    expect(parseSpan(text)).toEqual(span)
  })

  test.each(['', '12', 'm', '1.5m', '-1m', '5h'])('%j is none', (text) => {
    expect(() => parseSpan(text)).toThrow(LockstepError)
  })

  test('moves a time by the calendar or by bars, and ends with the bars', () => {
    const timeline = new Timeline(daily('2020-01-31', 100))
    const at = timeline.from
    expect(formatDate(timeline.moved(at, parseSpan('1m')))).toBe('2020-02-29')
    expect(formatDate(timeline.moved(at, parseSpan('1m'), 2))).toBe('2020-03-31')
    expect(formatDate(timeline.moved(timestamp('2020-03-31'), parseSpan('1m'), -1))).toBe('2020-02-29')
    expect(formatDate(timeline.moved(at, parseSpan('10b')))).toBe('2020-02-10')
    expect(timeline.moved(at, parseSpan('100b'))).toBe(timeline.to)
    expect(timeline.moved(timestamp('2020-02-03'), parseSpan('10b'), -1)).toBe(at)
  })
})

describe('a walk forward', () => {
  const timeline = new Timeline(daily('2019-01-01', 365 * 2))

  test('trains the months before each test and moves along by the test', () => {
    const folds = walkForwardFolds(timeline, parseWalkForward('12m/5m'))
    expect(folds.map(({ train, test }) => `${dates(train[0]!)} ${dates(test[0]!)}`)).toEqual([
      '2019-01-01..2020-01-01 2020-01-01..2020-06-01',
      '2019-06-01..2020-06-01 2020-06-01..2020-11-01',
      '2019-11-01..2020-11-01 2020-11-01..2020-12-30',
    ])
  })

  test('that is anchored always trains from the first bar', () => {
    const folds = walkForwardFolds(timeline, { ...parseWalkForward('300b/200b'), anchored: true })
    expect(folds.map(({ train, test }) => `${dates(train[0]!)} ${dates(test[0]!)}`)).toEqual([
      '2019-01-01..2019-10-28 2019-10-28..2020-05-15',
      '2019-01-01..2020-05-15 2020-05-15..2020-12-01',
      '2019-01-01..2020-12-01 2020-12-01..2020-12-30',
    ])
  })

  test('leaves a gap before each test where one is asked for', () => {
    const [fold] = walkForwardFolds(timeline, { ...parseWalkForward('12m/3m'), gap: parseSpan('10d') })
    expect(dates(fold!.train[0]!)).toBe('2019-01-01..2019-12-22')
  })

  test('tests every bar after the first training once, and never one that it trained on', () => {
    const span = fc.oneof(
      fc.record({ unit: fc.constant('bar' as const), count: fc.integer({ min: 10, max: 200 }) }),
      fc.record({ unit: fc.constant('day' as const), count: fc.integer({ min: 10, max: 200 }) }),
      fc.record({ unit: fc.constant('month' as const), count: fc.integer({ min: 1, max: 6 }) }),
    )
    const { times, gappy } = gaps()
    fc.assert(
      fc.property(span, span, fc.boolean(), (train, test, anchored) => {
        const folds = walkForwardFolds(gappy, { train, test, anchored })
        const first = folds[0]!.test[0]!.from
        const tests = times.map((time) => folds.filter(({ test }) => inside(test, time)).length)
        expect(tests).toEqual(times.map((time) => (time >= first ? 1 : 0)))
        expect(times.filter((time) => folds.some(({ train, test }) => inside(train, time) && inside(test, time)))).toHaveLength(0)
        for (const { train, test } of folds) expect(train[0]!.to).toBeLessThanOrEqual(test[0]!.from)
      }),
      { numRuns: 50 },
    )
  })

  test.each(['12m', '12m/', '12m/3m/1m', '0m/3m', '12m/0d'])('%j is none', (text) => {
    expect(() => parseWalkForward(text)).toThrow(LockstepError)
  })

  test('that has no bar to test, or too many folds, is told', () => {
    expect(() => walkForwardFolds(timeline, parseWalkForward('3y/3m'))).toThrow('the data end on 2020-12-30')
    const minutes = new Timeline(Float64Array.from({ length: 20_000 }, (_, i) => i * 60_000))
    expect(() => walkForwardFolds(minutes, parseWalkForward('10b/1b'))).toThrow('more than 10000 folds')
  })
})

/** Bars with weekends and holes. */
function gaps(): { readonly times: Float64Array; readonly gappy: Timeline } {
  const random = new Random(4)
  let time = timestamp('2018-03-01') as number
  const times = Float64Array.from({ length: 700 }, () => (time += DAY_MS * random.int(1, 3)))
  return { times, gappy: new Timeline(times) }
}

describe('cross-validation', () => {
  const { times, gappy } = gaps()

  test('tests each bar once, and trains on all others where nothing is purged', () => {
    const folds = crossValidationFolds(gappy, { parts: 7 })
    expect(folds).toHaveLength(7)
    for (const time of times) {
      expect(folds.filter(({ test }) => inside(test, time))).toHaveLength(1)
      expect(folds.filter(({ train }) => inside(train, time))).toHaveLength(6)
    }
    const sizes = folds.map(({ test }) => times.filter((time) => inside(test, time)).length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })

  test('trains on exactly the bars whose outcome meets that of no test and that no embargo covers', () => {
    const days = fc.record({ unit: fc.constant('day' as const), count: fc.integer({ min: 0, max: 40 }) })
    const bars = fc.record({ unit: fc.constant('bar' as const), count: fc.integer({ min: 0, max: 25 }) })
    const reach = fc.oneof(fc.tuple(days, days), fc.tuple(bars, bars))
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 8 }), fc.integer({ min: 1, max: 2 }), reach, (parts, testParts, [horizon, embargo]) => {
        // Where bars are the unit, a bar's place is its index, so that both are measured alike.
        const placeOf = (i: number): number => (horizon.unit === 'bar' ? i : times[i]! / DAY_MS)
        for (const { train, test } of combinatorialFolds(gappy, { parts, testParts, horizon, embargo })) {
          const tested = test.map((one) => times.reduce<number[]>((list, t, i) => (inside([one], t) ? [...list, i] : list), []))
          const clear = times.map((_, i) => {
            const at = placeOf(i)
            const apart = tested.every((list) => {
              // A test ends where the bar after it opens.
              const [first, next] = [placeOf(list[0]!), list.at(-1)! + 1]
              const end = next < times.length ? placeOf(next) : Infinity
              return at + horizon.count < first || at >= end + horizon.count + embargo.count
            })
            return apart ? 1 : 0
          })
          expect(times.map((time) => (inside(train, time) ? 1 : 0))).toEqual(clear)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('no outcome of training overlaps one of its test', () => {
    const horizon: Span = { unit: 'day', count: 9 }
    for (const { train, test } of crossValidationFolds(gappy, { parts: 5, horizon, embargo: { unit: 'day', count: 3 } })) {
      const [learned, tested] = [train, test].map((part) => [...times].filter((time) => inside(part, time)))
      const until = (time: number): number => time + 9 * DAY_MS
      const last = tested!.at(-1)!
      const overlaps = (a: number): boolean => tested!.some((b) => until(a) >= b && until(b) >= a)
      expect(learned!.filter((a) => overlaps(a) || (a > last && a <= until(last) + 3 * DAY_MS))).toEqual([])
    }
  })

  test('of combinations has every choice of parts, and paths that test every part once', () => {
    const folds = combinatorialFolds(gappy, { parts: 6, testParts: 2 })
    const paths = combinatorialPaths({ parts: 6, testParts: 2 })
    expect([folds.length, paths.length]).toEqual([15, 5])
    expect(new Set(folds.map(({ test }) => test.map(dates).join())).size).toBe(15)
    const parts = crossValidationFolds(gappy, { parts: 6 }).map(({ test }) => dates(test[0]!))
    const used = paths.flatMap((path) => [...path].map((fold, part) => ({ fold, part })))
    for (const { fold, part } of used) expect(folds[fold]!.test.map(dates)).toContain(parts[part])
    expect(new Set(used.map(({ fold, part }) => `${fold} ${part}`)).size).toBe(30)
  })

  test('that cannot be is told', () => {
    expect(() => crossValidationFolds(gappy, { parts: 1 })).toThrow('2 to 700 parts')
    expect(() => combinatorialFolds(gappy, { parts: 4, testParts: 4 })).toThrow('1 to 3 of the parts')
    expect(() => combinatorialFolds(gappy, { parts: 40, testParts: 20 })).toThrow('more than 10000 folds')
    expect(() => crossValidationFolds(gappy, { parts: 2, embargo: parseSpan('9y') })).toThrow('nothing is left to train on')
  })
})

describe('tests in a row', () => {
  test('are one account whose return is the product of theirs', () => {
    const { day, returns, equity } = stitch([
      { day: Float64Array.of(1, 2), returns: Float64Array.of(0.1, -0.5) },
      { day: Float64Array.of(3), returns: Float64Array.of(1) },
    ])
    expect([...day]).toEqual([1, 2, 3])
    expect([...returns]).toEqual([0.1, -0.5, 1])
    expect(equity[2]).toBeCloseTo(1.1 * 0.5 * 2, 14)
  })

  test('that share a day have one return on it', () => {
    const { day, returns, equity } = stitch([
      { day: Float64Array.of(1, 2), returns: Float64Array.of(0.1, 0.2) },
      { day: Float64Array.of(2, 3), returns: Float64Array.of(0.5, 0) },
    ])
    expect([...day]).toEqual([1, 2, 3])
    expect(returns[1]).toBeCloseTo(0.8, 14)
    expect([...equity].map((x) => x.toFixed(6))).toEqual(['1.100000', '1.980000', '1.980000'])
  })

  test('cannot run backwards', () => {
    const one = { day: Float64Array.of(5), returns: Float64Array.of(0) }
    expect(() => stitch([one, { ...one, day: Float64Array.of(4) }])).toThrow('days of stitched parts rise')
  })
})

describe('folds over days that trials ran once', () => {
  const day = Float64Array.of(0, 1, 2, 3)
  const stretch = (from: number, to: number): Stretch => ({ from: (from * DAY_MS) as Timestamp, to: (to * DAY_MS) as Timestamp })
  const folds: Fold[] = [
    { number: 0, train: [stretch(0, 2)], test: [stretch(2, 4)] },
    { number: 1, train: [stretch(2, 4)], test: [stretch(0, 2)] },
  ]
  const sum = (r: Float64Array): number => r.reduce((a, b) => a + b, 0)
  const returns = [Float64Array.of(0.1, 0.1, 0, 0.01), Float64Array.of(0, 0, 0.2, 0.2), Float64Array.of(0.1, 0.1, 0.3, 0)]

  test('choose in training and show the choice in the test', () => {
    const [first, second] = validateFolds({ day, returns, folds, worth: sum })
    expect(first).toMatchObject({ fold: 0, chosen: 0, trainWorth: 0.2, testWorth: 0.01, testRank: 0 })
    expect([...first!.test.day]).toEqual([2, 3])
    expect([...first!.test.returns]).toEqual([0, 0.01])
    expect(second).toMatchObject({ chosen: 1, testWorth: 0, testRank: 0 })
  })

  test('have no choice where nothing is worth anything', () => {
    const [first] = validateFolds({ day, returns, folds, worth: () => null })
    expect(first).toMatchObject({ chosen: null, trainWorth: null, testWorth: null, testRank: null })
    expect([...first!.test.returns]).toEqual([0, 0])
  })

  test('count the first day, though its bars begin after midnight', () => {
    const late = stretch(0.4, 2)
    const [only] = validateFolds({ day, returns, folds: [{ number: 0, train: [stretch(2, 3.6)], test: [late] }], worth: sum })
    expect([...only!.test.day]).toEqual([0, 1])
  })
})
