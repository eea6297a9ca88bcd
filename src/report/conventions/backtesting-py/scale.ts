/** Numbers as backtesting.py states them. */
import { also, type Figure } from '../../statistics/figure.ts'

/** Rounded up to whole bars; prints have no length. */
export function bars(ms: number, barMs: number): number {
  return barMs === 0 ? ms : Math.ceil(ms / barMs) * barMs
}

/** A fraction in per cent. */
export function percent(figure: Figure): Figure {
  return also(figure, (value) => value * 100)
}
