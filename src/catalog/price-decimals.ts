import type { Bars } from '../model/bars.ts'

export const PRICE_DECIMALS_MAX = 8
/** A double near x is off by at most 2^-53 x; a product of it adds as much again. */
const DOUBLE_NOISE = 4e-16
/** Programs print a float32 to six decimals. */
const PRINT_NOISE = 0.51e-6

/**
 * The most decimals any price has, at most eight. Prices that went through a float32 on their way (1438.359985 for
 * 1438.36) would show six or more. When every price is the six-decimal print of the float32 nearest to a number of two to
 * four decimals, and that grid is coarser than float32 is there, the number's decimals count.
 */
export function priceDecimals(bars: Bars): number {
  const columns = [bars.open, bars.high, bars.low, bars.close]
  const printed = fewestDecimals(columns, 0, PRICE_DECIMALS_MAX, isDecimal)
  if (printed <= 4) return printed
  const behind = fewestDecimals(columns, 2, 5, isFloatOfDecimal)
  const largest = bars.high.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  return behind <= 4 && largest * 2 ** -24 < 0.25 * 10 ** -behind ? behind : printed
}

/** The fewest decimals from `from` up to `max` by which every price passes; `max` when none below does. */
function fewestDecimals(
  columns: readonly Float64Array[],
  from: number,
  max: number,
  passes: (x: number, scale: number) => boolean,
): number {
  let decimals = from
  let scale = 10 ** from
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      while (decimals < max && !passes(column[i]!, scale)) scale = 10 ** ++decimals
    }
  }
  return decimals
}

function isDecimal(x: number, scale: number): boolean {
  const scaled = x * scale
  return Math.abs(scaled - Math.floor(scaled + 0.5)) <= Math.abs(scaled) * DOUBLE_NOISE
}

function isFloatOfDecimal(x: number, scale: number): boolean {
  return Math.abs(Math.fround(Math.round(x * scale) / scale) - x) <= PRINT_NOISE
}
