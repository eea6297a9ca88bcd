/** Requests for a share of equity that are sized only as they fill, by what is free then: how backtesting.py sizes. */
import type { TargetRule } from './target-rule.ts'

/** A hair less than all, so that an account worth exactly n lots buys one less. */
const ALL: number = 1 - Number.EPSILON

/** `targets` says what becomes of targets, which are reckoned as they are decided. */
export function freeAtFill(targets: TargetRule): TargetRule {
  return {
    ...targets,
    name: 'free-at-fill',
    says: 'shares of equity are shares of free margin times leverage, reckoned as the order fills; each lot counts as if it paid the fixed fee',
    lotsAtFill({ share, free, leverage, lotValue, feeOf }) {
      const part = Math.min(share, ALL)
      const budget = free * leverage * part
      if (!(budget > 0)) return 0
      // What nothing costs is fixed; the rest is told from many lots, without the rounding of one lot's.
      const fixed = feeOf(0)
      const many = Math.max(1, Math.floor(budget / lotValue))
      const perLot = (feeOf(many) - fixed) / many
      return Math.floor(budget / (lotValue + perLot + fixed / part))
    },
  }
}
