/** Taxes: on what was bought or sold, and on the fees themselves. */
import { checkFee, shareOf, unitsOf } from './fee-arithmetic.ts'
import { feeOver, type Fee } from './fees.ts'

/** Basis points of the notional by side, and the step in money to which each fill's tax is rounded, halves up; none unless given. */
export interface TaxTerms {
  readonly buys?: number
  readonly sells?: number
  readonly roundTo?: number
}

/** A tax on one side or both: `taxBps({ sells: 2.5, roundTo: 1 })` is India's on intraday sales, `taxBps({ buys: 50 })` British stamp duty. */
export function taxBps({ buys = 0, sells = 0, roundTo = 0 }: TaxTerms): Fee {
  checkFee(buys >= 0 && sells >= 0, 'a tax of at least 0 basis points', Math.min(buys, sells))
  checkFee(roundTo >= 0 && roundTo < Infinity, 'a step to round a tax to of at least 0', roundTo)
  const [ofBuys, ofSells] = [shareOf(buys), shareOf(sells)]
  const sides = [...(buys > 0 ? [`${buys} bps on buys`] : []), ...(sells > 0 ? [`${sells} bps on sells`] : [])]
  return {
    label: `${sides.length === 0 ? '0 bps' : sides.join(', ')}${roundTo > 0 ? ` to the nearest ${roundTo}` : ''}`,
    charge: ({ instrument, side, notional }) => {
      const tax = (side > 0 ? ofBuys : ofSells).of(notional)
      if (roundTo === 0) return tax
      const step = Math.max(unitsOf(roundTo, instrument), 1)
      return Math.round(tax / step) * step
    },
  }
}

/** Fees with a tax on each of them together: `taxedFees([feeBps(3), feePerOrder(1)], 1800)` adds 18 % of them. */
export function taxedFees(fees: readonly Fee[], taxInBps: number): Fee {
  checkFee(taxInBps >= 0, 'a tax of at least 0 basis points', taxInBps)
  const tax = shareOf(taxInBps)
  const label = `${fees.map((fee) => fee.label).join(' + ')}, and ${taxInBps / 100} % on that`
  checkFee(
    fees.every((fee) => fee.paidIn !== 'base'),
    'fees in money to tax',
    'paid in base',
  )
  return feeOver(fees, label, (q, parts) => {
    let sum = 0
    for (let k = 0; k < parts.length; k++) sum += parts[k]!.charge(q)
    return sum + (sum > 0 ? tax.of(sum) : 0)
  })
}
