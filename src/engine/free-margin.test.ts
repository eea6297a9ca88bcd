import { expect, test } from 'vitest'
import { targetRuleOf, type FillSizeQuestion } from './target-rule.ts'

const rule = targetRuleOf('free-at-fill')

function lotsOf(given: Partial<FillSizeQuestion>): number {
  return rule.lotsAtFill!({ share: 1, free: 10_000, leverage: 1, lotValue: 30, feeOf: () => 0, ...given })
}

test.each<[string, Partial<FillSizeQuestion>, number]>([
  ['what is free over the worth of a lot, rounded down', {}, 333],
  ['all is a hair less than all', { lotValue: 100 }, 99],
  ['half is exactly half', { lotValue: 100, share: 0.5 }, 50],
  ['more than all is all', { share: 3 }, 333],
  ['margin stretches it', { leverage: 2 }, 666],
  ['a fee in proportion belongs to each lot', { feeOf: (lots) => lots * 3 }, 303],
  ['a fixed fee counts for each lot too', { feeOf: () => 20 }, 199],
  ['twice over for half of it', { feeOf: () => 20, share: 0.5 }, 71],
  ['nothing is free', { free: 0 }, 0],
  ['less than nothing is free', { free: -500 }, 0],
  ['less than a lot', { free: 29 }, 0],
])('%s', (_, given, lots) => {
  expect(lotsOf(given)).toBe(lots)
})

test('rounding of fees does not add up over many lots', () => {
  const feeOf = (lots: number): number => Math.round(lots * 0.000_224_092)
  expect(lotsOf({ free: 127_289.64, lotValue: 1.120_46, feeOf })).toBe(Math.floor(127_289.64 / (1.120_46 + 0.000_224_092)))
})

test('targets are reckoned as by default', () => {
  const about = { weight: 0.5, equity: 1000, held: 2, lotValue: 100, leverage: 1, quotedValue: () => 100, feeOf: () => 0 }
  expect(rule.lotsToTrade(about)).toBe(targetRuleOf('lockstep').lotsToTrade(about))
})
