/** Which round trips to show where not all can be: the first, the latest, the best and the worst, a quarter each. */

/** Indices of the round trips with these net profits, rising, at most `countMax`. */
export function chosenTrips(net: Float64Array, countMax: number): number[] {
  const count = net.length
  if (count <= countMax) return Array.from({ length: count }, (_, row) => row)
  const quarter = Math.floor(countMax / 4)
  const sorted = net.toSorted()
  const chosen = new Set<number>()
  for (let k = 0; k < quarter; k++) chosen.add(k).add(count - 1 - k)
  addWithin(chosen, net, { from: sorted[count - quarter] ?? Infinity, to: Infinity }, quarter)
  addWithin(chosen, net, { from: -Infinity, to: sorted[quarter - 1] ?? -Infinity }, quarter)
  return [...chosen].toSorted((a, b) => a - b)
}

/** Adds up to `count` whose net lies in a range, the earliest of equal ones. */
function addWithin(chosen: Set<number>, net: Float64Array, { from, to }: { from: number; to: number }, count: number): void {
  for (let row = 0, left = count; row < net.length && left > 0; row++) {
    if (net[row]! < from || net[row]! > to) continue
    chosen.add(row)
    left--
  }
}
