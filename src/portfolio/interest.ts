/** Interest on what an account has in cash, or has borrowed. Pure rules, booked by the engine. */
import { checkRate, daily, whole, type YearTerms } from './financing.ts'

/** What interest may depend on. A reused object. */
export interface InterestQuestion {
  currency: string
  /** Cash in ledger units of the currency; negative when it is borrowed. */
  cash: number
  /** Gross value of all positions, ledger units of the account's currency. */
  exposure: number
  /** Epoch ms. */
  time: number
}

/** A rule about cash, asked for each currency. */
export interface Interest {
  readonly label: string
  /** The first instant after `ms` at which it is due, epoch ms; Infinity for never again. */
  nextAfter(ms: number): number
  /** Whole ledger units to add, negative to pay. */
  cash(q: InterestQuestion): number
  /** Due only at steps with bars, once however many instants went by since the last. */
  readonly waitsForBars?: boolean
}

/** Yearly rates: what cash earns and what a debit costs, 0 unless given. */
export interface InterestTerms extends YearTerms {
  readonly credit?: number
  readonly debit?: number
}

/** Interest by the day, weekends included: `interest({ credit: 0.02, debit: 0.06, daysPerYear: 360 })`. */
export function interest({ credit = 0, debit = 0, daysPerYear = 365, at = 0 }: InterestTerms): Interest {
  checkRate(Math.abs(credit) <= 10, 'a yearly rate on cash between -10 and 10', credit)
  checkRate(debit >= 0 && debit <= 10, 'a yearly rate on debit between 0 and 10', debit)
  checkRate(daysPerYear >= 360 && daysPerYear <= 366, 'a year of 360 to 366 days', daysPerYear)
  return {
    label: `interest ${credit} a year on cash, ${debit} on debit`,
    nextAfter: daily(at),
    cash: ({ cash }) => whole((cash * (cash < 0 ? debit : credit)) / daysPerYear),
  }
}
