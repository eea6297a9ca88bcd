/** An account's books, marks and margin, put together for a run, with what becomes of it when no order fills. */
import { regularOf } from '../calendar/calendar-table.ts'
import { calendarOf } from '../calendar/calendars.ts'
import { tickSize, type Currency, type Instrument } from '../model/instrument.ts'
import type { BarSeries } from '../model/bars.ts'
import type { RunEnd, Venue } from '../model/ports.ts'
import type { Timestamp } from '../model/time.ts'
import type { Rates } from '../portfolio/conversion.ts'
import type { Financing } from '../portfolio/financing.ts'
import type { Interest } from '../portfolio/interest.ts'
import { Ledger } from '../portfolio/ledger.ts'
import { Marks } from '../portfolio/marks.ts'
import { SubLedgers } from '../portfolio/sub-ledgers.ts'
import { Trips } from '../portfolio/trips.ts'
import { BuyingPower, type PowerOptions } from '../risk/buying-power.ts'
import type { Limits } from '../risk/limits.ts'
import { liquidationRules, MarginWatch, type LiquidationRule } from '../risk/margin-call.ts'
import type { SettlementRule } from '../risk/settlement.ts'
import type { AgendaItem } from './agenda.ts'
import { financingItem, interestItem, type CarryParts } from './carrying-costs.ts'
import { actionsItem, type ActionParts } from './corporate-actions.ts'
import type { CallParts } from './margin-calls.ts'

export interface AccountSpec {
  /** Opening cash in ledger units. */
  readonly cash: number
  /** The account's currency first, then those of the instruments and of fees. */
  readonly currencies: readonly Currency[]
  /** Rates that are given, by currency: money of the account for one unit. */
  readonly rates: Rates
  readonly financing: readonly Financing[]
  readonly interest: readonly Interest[]
  readonly power: PowerOptions
  readonly liquidation: LiquidationRule
  readonly limits: Limits
  readonly settlement: SettlementRule
}

const MORNING = { hour: 8, minute: 0 } as const

export class Account {
  readonly ledger: Ledger
  readonly marks: Marks
  /** By owner; they sum to the ledger. */
  readonly subs: SubLedgers
  /** Of owner × instruments + instrument. */
  readonly trips: Trips
  readonly power: BuyingPower
  private readonly spec: AccountSpec
  private readonly instruments: readonly Instrument[]

  constructor(spec: AccountSpec, instruments: readonly Instrument[], owners: number, venue: Venue) {
    this.spec = spec
    this.instruments = instruments
    this.ledger = new Ledger(instruments, spec.cash, spec.currencies)
    this.marks = new Marks(instruments, this.ledger, spec.rates)
    this.subs = new SubLedgers(this.ledger, instruments, owners)
    this.trips = new Trips(Array.from({ length: owners }, () => instruments).flat())
    this.power = new BuyingPower(instruments, this.ledger, this.marks, venue, spec.limits, spec.power)
  }

  /** Corporate actions by instrument, then what is paid and earned for positions and cash. */
  events(parts: ActionParts & CarryParts, series: readonly BarSeries[]): AgendaItem[] {
    const actions = this.instruments.flatMap(({ id }, i) => {
      // Series of one instrument carry the same actions: the first that has any speaks for all.
      const given = series.find((s) => s.instrument.id === id && s.actions !== undefined)?.actions
      return given === undefined ? [] : [actionsItem(parts, i, given)]
    })
    const { financing, interest } = this.spec
    return [...actions, ...financing.map((rule) => financingItem(parts, rule)), ...interest.map((rule) => interestItem(parts, rule))]
  }

  /** Keeps the proceeds of sales back until they settle; null where they may be spent at once. */
  proceedsHeld(clock: Float64Array): ((instrument: number, units: number) => void) | null {
    const { settlement, power } = this.spec
    const { unsettled } = power
    if (unsettled === undefined) return null
    const calendars = this.instruments.map((i) => calendarOf(i.calendar))
    return (instrument, units) => {
      const calendar = calendars[instrument]!
      let at = clock[0]!
      for (let session = 0; session < settlement.sessions; session++) {
        const day = calendar.sessionKey(at)
        at = calendar.nextClock(MORNING, at)
        // Before eight the morning of the trade's own session is still to come: it is not the next one's.
        if (session === 0 && calendar.sessionKey(at) === day) at = calendar.nextClock(MORNING, at)
      }
      unsettled.hold(this.ledger.currency[instrument]!, at, units)
    }
  }

  /** What looks after margin, or null where nothing is ever liquidated. */
  marginCalls(parts: Omit<CallParts, 'subs' | 'marks' | 'watch' | 'isOpen'>): CallParts | null {
    const { liquidation: rule } = this.spec
    if (rule === liquidationRules.none) return null
    const { instruments, ledger, marks, subs, power } = this
    const calendars = instruments.map((i) => regularOf(calendarOf(i.calendar)))
    const { margins } = power
    const feeOf = (i: number, signed: number): number =>
      parts.venue.estimateFee(i, signed, ledger.notional(i, margins.markTicks(i), Math.abs(signed))) * marks.rateOf(i)
    const watch = new MarginWatch({ instruments, ledger, marks, margins, rule, feeOf })
    return { ...parts, subs, marks, watch, isOpen: (i) => calendars[i]!.isOpen(parts.clock[0]!) }
  }

  /** Positions that are open at the end of a run, by owner. */
  openPositions(): RunEnd['open'] {
    return this.subs.owners.flatMap((own, owner) =>
      this.instruments.flatMap((instrument, i) => {
        const lots = own.lots[i]!
        if (lots === 0) return []
        const place = owner * this.instruments.length + i
        const mark = this.marks.close[i]!
        const units = lots * this.marks.unitsPerLot[i]!
        return [
          {
            instrument: i,
            lots,
            // Of what is still held, so that mark − entry is the unrealised profit.
            entryTicks: own.cost[i]! / (units * tickSize(instrument)),
            mark,
            unrealised: Math.round((units * mark - own.cost[i]!) * (this.marks.mixed ? this.marks.rateOf(i) : 1)),
            fees: this.trips.openFees(place),
            since: this.trips.openSince(place) as Timestamp,
            ...(own.currency[i] !== 0 && { rate: this.marks.rateOf(i) }),
          },
        ]
      }),
    )
  }
}
