import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import {
  slippageBps,
  slippageByInstrument,
  slippageDepth,
  slippageOf,
  slippageRootOfVolume,
  slippageSpread,
  slippageTicks,
  slippageVolumeShare,
  spreadOnEntry,
  sumOfSlippage,
  type Slippage,
  type SlippageQuestion,
} from './slippage.ts'

const fill: SlippageQuestion = {
  instrument: createInstrument({ id: 'SHARE', lot: 1 }),
  index: 0,
  side: 1,
  opens: true,
  limit: false,
  lots: 1,
  ticks: 100,
  volume: NaN,
  spread: NaN,
}

function slipped(rule: Slippage, ticks: number, given: Partial<SlippageQuestion> = {}): number {
  return rule.ticks({ ...fill, ...given, ticks })
}

test('ticks are the same at every price', () => {
  expect([1, 100, 1e6].map((t) => slipped(slippageTicks(2), t))).toEqual([2, 2, 2])
})

test('basis points are rounded up to whole ticks, float noise aside', () => {
  expect([1, 9999, 10_000, 10_001, 20_000].map((t) => slipped(slippageBps(1), t))).toEqual([1, 1, 1, 2, 2])
  expect(slipped(slippageBps(0), 12_345)).toBe(0)
  // 0.7 × 10,000 / 10,000 is a hair more than 0.7 in floats; 7 bps of 10,000 are 7 ticks all the same.
  expect(slipped(slippageBps(7), 10_000)).toBe(7)
})

test('several rules add up and say so', () => {
  const both = sumOfSlippage([slippageTicks(1), slippageBps(100)])
  expect(slipped(both, 250)).toBe(4)
  expect(both.label).toBe('1 ticks + 100 bps')
  expect([sumOfSlippage([]).label, slipped(sumOfSlippage([]), 100)]).toEqual(['none', 0])
})

test('a spread on entries is paid by what opens, limits too; other rules beside it leave limits alone', () => {
  const spread = spreadOnEntry(100)
  expect([slipped(spread, 500), slipped(spread, 500, { limit: true }), slipped(spread, 500, { opens: false })]).toEqual([5, 5, 0])
  const both = sumOfSlippage([spread, slippageTicks(2)])
  expect([slipped(both, 500), slipped(both, 500, { limit: true }), slipped(both, 500, { opens: false })]).toEqual([7, 5, 2])
})

test('a share of the spread is rounded up; what is not quoted is what the caller says, or nothing', () => {
  expect([0, 1, 2, 3].map((spread) => slipped(slippageSpread(), 100, { spread }))).toEqual([0, 1, 1, 2])
  expect(slipped(slippageSpread({ share: 1 }), 100, { spread: 3 })).toBe(3)
  expect(slipped(slippageSpread(), 100, { spread: NaN })).toBe(0)
  expect(slipped(slippageSpread({ otherwise: 4 }), 100, { spread: NaN })).toBe(2)
  expect(slipped(slippageSpread(), 100, { spread: -2 })).toBe(0)
})

test.each([
  // 0.1 × 1,000,000 × (10 / 1000)² = 10
  ['a hundredth of the volume', 10, 1000, 10],
  ['the limit of a fortieth', 25, 1000, 63],
  ['more than the limit counts as the limit', 900, 1000, 63],
  ['no volume counts as the limit', 1, 0, 63],
  ['unknown volume slips nothing', 10, NaN, 0],
  ['an unknown size slips nothing', 0, 1000, 0],
])('the square of the share of volume: %s', (_, lots, volume, ticks) => {
  expect(slipped(slippageVolumeShare(), 1_000_000, { lots, volume })).toBe(ticks)
})

test.each([
  // 0.01 × 10,000 × √(lots / volume)
  ['a quarter of the volume', 25, 100, 50],
  ['all of it', 100, 100, 100],
  ['more than all of it counts as all', 400, 100, 100],
  ['no volume counts as all', 1, 0, 100],
  ['unknown volume slips nothing', 25, NaN, 0],
])('the root of the share of volume: %s', (_, lots, volume, ticks) => {
  expect(slipped(slippageRootOfVolume(0.01), 10_000, { lots, volume })).toBe(ticks)
})

test.each([
  ['within the first step', 10, 1000, 0],
  ['half in the first, half in the second', 20, 1000, 1],
  // (10 × 0 + 90 × 2 + 100 × 5) / 200 = 3.4
  ['beyond the last step all costs as much as it', 200, 1000, 4],
  ['no volume costs what the last does', 1, 0, 5],
  ['unknown volume costs what the first does', 200, NaN, 0],
])('a depth profile: %s', (_, lots, volume, ticks) => {
  const book = slippageDepth([
    { upTo: 0.01, ticks: 0 },
    { upTo: 0.1, ticks: 2 },
    { upTo: 0.15, ticks: 5 },
  ])
  expect(slipped(book, 1000, { lots, volume })).toBe(ticks)
})

test('volume is in units, whatever the lot', () => {
  const coin = createInstrument({ id: 'BTCUSD', lot: 0.001 })
  // 10,000 lots are 10 units.
  expect(slipped(slippageVolumeShare(), 1_000_000, { instrument: coin, lots: 10_000, volume: 1000 })).toBe(10)
})

test('instruments may each have their own, also within a sum', () => {
  const coin = createInstrument({ id: 'BTCUSD' })
  const byId = slippageByInstrument('by id', ({ id }) => (id === 'BTCUSD' ? slippageBps(8) : slippageTicks(1)))
  expect(slipped(byId, 10_000)).toBe(1)
  expect(slipped(slippageOf(byId, coin), 10_000)).toBe(8)
  const both = sumOfSlippage([byId, slippageTicks(2)])
  expect([slipped(both, 10_000), slipped(slippageOf(both, coin), 10_000)]).toEqual([3, 10])
  expect(both.label).toBe('by id + 2 ticks')
})

test('no rule gives less for more, a part of a tick, or anything in our favour', () => {
  const rules = [
    slippageBps(3),
    slippageTicks(2),
    slippageSpread(),
    slippageVolumeShare(),
    slippageRootOfVolume(0.1),
    slippageDepth([
      { upTo: 0.05, ticks: 1 },
      { upTo: 0.5, ticks: 9 },
    ]),
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...rules),
      fc.integer({ min: 1, max: 1e7 }),
      fc.tuple(fc.nat(1e6), fc.nat(1e6)),
      fc.oneof(fc.nat(1e6), fc.constant(NaN)),
      fc.nat(50),
      (rule, ticks, [lots, more], volume, spread) => {
        const [few, many] = [lots, lots + more].map((n) => slipped(rule, ticks, { lots: n, volume, spread }))
        expect(Number.isSafeInteger(few) && few! >= 0).toBe(true)
        if (lots > 0) expect(many).toBeGreaterThanOrEqual(few!)
      },
    ),
  )
})

test.each([
  ['negative basis points', () => slippageBps(-1), /0 and 10,000 basis points, was -1/],
  ['NaN basis points', () => slippageBps(NaN), /was NaN/],
  ['half a tick', () => slippageTicks(0.5), /whole number of ticks of at least 0, was 0.5/],
  ['negative ticks', () => slippageTicks(-1), /was -1/],
  ['a negative share of the spread', () => slippageSpread({ share: -1 }), /share of the spread between 0 and 10, was -1/],
  ['an endless spread', () => slippageSpread({ otherwise: Infinity }), /spread in ticks of at least 0, was Infinity/],
  ['a limit beyond the volume', () => slippageVolumeShare({ limit: 2 }), /at most 1, was 2/],
  ['a negative impact', () => slippageVolumeShare({ impact: -1 }), /impact of at least 0, was -1/],
  ['a negative factor', () => slippageRootOfVolume(-1), /factor of at least 0, was -1/],
  ['no steps of depth', () => slippageDepth([]), /steps of depth with rising shares above 0, was 0/],
  [
    'steps of depth out of order',
    () =>
      slippageDepth([
        { upTo: 0.2, ticks: 1 },
        { upTo: 0.1, ticks: 2 },
      ]),
    /rising shares above 0, was 0.1/,
  ],
  [
    'a deeper step that costs less',
    () =>
      slippageDepth([
        { upTo: 0.1, ticks: 2 },
        { upTo: 0.2, ticks: 1 },
      ]),
    /the one before does, was 1/,
  ],
])('%s are refused, saying what was expected', (_, make, words) => {
  expect(make).toThrow(expect.objectContaining({ code: 'E_CONFIG', message: expect.stringMatching(words) as string }))
})
