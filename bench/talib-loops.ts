/**
 * Six indicators as TA-Lib computes them, in one plain loop each: running sums that add what comes and take away what
 * goes. They stand in for TA-Lib where it is not built; warm-up rows are left as they are.
 */

/** Columns of one market, and where results go. */
export interface LoopColumns {
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly targets: readonly [Float64Array, Float64Array, Float64Array]
}

export function loopSma({ close, targets: [target] }: LoopColumns, period: number): void {
  let sum = 0
  for (let i = 0; i < period - 1; i++) sum += close[i]!
  for (let i = period - 1; i < close.length; i++) {
    sum += close[i]!
    target[i] = sum / period
    sum -= close[i - period + 1]!
  }
}

export function loopEma({ close, targets: [target] }: LoopColumns, period: number): void {
  emaOf(close, 0, target, period)
}

/** Seeded by the mean of the first `period` values from `from`. */
function emaOf(source: Float64Array, from: number, target: Float64Array, period: number): void {
  const weight = 2 / (period + 1)
  let average = 0
  for (let i = from; i < from + period; i++) average += source[i]! / period
  target[from + period - 1] = average
  for (let i = from + period; i < source.length; i++) {
    average += (source[i]! - average) * weight
    target[i] = average
  }
}

export function loopRsi({ close, targets: [target] }: LoopColumns, period: number): void {
  let gain = 0
  let loss = 0
  for (let i = 1; i < close.length; i++) {
    const change = close[i]! - close[i - 1]!
    const kept = i <= period ? 1 : (period - 1) / period
    gain = gain * kept + (change > 0 ? change / period : 0)
    loss = loss * kept + (change < 0 ? -change / period : 0)
    if (i >= period) target[i] = gain + loss === 0 ? 0 : (100 * gain) / (gain + loss)
  }
}

export function loopAtr({ high, low, close, targets: [target] }: LoopColumns, period: number): void {
  let average = 0
  for (let i = 1; i < close.length; i++) {
    const before = close[i - 1]!
    let range = high[i]! - low[i]!
    const up = Math.abs(high[i]! - before)
    const down = Math.abs(low[i]! - before)
    if (up > range) range = up
    if (down > range) range = down
    if (i <= period) average += range / period
    else average = (average * (period - 1) + range) / period
    if (i >= period) target[i] = average
  }
}

/** The slow average's first value seeds both; the signal is the average of their difference. */
export function loopMacd({ close, targets: [line, signal, histogram] }: LoopColumns, fast: number, slow: number, smooth: number): void {
  emaOf(close, slow - fast, signal, fast)
  emaOf(close, 0, histogram, slow)
  for (let i = slow - 1; i < close.length; i++) line[i] = signal[i]! - histogram[i]!
  emaOf(line, slow - 1, signal, smooth)
  for (let i = slow + smooth - 2; i < close.length; i++) histogram[i] = line[i]! - signal[i]!
}

export function loopBollinger({ close, targets: [upper, middle, lower] }: LoopColumns, period: number, deviations: number): void {
  let sum = 0
  let squares = 0
  for (let i = 0; i < close.length; i++) {
    const value = close[i]!
    sum += value
    squares += value * value
    if (i < period - 1) continue
    const mean = sum / period
    const variance = squares / period - mean * mean
    const width = variance > 0 ? deviations * Math.sqrt(variance) : 0
    middle[i] = mean
    upper[i] = mean + width
    lower[i] = mean - width
    const gone = close[i - period + 1]!
    sum -= gone
    squares -= gone * gone
  }
}
