/** Lines of LEAN's files as rows of trades and of quotes: stamped in UTC, scaled, within the hours that count, checked. */
import { Quarantine } from '../../catalog/quarantine.ts'
import { isSound, rowFault, type RowReason } from '../../catalog/row-check.ts'
import { DAY_MS } from '../../model/time.ts'
import type { BarGrid } from './bar-grid.ts'
import type { CorporateHistory, PriceScale } from './corporate-actions.ts'
import type { DataFile } from './data-files.ts'
import type { LeanPlan, PrintKind } from './lean-request.ts'
import { NumberLines } from './number-lines.ts'
import { RowColumns } from './row-columns.ts'

/** Columns of trades: those of a bar. Of quotes: the time, then open, high, low and close of the bid and of the ask. */
const TRADE_WIDTH = 6
const QUOTE_WIDTH = 9
const BID = 1
const ASK = 5

/** Which fields of a line are what. */
interface Layout {
  /** Open, high, low, close of a trade or of a bid; in a tick all four are one field. */
  readonly first: readonly [number, number, number, number]
  /** Likewise of the ask. */
  readonly ask: readonly [number, number, number, number] | null
  /** -1 for none. */
  readonly volume: number
  /** A field that is 1 in prints which LEAN itself leaves out, -1 for none. */
  readonly suspicious: number
  /** Fewest fields of a line. */
  readonly fields: number
}

export class PrintReader {
  readonly trades: RowColumns = new RowColumns(TRADE_WIDTH)
  readonly quotes: RowColumns = new RowColumns(QUOTE_WIDTH)
  readonly quarantine: Quarantine = new Quarantine()
  /** Lines of the days asked for. */
  rowsIn = 0
  private readonly plan: LeanPlan
  private readonly grid: BarGrid
  private readonly history: CorporateHistory
  private readonly window: { readonly from: number; readonly to: number }
  private scale: PriceScale = { factor: 1, added: 0, split: 1, to: -Infinity }
  private scaleFrom = Infinity
  private readonly row = new Float64Array(QUOTE_WIDTH)
  /** One side of a quote on its way through the check of a bar. */
  private readonly side = new Float64Array(TRADE_WIDTH)

  /** Takes rows whose bar closes in [window.from, window.to), epoch ms. */
  constructor(plan: LeanPlan, grid: BarGrid, history: CorporateHistory, window: { readonly from: number; readonly to: number }) {
    this.plan = plan
    this.grid = grid
    this.history = history
    this.window = window
  }

  read({ day, kind, span }: DataFile, bytes: Uint8Array): void {
    const layout = layoutOf(this.plan, kind)
    const lines = new NumberLines(bytes, day === null)
    while (lines.next()) {
      const stamp = lines.fields[0]!
      const local = day === null ? stamp : stamp >= 0 && stamp < DAY_MS ? day * DAY_MS + Math.floor(stamp) : NaN
      const localDay = Math.floor(local / DAY_MS)
      if (localDay < span.from || localDay > span.to) continue
      this.rowsIn++
      const fault = this.take(lines, layout, kind, local)
      if (fault !== null) this.quarantine.add(lines.line, fault, lines.text())
    }
  }

  /** Stores a line unless it is out of the hours or the window; returns what is wrong with it. */
  private take(lines: NumberLines, layout: Layout, kind: PrintKind, local: number): RowReason | null {
    const { grid, window, row, plan } = this
    const { fields } = lines
    if (lines.count < layout.fields) return 'ragged'
    if (Number.isNaN(local)) return 'time'
    if (layout.suspicious >= 0 && fields[layout.suspicious] === 1) return null
    if (!grid.placeStamped(local) || grid.close < window.from || grid.close >= window.to) return null
    const into = kind === 'trade' ? this.trades : this.quotes
    const last = into.length === 0 ? -Infinity : into.columns[0]![into.length - 1]!
    if (grid.open < last) return 'order'
    if (grid.open === last && plan.resolution !== 'tick') return 'conflict'
    this.scaleOn(Math.floor(local / DAY_MS))
    row[0] = grid.open
    const fault = kind === 'trade' ? this.takeTrade(lines, layout) : this.takeQuote(lines, layout)
    if (fault === null) into.push(row)
    return fault === 'blank' ? null : fault
  }

  private takeTrade({ fields, wrong }: NumberLines, { first, volume }: Layout): RowReason | null {
    const { row, scale } = this
    if ((wrong & maskOf(first)) !== 0 || ((wrong >> volume) & 1) === 1) return 'number'
    for (let k = 0; k < 4; k++) row[k + 1] = this.price(fields[first[k]!]!)
    const units = fields[volume]!
    row[5] = scale.split === 1 ? units : Math.round(units / scale.split)
    return isSound(row, this.priceAbove()) ? null : rowFault(row, this.priceAbove())
  }

  /** A side that is blank, or zero throughout, was not quoted: NaN. Both: there is nothing to store. */
  private takeQuote({ fields, wrong }: NumberLines, { first, ask }: Layout): RowReason | 'blank' | null {
    const { row, side } = this
    row.fill(NaN, 1)
    let sides = 0
    for (const from of [first, ask]) {
      if (from === null || from.every((k) => fields[k] === 0 || (Number.isNaN(fields[k]!) && ((wrong >> k) & 1) === 0))) continue
      if ((wrong & maskOf(from)) !== 0) return 'number'
      side[0] = row[0]!
      for (let k = 0; k < 4; k++) side[k + 1] = this.price(fields[from[k]!]!)
      const fault = rowFault(side, this.priceAbove())
      if (fault !== null) return fault
      row.set(side.subarray(1, 5), from === first ? BID : ASK)
      sides++
    }
    return sides === 0 ? 'blank' : null
  }

  private price(printed: number): number {
    const { scale, plan } = this
    const raw = printed / plan.rule.priceUnits
    return scale.factor === 1 ? raw + scale.added : raw * scale.factor + scale.added
  }

  /** Futures may trade at or below zero. */
  private priceAbove(): number {
    return this.plan.rule.kind === 'future' ? -Infinity : 0
  }

  private scaleOn(day: number): void {
    if (day >= this.scaleFrom && day <= this.scale.to) return
    this.scale = this.history.scaleOn(day)
    this.scaleFrom = day
  }
}

const BAR = [1, 2, 3, 4] as const
const ASK_BAR = [6, 7, 8, 9] as const
const tick = (field: number): readonly [number, number, number, number] => [field, field, field, field]

function layoutOf({ type, resolution }: LeanPlan, kind: PrintKind): Layout {
  const none = { ask: null, volume: -1, suspicious: -1 }
  if (resolution !== 'tick') {
    if (kind === 'trade') return { ...none, first: BAR, volume: 5, fields: 6 }
    return { ...none, first: BAR, ask: ASK_BAR, fields: 10 }
  }
  const lettered = type === 'equity' || type === 'future'
  if (kind === 'trade') return { ...none, first: tick(1), volume: 2, suspicious: lettered ? 5 : 3, fields: 3 }
  if (type === 'forex' || type === 'cfd') return { ...none, first: tick(1), ask: tick(2), fields: 3 }
  return { ...none, first: tick(1), ask: tick(3), suspicious: lettered ? 7 : 5, fields: 5 }
}

function maskOf(fields: readonly number[]): number {
  return fields.reduce((mask, k) => mask | (1 << k), 0)
}
