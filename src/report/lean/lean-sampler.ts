/**
 * When LEAN looks at an account. Once at every midnight of the algorithm's zone, from that of the first date on, and once at
 * the end: daily samples. Further at slices, the moments at which any bar became known, the benchmark's too, that lie
 * further than a sampling period from the last such one: the equity curve, which has the daily samples in it.
 *
 * At midnight the account is seen as it stood before the strategy decided and before dividends of that instant were paid.
 */
import { ZoneOffsets } from '../../calendar/zone-offsets.ts'
import type { BarSeries } from '../../model/bars.ts'
import { DAY_MS, MINUTE_MS } from '../../model/time.ts'
import { BenchmarkPrice } from './benchmark-price.ts'
import { chartValue, halfEven } from './rounding.ts'

/** A run is sampled at most this often, in equal steps, but for its midnights … */
const CURVE_SAMPLES = 4000
/** … and not more often than this. */
const PERIOD_MIN_MS = 4 * MINUTE_MS
/** 200 years; later days are not sampled. */
const DAYS_MAX = 73_050

/** What LEAN's statistics are made of. */
export interface LeanSamples {
  readonly daily: {
    /** Epoch ms. */
    readonly time: readonly number[]
    /** Change of equity since the sample before, per cent. */
    readonly change: readonly number[]
    /** Price of the benchmark. */
    readonly benchmark: readonly number[]
  }
  /** Value traded since the sample before as a share of equity, of every daily sample but the first. */
  readonly turnover: readonly number[]
  /** Equity over time, money. */
  readonly curve: { readonly time: readonly number[]; readonly equity: readonly number[] }
}

export interface SamplerOptions {
  /** IANA zone whose midnights count. */
  readonly zone: string
  /** First and last date of the run, as UTC midnight of those dates; both are in it. */
  readonly startDate: number
  readonly endDate: number
  /** Opening equity, money. */
  readonly equity: number
  /** What the account is kept to, money: a smaller difference is one of rounding. 0 unless given. */
  readonly unit?: number
  readonly benchmark: BarSeries | number
  /** What a unit of the benchmark's currency is worth in the account's; 1 unless given. */
  readonly benchmarkRate?: ((time: number) => number) | undefined
}

export class LeanSampler {
  readonly samples = {
    daily: { time: [] as number[], change: [] as number[], benchmark: [] as number[] },
    turnover: [] as number[],
    curve: { time: [] as number[], equity: [] as number[] },
  }
  /** Value of all fills so far, money. */
  traded = 0
  private readonly zone: ZoneOffsets
  private readonly benchmark: BenchmarkPrice
  private readonly startsAt: number
  private readonly endsAt: number
  private readonly periodMs: number
  private readonly unit: number
  private equity: number
  /** Date of the next midnight, and its instant. */
  private date: number
  private midnight: number
  private nextSample = -Infinity
  private lastSlice = -Infinity
  /** A mark before this changes nothing but the account's equity. */
  private due = -Infinity
  private dailyEquity: number
  /** Value traded at the last two daily samples, and when the last was. */
  private tradedThen = 0
  private tradedBefore = 0
  private turnoverAt = -Infinity

  constructor({ zone, startDate, endDate, equity, unit = 0, benchmark, benchmarkRate }: SamplerOptions) {
    this.zone = new ZoneOffsets(zone)
    this.benchmark = new BenchmarkPrice(benchmark, benchmarkRate)
    this.startsAt = this.zone.instantOf(startDate)
    this.endsAt = this.zone.instantOf(endDate + DAY_MS)
    // The run ends an instant before midnight, so a period that is a whole number of milliseconds is that instant short.
    const days = (endDate - startDate) / DAY_MS + 1
    this.periodMs = Math.max(PERIOD_MIN_MS, Math.ceil((days * DAY_MS) / CURVE_SAMPLES) - 1)
    this.date = startDate
    this.midnight = this.startsAt
    this.unit = unit
    this.equity = equity
    this.dailyEquity = equity
    this.benchmark.moveTo(this.startsAt - 1)
  }

  /** Takes what lies before `time`, with the account as it stands: to be called before anything of `time` is told. */
  advance(time: number): void {
    if (time < this.due) return
    for (let at = this.nextEvent(); at < time; at = this.nextEvent()) {
      const isSlice = this.benchmark.next === at
      this.benchmark.moveTo(at)
      if (at === this.midnight) this.takeMidnight()
      if (isSlice) this.takeSlice(at)
    }
  }

  /**
   * The account at the end of a step.
   * @param asked what decisions and dividends of this very step changed, money: midnight does not see it
   */
  mark(time: number, equity: number, asked: number): void {
    if (time < this.due) {
      this.equity = equity
      this.lastSlice = time
      return
    }
    this.advance(time)
    this.benchmark.moveTo(time)
    if (time === this.midnight) {
      this.equity = equity - asked
      this.takeMidnight()
    }
    this.equity = equity
    this.takeSlice(time)
    this.due = Math.min(this.nextEvent(), this.nextSample)
  }

  /** The run is over: the last slice is sampled. */
  end(): void {
    const last = this.benchmark.lastBefore(this.endsAt)
    if (last > this.lastSlice) {
      this.due = -Infinity
      this.advance(last + 1)
    }
    if (this.lastSlice === -Infinity) return
    this.sampleDay(this.lastSlice)
  }

  private nextEvent(): number {
    return Math.min(this.midnight, this.benchmark.next)
  }

  private takeMidnight(): void {
    this.sampleDay(this.midnight)
    this.date += DAY_MS
    this.midnight = this.samples.daily.time.length < DAYS_MAX ? this.zone.instantOf(this.date) : Infinity
  }

  private takeSlice(time: number): void {
    this.lastSlice = time
    if (time <= this.nextSample) return
    this.nextSample = time + this.periodMs
    this.sampleCurve(time)
  }

  private sampleDay(time: number): void {
    const { daily } = this.samples
    this.sampleCurve(time)
    if (time > (daily.time.at(-1) ?? -Infinity)) {
      const gain = this.equity - this.dailyEquity
      const isNothing = this.dailyEquity === 0 || Math.abs(gain) < this.unit
      const change = isNothing ? 0 : halfEven((gain * 100) / this.dailyEquity, 10)
      daily.time.push(time)
      daily.change.push(chartValue(change))
      daily.benchmark.push(chartValue(this.benchmark.priceAt(time)))
    }
    this.sampleTurnover(time)
    this.dailyEquity = this.equity
  }

  /** A second sample at one instant replaces the first, as the only one that does. */
  private sampleTurnover(time: number): void {
    if (this.equity === 0 || time === this.startsAt) return
    if (time === this.turnoverAt) this.samples.turnover.pop()
    else this.tradedBefore = this.tradedThen
    this.samples.turnover.push(chartValue((this.traded - this.tradedBefore) / this.equity))
    this.tradedThen = this.traded
    this.turnoverAt = time
  }

  private sampleCurve(time: number): void {
    const { curve } = this.samples
    if (time <= (curve.time.at(-1) ?? -Infinity)) return
    curve.time.push(time)
    curve.equity.push(chartValue(halfEven(this.equity, 4)))
  }
}
