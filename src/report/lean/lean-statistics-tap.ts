/** Folds a run into LEAN's statistics: a tap that any run can have, at a few nanoseconds a mark. */
import { assert } from '../../base/assert.ts'
import { LockstepError } from '../../base/error.ts'
import type { BarSeries } from '../../model/bars.ts'
import { moneyOf, priceOf, qtyOf, type Instrument } from '../../model/instrument.ts'
import { refusalNames, type RefusalReason } from '../../model/order.ts'
import type { RunInfo, Tap } from '../../model/ports.ts'
import * as R from '../../model/record.ts'
import type { Timestamp } from '../../model/time.ts'
import { ClosingFills } from './closing-fills.ts'
import { printLean } from './lean-print.ts'
import { LeanSampler } from './lean-sampler.ts'
import { leanStatistics, type LeanStatistics } from './lean-statistics.ts'

/** What LEAN knows of a run that records do not say. */
export interface LeanStatisticsOptions {
  /** First and last date of the run in its zone, as UTC midnight of those dates; both are in it. */
  readonly startDate: Timestamp
  readonly endDate: Timestamp
  /** IANA zone whose midnights are sampled; America/New_York unless given. */
  readonly zone?: string
  /**
   * Bars to compare with, from at least one session before the start: LEAN takes hourly adjusted ones of SPY, regular hours
   * only. Or one price for all time; 0 unless given.
   */
  readonly benchmark?: BarSeries | number
  /** Yearly risk-free rate as a fraction on the UTC date of an instant; 0 unless given. */
  readonly riskFreeRate?: (time: Timestamp) => number
  /** 252 unless given; LEAN takes 365 for brokerages of coins. */
  readonly tradingDaysPerYear?: number
  /** Units of the account's currency for one of another at an instant: needed when instruments of other currencies are traded. */
  readonly rateOf?: (currency: string, time: Timestamp) => number
}

/** A run's statistics as numbers, and as LEAN prints them under its names. */
export interface LeanResult {
  readonly values: LeanStatistics
  readonly printed: Readonly<Record<string, string>>
}

/** Refusals that come after LEAN has numbered the order: it counts them as orders, invalid ones. */
const NUMBERED_REFUSALS: ReadonlySet<RefusalReason> = new Set(['INSUFFICIENT_FUNDS', 'MIN_NOTIONAL', 'NOT_TAKEN'])

const NEW_YORK = 'America/New_York'

/** Listens to a run and says what LEAN would print of it: `taps: [tap]`, then `tap.result()`. */
export class LeanStatisticsTap implements Tap {
  private readonly options: LeanStatisticsOptions
  private info: RunInfo | null = null
  private sampler: LeanSampler | null = null
  private closing = new ClosingFills(0)
  private orders = 0
  private fees = 0
  /** Orders of the step under way, and what their fills in it traded and changed, money. */
  private readonly asked: number[] = []
  private askedTraded = 0
  private askedEquity = 0
  /** Lots held by instrument, after its last fill. */
  private readonly positions = new Map<number, number>()

  constructor(options: LeanStatisticsOptions) {
    if (!(options.endDate >= options.startDate)) {
      throw new LockstepError(
        'E_CONFIG',
        `expected an end date not before the start date, was ${options.endDate} before ${options.startDate}`,
        'Give both as timestamp("2013-10-07").',
      )
    }
    this.options = options
  }

  start(info: RunInfo): void {
    const { startDate, endDate, zone = NEW_YORK, benchmark = 0, rateOf } = this.options
    const equity = moneyOf(info.currency, info.cash)
    const foreign = info.instruments.find((i) => i.currency.code !== info.currency.code)
    if (foreign !== undefined && rateOf === undefined) {
      throw new LockstepError(
        'E_CONFIG',
        `expected rateOf, since ${foreign.id} trades in ${foreign.currency.code} and the account is kept in ${info.currency.code}`,
        'Give the statistics a function from currency and time to a rate.',
      )
    }
    this.info = info
    this.closing = new ClosingFills(equity)
    const { code } = typeof benchmark === 'number' ? info.currency : benchmark.instrument.currency
    const benchmarkRate = code === info.currency.code ? undefined : (time: number): number => rateOf?.(code, time as Timestamp) ?? 0
    this.sampler = new LeanSampler({ zone, startDate, endDate, equity, unit: moneyOf(info.currency, 1), benchmark, benchmarkRate })
  }

  take({ records, recordCount, markTime, markEquity, markCount }: R.RecordBlock): void {
    const sampler = this.sampler!
    let at = 0
    const end = recordCount * R.RECORD_WIDTH
    for (let i = 0; i < markCount; i++) {
      const time = markTime[i]!
      for (; at < end && records[at + R.TIME]! <= time; at += R.RECORD_WIDTH) this.takeRecord(records, at, sampler)
      sampler.mark(time, markEquity[i]!, this.askedEquity)
      if (this.asked.length > 0 || this.askedEquity !== 0) this.stepped(sampler)
    }
    // A step with many records is handed on in parts, its mark with the last of them.
    for (; at < end; at += R.RECORD_WIDTH) this.takeRecord(records, at, sampler)
  }

  end(): void {
    this.stepped(this.sampler!)
    this.sampler!.end()
  }

  /** After the run has ended. */
  result(): LeanResult {
    const { info, sampler, closing, options } = this
    assert(info !== null && sampler !== null, 'statistics are made of a run that has ended')
    const values = leanStatistics({
      samples: sampler.samples,
      closing,
      startEquity: moneyOf(info.currency, info.cash),
      totalOrders: this.orders,
      totalFees: this.fees,
      riskFreeRate: (time) => options.riskFreeRate?.(time as Timestamp) ?? 0,
      tradingDaysPerYear: options.tradingDaysPerYear ?? 252,
    })
    return { values, printed: printLean(values, info.currency) }
  }

  private takeRecord(records: Float64Array, at: number, sampler: LeanSampler): void {
    sampler.advance(records[at + R.TIME]!)
    switch (records[at + R.KIND]!) {
      case R.ORDER:
        this.orders++
        // A leg is born of a fill, not of a decision.
        if (records[at + R.ORDER_PARENT] === 0) this.asked.push(records[at + R.ID]!)
        break
      case R.REFUSAL:
        if (NUMBERED_REFUSALS.has(refusalNames[records[at + R.REFUSAL_REASON]!]!)) this.orders++
        break
      case R.FILL:
        this.takeFill(records, at, sampler)
        break
      case R.ADJUST:
        if (R.adjustKinds[records[at + R.ADJUST_KIND]!] === 'dividend') this.askedEquity += this.money(records[at + R.ADJUST_CASH]!)
        break
      default:
        break
    }
  }

  private takeFill(records: Float64Array, at: number, sampler: LeanSampler): void {
    const instrument = this.info!.instruments[records[at + R.INSTRUMENT]!]!
    const [lots, ticks, side] = [records[at + R.LOTS]!, records[at + R.FILL_TICKS]!, records[at + R.SIDE]!]
    const fee = records[at + R.FILL_FEE]!
    const rate = this.rateOf(instrument, records[at + R.TIME]!)
    // A fee that is taken from what a purchase receives makes the purchase smaller.
    const position = records[at + R.FILL_POSITION]!
    const index = records[at + R.INSTRUMENT]!
    const received = side > 0 && instrument.baseCurrency !== undefined ? position - (this.positions.get(index) ?? 0) : lots
    this.positions.set(index, position)
    const value = (tickCount: number): number => priceOf(instrument, tickCount) * qtyOf(instrument, received) * instrument.multiplier * rate
    this.fees += fee
    if ((position - side * lots) * side < 0) {
      this.closing.add({ realised: this.money(records[at + R.FILL_REALISED]!), fee: this.money(fee) })
    }
    if (this.asked.includes(records[at + R.ID]!)) {
      this.askedTraded += value(ticks)
      this.askedEquity -= side * value(ticks - records[at + R.FILL_DECISION]!) + this.money(fee)
    } else sampler.traded += value(ticks)
  }

  private stepped(sampler: LeanSampler): void {
    sampler.traded += this.askedTraded
    this.asked.length = 0
    this.askedTraded = 0
    this.askedEquity = 0
  }

  private money(units: number): number {
    return moneyOf(this.info!.currency, units)
  }

  private rateOf({ currency }: Instrument, time: number): number {
    return currency.code === this.info!.currency.code ? 1 : this.options.rateOf!(currency.code, time as Timestamp)
  }
}
