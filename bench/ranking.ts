/** What a strategy and the loop that it is held to decide by. */

/** Places of the largest values; of equals the first. */
export function largest(values: Float64Array, count: number): ReadonlySet<number> {
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b)
  return new Set(order.slice(0, count))
}

/** Months since the epoch. */
export function monthOf(time: number): number {
  const date = new Date(time)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}
