import type { Candle, Direction } from './candle.ts'

/** What morning and evening stars share: a long candle, one beyond a gap, and a long one that turns deep into the first body. */
export function turnsAtStar(third: Candle, turn: Direction, penetration: number): boolean {
  const second = third.before
  const first = second.before
  const gap = first.long && first.direction === -turn && second.gaps(first.direction, first)
  return gap && third.long && third.direction === turn && turn * third.close > turn * first.close + first.body * penetration
}
