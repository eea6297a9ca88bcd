import type { Bars } from '../model/bars.ts'

export const PRICE_DECIMALS_MAX = 8
/** A double near x is off by at most 2^-53 x; the product below adds as much again. */
const DOUBLE_NOISE = 4e-16
/** A float32 near x is off by at most 2^-24 x. */
const FLOAT_NOISE = 2 ** -24
/** Half of the sixth decimal, to which programs print a float32. */
const PRINT_NOISE = 0.5e-6

/**
 * The most decimals any price has, at most eight. Prices that went through a float32 on their way (1438.359985 for
 * 1438.36) would show six or more; when every price is such a print of a number of two to four decimals, and the grid of
 * those is coarser than the noise, that number counts.
 */
export function priceDecimals(bars: Bars): number {
  const exact = decimalsWithin(bars, 0, DOUBLE_NOISE, 0)
  if (exact <= 4) return exact
  const nearly = decimalsWithin(bars, 2, FLOAT_NOISE, PRINT_NOISE)
  const noise = largestPrice(bars) * FLOAT_NOISE + PRINT_NOISE
  return nearly <= 4 && noise < 0.05 * 10 ** -nearly ? nearly : exact
}

/** The fewest decimals from `from` on, such that every price is within relative + fixed noise of its rounding. */
function decimalsWithin(bars: Bars, from: number, relative: number, fixed: number): number {
  let decimals = from
  for (const column of [bars.open, bars.high, bars.low, bars.close]) {
    let scale = 10 ** decimals
    for (let i = 0; i < column.length; i++) {
      for (;;) {
        const scaled = column[i]! * scale
        if (Math.abs(scaled - Math.floor(scaled + 0.5)) <= Math.abs(scaled) * relative + fixed * scale) break
        if (decimals === PRICE_DECIMALS_MAX) return decimals
        decimals++
        scale *= 10
      }
    }
  }
  return decimals
}

function largestPrice(bars: Bars): number {
  let largest = 0
  for (let i = 0; i < bars.high.length; i++) if (bars.high[i]! > largest) largest = bars.high[i]!
  return largest
}
