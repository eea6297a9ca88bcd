/** Fees that change: with time, with what was traded, from instrument to instrument. */
import type { Instrument } from '../model/instrument.ts'
import { formatDate, type Timestamp } from '../model/time.ts'
import { checkFee, unitsOf } from './fee-arithmetic.ts'
import { feeOf, feeOver, type Fee } from './fees.ts'

/** A fee that holds from a moment on; without one, from the beginning. */
export interface DatedFee {
  readonly from?: Timestamp
  readonly fee: Fee
}

/** What a venue charged over the years: `feeByDate([{ fee: feeBps(30) }, { from: timestamp('2019-10-08'), fee: feeBps(50) }])`. */
export function feeByDate(tiers: readonly DatedFee[]): Fee {
  const from = tiers.map((tier) => tier.from ?? -Infinity)
  checkTiers(from, -Infinity, 'dates')
  const label = tiers.map(({ from: start, fee }) => (start === undefined ? fee.label : `${fee.label} from ${formatDate(start)}`))
  return feeOver(fees(tiers), label.join('; '), (q, parts) => parts[tierAt(from, q.time)]!.charge(q))
}

/** A fee that holds once the run has traded so much in the calendar month (UTC), in money of the instrument's currency. */
export interface VolumeFee {
  readonly from: number
  readonly fee: Fee
}

/** Tiers by what the run traded in the month before a fill: `feeByVolume([{ from: 0, fee: feeBps(10) }, { from: 1e6, fee: feeBps(9) }])`. */
export function feeByVolume(tiers: readonly VolumeFee[]): Fee {
  const from = tiers.map((tier) => tier.from)
  checkTiers(from, 0, 'volumes')
  const label = tiers.map((tier) => (tier.from === 0 ? tier.fee.label : `${tier.fee.label} from ${tier.from} a month`)).join('; ')
  return feeOver(fees(tiers), label, (q, parts) => parts[tierAt(from, q.monthNotional / unitsOf(1, q.instrument))]!.charge(q))
}

/** Each instrument its own: `feesByInstrument('by kind', (i) => (i.currency.code === 'INR' ? zerodha : interactiveBrokers))`. */
export function feesByInstrument(label: string, pick: (instrument: Instrument) => Fee): Fee {
  const of = (instrument: Instrument): Fee => feeOf(pick(instrument), instrument)
  return { label, of, charge: (q) => of(q.instrument).charge(q) }
}

function fees(tiers: readonly { readonly fee: Fee }[]): Fee[] {
  return tiers.map((tier) => tier.fee)
}

/** The last tier that begins at or before `value`. */
function tierAt(from: readonly number[], value: number): number {
  let k = from.length - 1
  while (k > 0 && from[k]! > value) k--
  return k
}

function checkTiers(from: readonly number[], first: number, what: string): void {
  checkFee(from[0] === first, `tiers of fees whose first begins at the beginning`, from[0] ?? 'no tier')
  const wrong = from.findIndex((start, k) => k > 0 && !(start > from[k - 1]!))
  checkFee(wrong < 0, `tiers of fees in the order of their ${what}`, from[wrong] ?? '')
}
