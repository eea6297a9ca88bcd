/** Rows of one moment in the order in which one may follow from another: a run is told by instrument, but a divergence has a cause. */
import { byMoment, momentText, type GoldenKind, type GoldenRow } from './golden-row.ts'

/** By time, then as a step goes: what the market did to orders that were there, then what was decided, then what came of that at once. */
export function byCause(a: GoldenRow, b: GoldenRow): number {
  return a.time - b.time || phaseOf(a) - phaseOf(b) || byMoment(a, b)
}

/** When in a step kinds of row come. Fills and cancels of an order that was placed in that step, and the legs it has by then, come after it. */
const phases: Readonly<Record<GoldenKind, number>> = {
  rate: 0,
  fill: 1,
  cancel: 2,
  adjust: 3,
  order: 5,
  amend: 5,
  refusal: 5,
  'round-trip': 8,
  end: 9,
}
/** Legs of a bracket come with the fill of their entry. */
const LEGS = 4
const AT_ONCE = 6
const LEGS_AT_ONCE = 7

function phaseOf(row: GoldenRow): number {
  const { kind, order, fields } = row
  const parent = fields.get('parent')
  if (kind === 'order' && parent !== undefined) return isOfNow(row, parent) ? LEGS_AT_ONCE : LEGS
  if ((kind === 'fill' || kind === 'cancel') && isOfNow(row, order)) return AT_ONCE
  return kind === 'cancel' && fields.get('reason') === 'REQUESTED' ? phases.order : phases[kind]
}

/** Whether an order was placed in the moment of the row. */
function isOfNow({ time }: GoldenRow, order: string): boolean {
  return order.slice(0, order.lastIndexOf('/')) === momentText(time)
}
