/** The did-you-mean rule, in one place: the nearest of `names` to `wanted`, or undefined when none is near. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const target = wanted.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(target.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(target, name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** "did you mean slow?" when a near name exists, else "known: fast, slow". */
export function didYouMean(wanted: string, names: readonly string[]): string {
  const near = nearestName(wanted, names)
  if (near !== undefined) return `did you mean ${near}?`
  return names.length === 0 ? 'there are none' : `known: ${names.join(', ')}`
}

/** Damerau–Levenshtein distance with adjacent swaps; bounded by the lengths of two short names. */
function editDistance(a: string, b: string): number {
  const width = b.length + 1
  const table = new Int32Array((a.length + 1) * width)
  for (let i = 0; i <= a.length; i++) table[i * width] = i
  for (let j = 0; j <= b.length; j++) table[j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let d = Math.min(
        (table[(i - 1) * width + j] ?? 0) + 1,
        (table[i * width + j - 1] ?? 0) + 1,
        (table[(i - 1) * width + j - 1] ?? 0) + change,
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d = Math.min(d, (table[(i - 2) * width + j - 2] ?? 0) + 1)
      }
      table[i * width + j] = d
    }
  }
  return table[a.length * width + b.length] ?? 0
}
