/**
 * Moments and quantiles of a sample of doubles. Those a sample is too small for are NaN; the callers check its size. Plain
 * loops, because a run may have millions of round trips.
 */

export function mean(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/** Sample variance, n - 1 in the denominator. The mean is given by whoever knows it. */
export function variance(values: Float64Array, center: number = mean(values)): number {
  return centralSum(values, center) / (values.length - 1)
}

/** Sample covariance of two samples of one length, n - 1 in the denominator. */
export function covariance(x: Float64Array, y: Float64Array): number {
  const [mx, my] = [mean(x), mean(y)]
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += (x[i]! - mx) * (y[i]! - my)
  return sum / (x.length - 1)
}

/** The straight line of least squares from x to y, and the share of the variance of y that it explains; NaN where x does not vary. */
export function linearFit(x: Float64Array, y: Float64Array): { readonly slope: number; readonly rSquared: number } {
  const shared = covariance(x, y)
  return { slope: shared / variance(x), rSquared: (shared * shared) / (variance(x) * variance(y)) }
}

/** Sample standard deviation, n - 1 in the denominator. */
export function deviation(values: Float64Array, center: number = mean(values)): number {
  return Math.sqrt(variance(values, center))
}

/** Bias-corrected skewness (G1): 0 for a symmetric sample; needs three values. */
export function skewness(values: Float64Array): number {
  const n = values.length
  const m = mean(values)
  let cubes = 0
  for (let i = 0; i < n; i++) cubes += (values[i]! - m) * (values[i]! - m) * (values[i]! - m)
  const g1 = cubes / n / (centralSum(values, m) / n) ** 1.5
  return (g1 * Math.sqrt(n * (n - 1))) / (n - 2)
}

/** Bias-corrected excess kurtosis (G2): 0 for a normal sample; needs four values. */
export function excessKurtosis(values: Float64Array): number {
  const n = values.length
  const m = mean(values)
  let fourths = 0
  for (let i = 0; i < n; i++) {
    const square = (values[i]! - m) * (values[i]! - m)
    fourths += square * square
  }
  const g2 = fourths / n / (centralSum(values, m) / n) ** 2 - 3
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6)
}

/** The q-quantile by linear interpolation between order statistics (type 7), 0 <= q <= 1, in linear time. */
export function quantile(values: Float64Array, q: number): number {
  const copy = values.slice()
  const position = q * (copy.length - 1)
  const below = Math.floor(position)
  const low = selectInPlace(copy, below)
  if (below === position) return low
  let high = Infinity
  for (let i = below + 1; i < copy.length; i++) if (copy[i]! < high) high = copy[i]!
  return low + (position - below) * (high - low)
}

/** The same of values that are sorted already. */
export function sortedQuantile(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!)
}

/** The middle value, or the mean of the two middle ones, in linear time. */
export function median(values: Float64Array): number {
  const copy = values.slice()
  const upper = copy.length >> 1
  const high = selectInPlace(copy, upper)
  if (copy.length % 2 === 1) return high
  let low = -Infinity
  for (let i = 0; i < upper; i++) if (copy[i]! > low) low = copy[i]!
  return (low + high) / 2
}

/** Hoare's quickselect: afterwards row k holds the k-th smallest, all before it are <= and all after it >=. */
function selectInPlace(a: Float64Array, k: number): number {
  let left = 0
  let right = a.length - 1
  while (left < right) {
    const pivot = a[(left + right) >> 1]!
    let i = left
    let j = right
    while (i <= j) {
      while (a[i]! < pivot) i++
      while (a[j]! > pivot) j--
      if (i <= j) {
        const swapped = a[i]!
        a[i++] = a[j]!
        a[j--] = swapped
      }
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else break
  }
  return a[k]!
}

/** Sum of squared differences from `center`. */
function centralSum(values: Float64Array, center: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i]! - center) * (values[i]! - center)
  return sum
}
