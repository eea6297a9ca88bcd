/**
 * LEAN's rounding. It computes in decimals, where ties are exact; we hold doubles, so a value within the noise of its last
 * bits of a tie is one, and goes to the even neighbour.
 */

/** Largest relative distance from a tie that is noise: a few of the last bits of a double. */
const NOISE = 2 ** -50

/** To so many decimals, halves to even: `halfEven(0.125, 2)` is 0.12. Never −0. */
export function halfEven(value: number, decimals: number): number {
  const scale = 10 ** decimals
  const scaled = value * scale
  if (!Number.isFinite(scaled)) return value
  const below = Math.floor(scaled)
  const over = scaled - below
  const tie = Math.abs(over - 0.5) <= NOISE * Math.abs(scaled)
  const up = tie ? below % 2 !== 0 : over > 0.5
  return (up ? below + 1 : below) / scale + 0
}

/** What LEAN keeps of a point of a chart: 4 decimals above 1000, else 7 significant digits. */
export function chartValue(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value
  if (value > 1000) return halfEven(value, 4)
  const magnitude = Math.floor(Math.log10(Math.abs(value))) + 1
  return halfEven(value, 7 - magnitude)
}
