/** Records in the words of a table's `then` cell. */
import { moneyOf, priceOf, qtyOf, type Instrument } from '../../src/model/instrument.ts'
import { cancelNames, orderTypes, refusalNames, ROLE_STOP, ROLE_TARGET } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { formatMoment, type Timestamp } from '../../src/model/time.ts'

/** `fill buy 1 @ 103`, `cancel target 1 SIBLING_FILLED`, `amended stop-loss 2 97` with what is left of it, `refused WRONG_SIDE`, and orders and trips for tables that show them. */
export function say(records: Float64Array, at: number, instruments: readonly Instrument[]): string {
  const field = (name: number): number => records[at + name]!
  const i = instruments[field(R.INSTRUMENT)]!
  const name = instruments.length === 1 ? '' : `${i.id} `
  const side = field(R.SIDE) > 0 ? 'buy' : 'sell'
  const qty = qtyOf(i, field(R.LOTS))
  switch (field(R.KIND)) {
    case R.FILL:
      return `${name}fill ${side} ${qty} @ ${priceOf(i, field(R.FILL_TICKS))}${byLeg(field(R.FILL_ROLE))}${slipped(field(R.FILL_SLIPPAGE))}${charged(moneyOf(i.currency, field(R.FILL_FEE)))}`
    case R.CANCEL:
      return `${name}cancel ${leg(field(R.CANCEL_ROLE)) ?? side} ${qty} ${cancelNames[field(R.CANCEL_REASON)]!}`
    case R.REFUSAL:
      return `${name}refused ${refusalNames[field(R.REFUSAL_REASON)]!}`
    case R.AMEND:
      return `${name}amended ${leg(field(R.ORDER_ROLE)) ?? side} ${qty}${field(R.ORDER_LEVEL) === 0 ? '' : ` ${priceOf(i, field(R.ORDER_LEVEL))}`}`
    case R.ORDER: {
      const level = field(R.ORDER_LEVEL) === 0 ? '' : ` ${priceOf(i, field(R.ORDER_LEVEL))}`
      const expires = field(R.ORDER_EXPIRES) === 0 ? '' : ` until ${formatMoment(field(R.ORDER_EXPIRES) as Timestamp)}`
      return `${name}order ${leg(field(R.ORDER_ROLE)) ?? side} ${qty} ${orderTypes[field(R.ORDER_TYPE)]!}${level}${expires}`
    }
    default:
      return `${name}trip ${field(R.SIDE) > 0 ? 'long' : 'short'} ${qty} gross ${money(i, field(R.TRIP_GROSS))} fees ${money(i, field(R.TRIP_FEES))} worst ${money(i, field(R.TRIP_MAE))} best ${money(i, field(R.TRIP_MFE))} bars ${field(R.TRIP_BARS)}`
  }
}

function money(i: Instrument, units: number): number {
  return moneyOf(i.currency, units)
}

function leg(role: number): string | undefined {
  return role === ROLE_STOP ? 'stop-loss' : role === ROLE_TARGET ? 'target' : undefined
}

function byLeg(role: number): string {
  const name = leg(role)
  return name === undefined ? '' : ` by ${name}`
}

function slipped(ticks: number): string {
  return ticks === 0 ? '' : ` slipped ${ticks}`
}

function charged(fee: number): string {
  return fee === 0 ? '' : ` fee ${fee}`
}
