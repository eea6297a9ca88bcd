/** The normal distribution. */

/**
 * The standard normal distribution function by the series and continued fraction of the error function
 * (Abramowitz and Stegun 7.1.6 and 7.1.14), to the last few bits of a double.
 */
export function normalDistribution(x: number): number {
  const t = Math.abs(x) / Math.SQRT2
  const upper = t < 2.5 ? (1 - errorSeries(t)) / 2 : errorTail(t) / 2
  return x < 0 ? upper : 1 - upper
}

function errorSeries(t: number): number {
  let term = t
  let sum = t
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * t * t) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-t * t) * sum
}

function errorTail(t: number): number {
  let fraction = 0
  for (let k = 60; k >= 1; k--) fraction = k / 2 / (t + fraction)
  return Math.exp(-t * t) / Math.sqrt(Math.PI) / (t + fraction)
}

/**
 * The quantile of the standard normal distribution at 0 < p < 1: a start within 5e-4 (Abramowitz and Stegun 26.2.23), then
 * Newton's steps with a second-order term until they change nothing.
 */
export function normalQuantile(p: number): number {
  const tail = Math.min(p, 1 - p)
  const t = Math.sqrt(-2 * Math.log(tail))
  const top = 2.515517 + t * (0.802853 + t * 0.010328)
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  let x = top / bottom - t
  for (let k = 0; k < 4; k++) {
    const step = ((normalDistribution(x) - tail) * Math.sqrt(2 * Math.PI)) / Math.exp((-x * x) / 2)
    x -= step / (1 + (x * step) / 2)
  }
  return p < 0.5 ? x : -x
}
