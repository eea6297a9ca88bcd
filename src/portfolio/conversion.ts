/**
 * What one currency is worth in the account's, by the last closes of instruments that connect them: EURUSD turns euros into dollars
 * by its close and dollars into euros by one over it. A way has one instrument or two; a rate that was given goes before both.
 * Unknown until every instrument of the way has a close, and then never guessed: NaN.
 */
import { assert } from '../base/assert.ts'
import { LockstepError } from '../base/error.ts'
import { wholeUnits } from '../base/fixed-point.ts'
import type { Currency, Instrument } from '../model/instrument.ts'

/** Money of the account for one unit of money of the currency that is the key, such as `{ EUR: 1.1 }`. */
export type Rates = Readonly<Record<string, number>>

export interface ConversionParts {
  /** The account's currency first. */
  readonly currencies: readonly Currency[]
  readonly instruments: readonly Instrument[]
  /** Last close by instrument, in money; NaN before the first. */
  readonly close: Float64Array
  readonly rates: Rates
}

/** One step of a way: a rate that was given, or the close of an instrument, multiplied by or divided by. */
type Leg = { readonly rate: number } | { readonly instrument: number; readonly inverse: boolean }

export class Conversion {
  /** Ledger units of the account for one ledger unit of each currency; 1 for the first; NaN while unknown. */
  readonly factor: Float64Array
  private readonly currencies: readonly Currency[]
  private readonly close: Float64Array
  private readonly ways: readonly (readonly Leg[])[]

  /** @throws LockstepError E_CONFIG for a rate that cannot be, or a currency that nothing connects with the account's */
  constructor(parts: ConversionParts) {
    this.currencies = parts.currencies
    this.close = parts.close
    this.factor = new Float64Array(parts.currencies.length).fill(NaN)
    for (const [code, rate] of Object.entries(parts.rates)) {
      if (!(rate > 0 && rate < Infinity))
        throw new LockstepError('E_CONFIG', `expected a rate above 0 for ${code}, was ${rate}`, 'Give money of the account for one unit.')
      if (code === parts.currencies[0]!.code && rate !== 1)
        throw new LockstepError('E_CONFIG', `expected no rate for ${code}, the account's own currency, was ${rate}`, 'Leave it out.')
    }
    this.ways = parts.currencies.map((currency) => wayFrom(currency.code, parts))
    this.refresh()
  }

  /** Takes in the closes as they are now. */
  refresh(): void {
    const account = this.currencies[0]!
    for (let c = 0; c < this.ways.length; c++) {
      let rate = 1
      for (const leg of this.ways[c]!) {
        if ('rate' in leg) rate *= leg.rate
        else rate = leg.inverse ? rate / this.close[leg.instrument]! : rate * this.close[leg.instrument]!
      }
      this.factor[c] = rate * 10 ** (account.decimals - this.currencies[c]!.decimals)
    }
  }

  /** Ledger units of a currency as ledger units of the account, rounded once. The rate is to be known. */
  toAccount(units: number, currency: number): number {
    return this.between(units, currency, 0)
  }

  /** Ledger units of one currency as ledger units of another, rounded once. Both rates are to be known. */
  between(units: number, from: number, to: number): number {
    if (from === to || units === 0) return units
    const amount = (units * this.factor[from]!) / this.factor[to]!
    assert(!Number.isNaN(amount), 'amounts are converted only once their rate is known')
    return wholeUnits(amount)
  }
}

/** The currencies of a run, the account's first: those of its instruments, and others that fees or cash are in. */
export function currenciesOf(account: Currency, instruments: readonly Instrument[], others: readonly Currency[] = []): readonly Currency[] {
  const byCode = new Map([[account.code, account]])
  for (const currency of [...instruments.map((i) => i.currency), ...others]) {
    if (!byCode.has(currency.code)) byCode.set(currency.code, currency)
  }
  return [...byCode.values()]
}

function wayFrom(code: string, parts: ConversionParts): readonly Leg[] {
  const account = parts.currencies[0]!.code
  if (code === account) return []
  const straight = legBetween(code, account, parts)
  if (straight !== null) return [straight]
  for (const over of neighbours(code, parts.instruments)) {
    const second = legBetween(over, account, parts)
    if (second !== null) return [legBetween(code, over, parts)!, second]
  }
  throw new LockstepError(
    'E_CONFIG',
    `expected a way to convert ${code} into ${account}, there is none`,
    `Add data of an instrument between them, or give a rate: { ${code}: … } ${account} for one ${code}.`,
  )
}

function legBetween(from: string, to: string, { currencies, instruments, rates }: ConversionParts): Leg | null {
  const rate = to === currencies[0]!.code ? rates[from] : undefined
  if (rate !== undefined) return { rate }
  const direct = instruments.findIndex((i) => i.baseCurrency === from && i.currency.code === to)
  if (direct >= 0) return { instrument: direct, inverse: false }
  const inverse = instruments.findIndex((i) => i.baseCurrency === to && i.currency.code === from)
  return inverse >= 0 ? { instrument: inverse, inverse: true } : null
}

/** Currencies that an instrument connects with this one, in the order of the run's instruments. */
function neighbours(code: string, instruments: readonly Instrument[]): string[] {
  return instruments.flatMap((i) => {
    if (i.baseCurrency === undefined) return []
    if (i.baseCurrency === code) return [i.currency.code]
    return i.currency.code === code ? [i.baseCurrency] : []
  })
}
