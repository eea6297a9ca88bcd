/**
 * The lowest point of a function of a few numbers, without its slope: a simplex that is reflected, expanded, contracted and
 * shrunk. Nelder and Mead 1965, with the customary coefficients 1, 2, 1/2 and 1/2; the first simplex moves each coordinate by
 * a twentieth. Bounded: 200 steps and as many shrinks for each coordinate.
 */
export interface Simplex {
  /** The lowest corner. */
  readonly at: readonly number[]
  /** Whether the corners and their values came within 1e-4 of each other in time. */
  readonly converged: boolean
}

interface Corner {
  readonly at: readonly number[]
  readonly value: number
}

const TOLERANCE = 1e-4
const STEPS_MAX = 200

export function nelderMead(f: (at: readonly number[]) => number, start: readonly number[]): Simplex {
  const n = start.length
  const corner = (at: readonly number[]): Corner => ({ at, value: f(at) })
  const moved = start.map((_, k) => start.map((x, j) => (j === k ? (x === 0 ? 0.00025 : 1.05 * x) : x)))
  let corners = byValue([start, ...moved].map(corner))
  for (let step = 0; step < STEPS_MAX * n; step++) {
    if (isSmall(corners)) return { at: corners[0]!.at, converged: true }
    const [worst, others] = [corners[n]!, corners.slice(0, n)]
    const middle = start.map((_, j) => others.reduce((sum, { at }) => sum + at[j]!, 0) / n)
    const towards = (by: number): Corner => corner(middle.map((m, j) => (1 + by) * m - by * worst.at[j]!))
    const next = replacement({ corners, towards })
    corners = byValue(next === null ? shrunk(corners, corner) : [...others, next])
  }
  return { at: corners[0]!.at, converged: false }
}

/** What takes the place of the worst corner, or null when all must move closer to the best. */
function replacement({ corners, towards }: { corners: readonly Corner[]; towards: (by: number) => Corner }): Corner | null {
  const [best, second, worst] = [corners[0]!, corners[corners.length - 2]!, corners[corners.length - 1]!]
  const reflected = towards(1)
  if (reflected.value < best.value) {
    const expanded = towards(2)
    return expanded.value < reflected.value ? expanded : reflected
  }
  if (reflected.value < second.value) return reflected
  const outside = reflected.value < worst.value
  const contracted = towards(outside ? 0.5 : -0.5)
  return contracted.value < worst.value && (!outside || contracted.value <= reflected.value) ? contracted : null
}

function shrunk([best, ...rest]: readonly Corner[], corner: (at: readonly number[]) => Corner): Corner[] {
  return [best!, ...rest.map(({ at }) => corner(at.map((x, j) => best!.at[j]! + 0.5 * (x - best!.at[j]!))))]
}

function isSmall([best, ...rest]: readonly Corner[]): boolean {
  return rest.every(
    ({ at, value }) => Math.abs(value - best!.value) <= TOLERANCE && at.every((x, j) => Math.abs(x - best!.at[j]!) <= TOLERANCE),
  )
}

function byValue(corners: Corner[]): Corner[] {
  return corners.sort((a, b) => a.value - b.value)
}
