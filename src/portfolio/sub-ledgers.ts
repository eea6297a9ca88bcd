/**
 * Several owners (strategies) on one account: each has its own books, and the account is their sum to the last unit — lots, cost,
 * cash, realised profit, fees and adjustments alike. Where one is long and another short, the account holds the difference, and
 * what each realises is reckoned from its own trades: nobody's profit depends on what another did. With one owner its books are the
 * account's.
 */
import { addExact } from '../base/fixed-point.ts'
import { Ledger, type LedgerFill, type SplitChange } from './ledger.ts'
import type { Instrument } from '../model/instrument.ts'

export class SubLedgers {
  readonly account: Ledger
  /** By owner. With several, their cash is what they brought in and paid out, from 0; opening cash is the account's alone. */
  readonly owners: readonly Ledger[]

  constructor(account: Ledger, instruments: readonly Instrument[], ownerCount: number) {
    this.account = account
    this.owners = ownerCount === 1 ? [account] : Array.from({ length: ownerCount }, () => new Ledger(instruments, 0, account.currencies))
  }

  /** As `Ledger.book`, for an owner. @returns profit that the owner realised, ledger units of the instrument's currency */
  book(owner: number, fill: LedgerFill): number {
    const own = this.owners[owner]!
    if (own === this.account) return own.book(fill)
    this.without(own, fill.instrument)
    const realised = own.book(fill)
    this.with(own, fill.instrument)
    return realised
  }

  /** As `Ledger.takeBase`, for an owner. */
  takeBase(owner: number, fee: { readonly instrument: number; readonly lots: number; readonly ticks: number }): number {
    const own = this.owners[owner]!
    if (own === this.account) return own.takeBase(fee.instrument, fee.lots, fee.ticks)
    this.without(own, fee.instrument)
    const realised = own.takeBase(fee.instrument, fee.lots, fee.ticks)
    this.with(own, fee.instrument)
    return realised
  }

  /** As `Ledger.charge`, for an owner. */
  charge(owner: number, currency: number, units: number): void {
    this.owners[owner]!.charge(currency, units)
    if (this.owners.length > 1) this.account.charge(currency, units)
  }

  /** As `Ledger.adjust`, for an owner. What is nobody's, such as interest on the account, is adjusted on `account` alone. */
  adjust(owner: number, currency: number, units: number): void {
    this.owners[owner]!.adjust(currency, units)
    if (this.owners.length > 1) this.account.adjust(currency, units)
  }

  /** As `Ledger.dividend`, for an owner. */
  dividend(owner: number, instrument: number, amount: number): number {
    const own = this.owners[owner]!
    const cash = own.dividend(instrument, amount)
    if (own !== this.account) this.account.adjust(own.currency[instrument]!, cash)
    return cash
  }

  /** As `Ledger.split`, for an owner: each keeps whole lots of its own and is paid for what is left over. */
  split(owner: number, instrument: number, ratio: number, ticks: number): SplitChange {
    const own = this.owners[owner]!
    if (own === this.account) return own.split(instrument, ratio, ticks)
    this.without(own, instrument)
    const change = own.split(instrument, ratio, ticks)
    this.with(own, instrument)
    return change
  }

  /** Takes an owner's books of an instrument and its currency out of the account … */
  private without(own: Ledger, instrument: number): void {
    this.add(own, instrument, -1)
  }

  /** … and puts them back as they are after an entry: the account moved by as much as they did. */
  private with(own: Ledger, instrument: number): void {
    this.add(own, instrument, 1)
  }

  private add(own: Ledger, i: number, sign: number): void {
    const { account } = this
    const c = own.currency[i]!
    account.moveTo(i, account.lots[i]! + sign * own.lots[i]!)
    account.cost[i] = addExact(account.cost[i]!, sign * own.cost[i]!)
    account.cashOf[c] = addExact(account.cashOf[c]!, sign * own.cashOf[c]!)
    account.realisedOf[c] = addExact(account.realisedOf[c]!, sign * own.realisedOf[c]!)
    account.feesOf[c] = addExact(account.feesOf[c]!, sign * own.feesOf[c]!)
  }
}
