/** Candles a ring keeps: one, and the ten before it that say what is usual. */
const KEPT = 11

export type Direction = 1 | -1

/**
 * A bar as candle patterns speak of it. What is long, short or near is measured against the candles before it, by
 * TA-Lib's default settings: bodies and shadows against the means of ten, distances against the mean range of five.
 * Sums are made anew for each candle, so that nothing drifts. Rules only read; `take` writes.
 */
export class Candle {
  before: Candle = this
  after: Candle = this
  open = NaN
  high = NaN
  low = NaN
  close = NaN
  /** The ends of the body. */
  top = NaN
  bottom = NaN
  /** Lengths of the body, of the whole candle and of its shadows. */
  body = NaN
  range = NaN
  upper = NaN
  lower = NaN
  /** The mean body of the ten candles before; NaN where there are not so many. */
  usualBody = NaN
  /** The mean shadow of the ten, both sides counted. */
  usualShadow = NaN
  /** A tenth of the mean range of the ten: a body up to it is a doji's, a shadow below it counts as none. */
  sliver = NaN
  /** A fifth, three fifths and a twentieth of the mean range of the five before. */
  near = NaN
  far = NaN
  equal = NaN

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
    this.top = this.white ? this.close : this.open
    this.bottom = this.white ? this.open : this.close
    this.body = this.top - this.bottom
    this.range = this.high - this.low
    this.upper = this.high - this.top
    this.lower = this.bottom - this.low
    this.measure()
  }

  private measure(): void {
    let bodies = 0
    let ranges = 0
    let shadows = 0
    let candle = this.before
    for (let count = 1; count <= 10; count++) {
      bodies += candle.body
      ranges += candle.range
      shadows += candle.upper + candle.lower
      candle = candle.before
      if (count !== 5) continue
      this.near = 0.2 * (ranges / 5)
      this.far = 0.6 * (ranges / 5)
      this.equal = 0.05 * (ranges / 5)
    }
    this.usualBody = bodies / 10
    this.usualShadow = shadows / 10 / 2
    this.sliver = 0.1 * (ranges / 10)
  }
}

/** A candle in a ring of as many as any pattern looks back on. */
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
