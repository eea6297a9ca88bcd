/**
 * Columns of numbers as the page embeds them: whole steps from one value to the next, in a unit, so that a long column takes few
 * letters. `script/columns.ts` reads them back.
 */

/** value k = unit × (sum of the steps up to k); null where there is no value. */
export interface PackedColumn {
  readonly unit: number
  readonly steps: readonly (number | null)[]
}

/** Rounds to multiples of `unit`, a power of ten or a whole number. */
export function packed(values: readonly (number | null | undefined)[], unit: number): PackedColumn {
  let last = 0
  const steps = values.map((value) => {
    if (value === null || value === undefined) return null
    const units = unit < 1 ? Math.round(value * Math.round(1 / unit)) : Math.round(value / unit)
    const step = units - last
    last = units
    return step
  })
  return { unit, steps }
}

/** Times in the largest unit that loses nothing: days, hours, minutes, seconds or milliseconds. */
export function packedTimes(times: readonly number[]): PackedColumn {
  const unit = [86_400_000, 3_600_000, 60_000, 1000].find((ms) => times.every((t) => t % ms === 0)) ?? 1
  return packed(times, unit)
}

/** Money to the cent, or to seven digits where it is small. */
export function packedMoney(values: readonly number[]): PackedColumn {
  const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  return packed(values, most >= 1e5 || most === 0 ? 0.01 : 10 ** (Math.ceil(Math.log10(most)) - 7))
}
