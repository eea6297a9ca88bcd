/** Candles a ring keeps: one and the five before it, as far back as any rule or sum reaches. */
const KEPT = 6

export type Direction = 1 | -1

/**
 * A bar as candle patterns speak of it. What is long, short or near is measured against the candles before it, by
 * TA-Lib's default settings: bodies and shadows against the means of ten, distances against the mean range of five.
 * A sum of ten is that of the five before, and what it was five candles ago: nothing is ever taken away, so nothing
 * drifts. Rules only read; `take` writes.
 */
export class Candle {
  before: Candle = this
  after: Candle = this
  open: number = NaN
  high: number = NaN
  low: number = NaN
  close: number = NaN
  /** The ends of the body. */
  top: number = NaN
  bottom: number = NaN
  /** Lengths of the body, of the whole candle, of its shadows, and of both of these. */
  body: number = NaN
  range: number = NaN
  upper: number = NaN
  lower: number = NaN
  shadows: number = NaN
  /** Sums of the five candles before. */
  bodiesOfFive: number = NaN
  rangesOfFive: number = NaN
  shadowsOfFive: number = NaN
  /** The mean body of the ten candles before; NaN where there are not so many. */
  usualBody: number = NaN
  /** The mean shadow of the ten, both sides counted. */
  usualShadow: number = NaN
  /** A tenth of the mean range of the ten: a body up to it is a doji's, a shadow below it counts as none. */
  sliver: number = NaN
  /** A fifth, three fifths and a twentieth of the mean range of the five before. */
  near: number = NaN
  far: number = NaN
  equal: number = NaN

  get white(): boolean {
    return this.close >= this.open
  }

  get black(): boolean {
    return this.close < this.open
  }

  /** 1 when white, -1 when black. */
  get direction(): Direction {
    return this.close >= this.open ? 1 : -1
  }

  /** Not long is at most the usual body, short is below it. */
  get long(): boolean {
    return this.body > this.usualBody
  }

  get short(): boolean {
    return this.body < this.usualBody
  }

  get doji(): boolean {
    return this.body <= this.sliver
  }

  get hasUpper(): boolean {
    return this.upper > this.sliver
  }

  get hasLower(): boolean {
    return this.lower > this.sliver
  }

  get noUpper(): boolean {
    return this.upper < this.sliver
  }

  get noLower(): boolean {
    return this.lower < this.sliver
  }

  /** The shadows before and behind the body, in the candle's own direction: a white one opens at the lower. */
  get noShadowAtOpen(): boolean {
    return this.white ? this.noLower : this.noUpper
  }

  get noShadowAtClose(): boolean {
    return this.white ? this.noUpper : this.noLower
  }

  get longUpper(): boolean {
    return this.upper > this.body
  }

  get longLower(): boolean {
    return this.lower > this.body
  }

  get shortUpper(): boolean {
    return this.upper < this.usualShadow
  }

  get shortLower(): boolean {
    return this.lower < this.usualShadow
  }

  /** The end of the body on that side. */
  end(direction: Direction): number {
    return direction > 0 ? this.top : this.bottom
  }

  /** Whether the body lies wholly beyond the other's. */
  gaps(direction: Direction, other: Candle): boolean {
    return direction > 0 ? this.bottom > other.top : this.top < other.bottom
  }

  /** Whether the candle, shadows and all, lies wholly beyond the other. */
  clears(direction: Direction, other: Candle): boolean {
    return direction > 0 ? this.low > other.high : this.high < other.low
  }

  /** Becomes the bar at `row` of the columns open, high, low and close. */
  take(columns: readonly Float64Array[], row: number): void {
    this.open = columns[0]![row]!
    this.high = columns[1]![row]!
    this.low = columns[2]![row]!
    this.close = columns[3]![row]!
    this.top = Math.max(this.open, this.close)
    this.bottom = Math.min(this.open, this.close)
    this.body = this.top - this.bottom
    this.range = this.high - this.low
    this.upper = this.high - this.top
    this.lower = this.bottom - this.low
    this.shadows = this.upper + this.lower
    this.measure()
  }

  private measure(): void {
    const one = this.before
    const two = one.before
    const three = two.before
    const four = three.before
    const five = four.before
    this.bodiesOfFive = one.body + two.body + three.body + four.body + five.body
    this.rangesOfFive = one.range + two.range + three.range + four.range + five.range
    this.shadowsOfFive = one.shadows + two.shadows + three.shadows + four.shadows + five.shadows
    this.usualBody = (this.bodiesOfFive + five.bodiesOfFive) / 10
    this.usualShadow = (this.shadowsOfFive + five.shadowsOfFive) / 20
    this.sliver = 0.1 * ((this.rangesOfFive + five.rangesOfFive) / 10)
    const range = this.rangesOfFive / 5
    this.near = 0.2 * range
    this.far = 0.6 * range
    this.equal = 0.05 * range
  }
}

/** A candle in a ring. */
export function candleRing(): Candle {
  const first = new Candle()
  let last = first
  for (let count = 1; count < KEPT; count++) {
    const candle = new Candle()
    candle.before = last
    last.after = candle
    last = candle
  }
  first.before = last
  last.after = first
  return first
}

/** Whether a price lies within a tolerance of another. */
export function within(price: number, other: number, tolerance: number): boolean {
  return price >= other - tolerance && price <= other + tolerance
}
