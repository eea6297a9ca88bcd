import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { slippageBps, slippageTicks, sumOfSlippage, type Slippage, type SlippageQuestion } from './slippage.ts'

const fill: SlippageQuestion = {
  instrument: createInstrument({ id: 'SHARE', lot: 1 }),
  index: 0,
  side: 1,
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

test.each([
  ['negative basis points', () => slippageBps(-1), /0 and 10,000 basis points, was -1/],
  ['NaN basis points', () => slippageBps(NaN), /was NaN/],
  ['half a tick', () => slippageTicks(0.5), /whole number of ticks of at least 0, was 0.5/],
  ['negative ticks', () => slippageTicks(-1), /was -1/],
])('%s are refused, saying what was expected', (_, make, words) => {
  expect(make).toThrow(expect.objectContaining({ code: 'E_CONFIG', message: expect.stringMatching(words) as string }))
})
