/** Round trips in a row that won, and that lost. */

export interface Streaks {
  /** Round trips in a row; the last row of the table counts that many and more. */
  readonly length: number
  readonly won: number
  readonly lost: number
}

/** Lengths that are told apart. */
const LENGTHS_MAX = 20

/** @param net net profits in the order in which the round trips ended */
export function streaksOf(net: Float64Array): Streaks[] {
  const won = new Uint32Array(LENGTHS_MAX)
  const lost = new Uint32Array(LENGTHS_MAX)
  let longest = 0
  for (let from = 0; from < net.length;) {
    const sign = Math.sign(net[from]!)
    let to = from + 1
    while (to < net.length && Math.sign(net[to]!) === sign) to++
    const length = Math.min(LENGTHS_MAX, to - from)
    if (sign > 0) won[length - 1]! += 1
    else if (sign < 0) lost[length - 1]! += 1
    if (sign !== 0) longest = Math.max(longest, length)
    from = to
  }
  return Array.from({ length: longest }, (_, k) => ({ length: k + 1, won: won[k]!, lost: lost[k]! }))
}
