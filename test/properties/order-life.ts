/** Lives of orders as a run's records tell them: each order's own record and what became of it, in order. */
import { FLAG_POST_ONLY, FLAG_REDUCE_ONLY, ROLE_ENTRY } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import type { Row } from './record-run.ts'

export interface Life {
  readonly row: Row
  /** Amendments, fills and the cancel that ended it, as they came. */
  readonly events: readonly Row[]
  readonly owner: number
  readonly postOnly: boolean
  /** It may never make a position larger. */
  readonly onlyReduces: boolean
}

/** Lots ordered in all, filled and left after each event. */
export interface Stage {
  readonly ordered: number
  readonly filled: number
  readonly left: number
  readonly row: Row
}

/** By number, in the order in which they were accepted. @throws Error for an order told twice, or told of before or without its record */
export function livesOf(rows: readonly Row[]): ReadonlyMap<number, Life> {
  const lives = new Map<number, Life & { readonly events: Row[] }>()
  for (const row of rows) {
    const kind = row[R.KIND]!
    if (kind === R.ORDER) {
      if (lives.has(row[R.ID]!)) throw new Error(`order ${row[R.ID]} is told twice`)
      lives.set(row[R.ID]!, born(row))
    } else if (kind === R.AMEND || kind === R.FILL || kind === R.CANCEL) {
      const life = lives.get(row[R.ID]!)
      if (life === undefined) throw new Error(`order ${row[R.ID]} is told of before it is one`)
      life.events.push(row)
    }
  }
  return lives
}

function born(row: Row): Life & { readonly events: Row[] } {
  const terms = row[R.ORDER_TERMS]!
  const flags = Math.floor(terms / 8) % 8
  return {
    row,
    events: [],
    owner: Math.floor(terms / 64),
    postOnly: (flags & FLAG_POST_ONLY) !== 0,
    onlyReduces: (flags & FLAG_REDUCE_ONLY) !== 0 || row[R.ORDER_ROLE] !== ROLE_ENTRY,
  }
}

export function fillsOf({ events }: Life): readonly Row[] {
  return events.filter((e) => e[R.KIND] === R.FILL)
}

/** What was ordered, filled and left, from its acceptance on. An amendment tells what is left. */
export function stagesOf({ row, events }: Life): readonly Stage[] {
  const stages: Stage[] = [{ ordered: row[R.LOTS]!, filled: 0, left: row[R.LOTS]!, row }]
  for (const event of events) {
    const { ordered, filled, left } = stages.at(-1)!
    const lots = event[R.LOTS]!
    if (event[R.KIND] === R.FILL) stages.push({ ordered, filled: filled + lots, left: left - lots, row: event })
    else if (event[R.KIND] === R.AMEND) stages.push({ ordered: filled + lots, filled, left: lots, row: event })
    else stages.push({ ordered, filled, left, row: event })
  }
  return stages
}

/** The record, its own or of its last amendment, that held when an event came. */
export function termsAt({ row, events }: Life, event: Row): Row {
  const before = events.slice(0, events.indexOf(event))
  return before.findLast((e) => e[R.KIND] === R.AMEND) ?? row
}

/** Its time in force, of an order's record or an amendment's. */
export function tifOf(row: Row): number {
  return row[R.ORDER_TERMS]! % 8
}

export function adjustKind(row: Row): R.AdjustKind {
  return R.adjustKinds[row[R.ADJUST_KIND]!]!
}
