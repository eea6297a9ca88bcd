/** Profit by what made it: whatever strategies do, the rows of every table are what the account gained, to the ledger unit. */
import { describe, expect, test } from 'vitest'
import { notionalRatio } from '../../src/model/instrument.ts'
import * as R from '../../src/model/record.ts'
import { attributionBy, attributionKeys, attributionOf, type Attributed } from '../../src/report/attribution.ts'
import { EXIT_OPEN, L_ADJUSTED, L_EXIT, L_FEES, L_GROSS, LotLedger } from '../../src/report/lot-ledger.ts'
import { LotNames } from '../../src/report/lot-names.ts'
import { lotRows } from '../../src/report/lot-rows.ts'
import { OrderSources } from '../../src/report/order-sources.ts'
import { infoOf } from './told-info.ts'
import { holds, wilderWorlds, worlds, type Played } from './whole-run.ts'

const UNIT = 1e6

interface Told {
  readonly lots: LotLedger
  readonly names: LotNames
  readonly made: Attributed
  readonly opening: number
}

function told(played: Played): Told {
  const info = infoOf(played)
  const sources = new OrderSources()
  const rates = new Float64Array(info.instruments.length).fill(1)
  const lots = new LotLedger(info, sources, rates)
  for (const row of played.rows) {
    if (row[R.KIND] === R.ORDER) sources.take(row, 0)
    if (row[R.KIND] === R.RATE) rates[row[R.INSTRUMENT]!] = row[R.RATE_VALUE]!
    if (row[R.KIND] === R.FILL) lots.takeFill(row, 0)
    if (row[R.KIND] === R.ADJUST) lots.takeAdjustment(row, 0)
  }
  lots.end(played.end)
  const names = new LotNames(info, played.end, sources)
  return { lots, names, opening: info.cash, made: attributionOf(lots, names, info.cash, played.end) }
}

/** What the ledger says was gained: cash, and open positions rounded once each, as the end of the run tells them. */
function gained({ engine, end, world }: Played): number {
  const { account, owners } = engine.subs
  const cost = owners.reduce((sum, own) => sum + own.cost.reduce((a, b) => a + b, 0), 0)
  return account.cash + cost + end.open.reduce((sum, p) => sum + p.unrealised, 0) - world.cash * UNIT
}

const units = (money: number): number => Math.round(money * UNIT)

describe('attribution', () => {
  test('the rows of every table sum to what the account gained, to the ledger unit', () => {
    holds(worlds, (played) => {
      const { made } = told(played)
      expect(units(made.total.net)).toBe(gained(played))
      for (const key of attributionKeys) {
        const sum = (field: 'net' | 'gross' | 'fees' | 'adjusted'): number => made.by[key].reduce((all, row) => all + units(row[field]), 0)
        expect([key, sum('net'), sum('gross') - sum('fees') + sum('adjusted')]).toEqual([key, gained(played), gained(played)])
      }
    })
  })

  test('where there are several currencies, rows with what holding them brought are what equity grew by', () => {
    holds(wilderWorlds, (played) => {
      const { made, opening } = told(played)
      const equity = played.end.equity ?? gained(played) + opening
      for (const key of attributionKeys) expect(made.by[key].reduce((all, row) => all + units(row.net), 0)).toBe(equity - opening)
    })
  })

  test('fees are the fees of all fills, and lots by any keys together are the lots', () => {
    holds(wilderWorlds, (played) => {
      const { lots, names, made } = told(played)
      const fees = played.rows.reduce((sum, r) => sum + (r[R.KIND] === R.FILL ? r[R.FILL_FEE]! : 0), 0)
      expect(units(made.total.fees)).toBe(fees)
      const rows = lotRows(lots, names, Infinity)
      const by = attributionBy(rows, ['instrument', 'hour', 'side'])
      const ofLots = (field: number): number => {
        let sum = 0
        for (let row = 0; row < lots.rows.kept; row++) sum += lots.rows.field(row, field)
        return sum
      }
      expect(by.reduce((sum, g) => sum + units(g.net), 0)).toBe(ofLots(L_GROSS) - ofLots(L_FEES) + ofLots(L_ADJUSTED))
      expect(by.reduce((sum, g) => sum + g.closed + g.open, 0)).toBe(rows.length)
    })
  })

  test('first in first out: what each owner’s lots of a market make is what a queue of them makes, at the rates of its fills', () => {
    holds(wilderWorlds, (played) => {
      const { lots, names } = told(played)
      // A split divides lots and a fee may be taken in them: a queue of whole ones knows nothing of that.
      if (played.world.kind === 'actions' || 'feeSchedule' in played.world.costs) return
      const queue = new PlainQueue(played)
      for (const row of played.rows) queue.take(row)
      const rows = lotRows(lots, names, Infinity)
      const found = new Map<string, number>()
      for (let row = 0; row < rows.length; row++) {
        if (lots.rows.field(row, L_EXIT) === EXIT_OPEN) continue
        const key = `${rows[row]!.instrument} ${rows[row]!.strategy} ${rows[row]!.entryTime} ${rows[row]!.tag} ${rows[row]!.side}`
        found.set(key, (found.get(key) ?? 0) + lots.rows.field(row, L_GROSS))
      }
      for (const [key, gross] of queue.gross)
        expect([key, Math.abs((found.get(key) ?? 0) - gross) <= 1 + queue.closings]).toEqual([key, true])
      expect([...found.keys()].filter((key) => !queue.gross.has(key))).toEqual([])
    })
  })
})

interface Piece {
  lots: number
  readonly ticks: number
  readonly key: string
  readonly side: number
}

/** Lots as a list of pieces at their prices, by owner and market. */
class PlainQueue {
  readonly gross = new Map<string, number>()
  closings = 0
  private readonly orders = new Map<number, Float64Array>()
  private readonly rates = new Map<number, number>()
  private readonly pieces = new Map<string, Piece[]>()
  private readonly played: Played

  constructor(played: Played) {
    this.played = played
  }

  take(row: Float64Array): void {
    if (row[R.KIND] === R.ORDER) this.orders.set(row[R.ID]!, row)
    if (row[R.KIND] === R.RATE) this.rates.set(row[R.INSTRUMENT]!, row[R.RATE_VALUE]!)
    if (row[R.KIND] !== R.FILL) return
    const { end, series } = this.played
    const order = this.orders.get(row[R.ID]!)!
    const owner = Math.floor(order[R.ORDER_TERMS]! / 64) % 1024
    const instrument = series[row[R.INSTRUMENT]!]!.instrument
    const { numerator, denominator } = notionalRatio(instrument)
    const place = `${instrument.id} ${owner}`
    const list = this.pieces.get(place) ?? []
    this.pieces.set(place, list)
    const side = row[R.SIDE]!
    const rate = this.rates.get(row[R.INSTRUMENT]!) ?? 1
    let left = row[R.LOTS]!
    while (left > 0 && list[0] !== undefined && list[0].side !== side) {
      const [oldest] = list
      const lots = Math.min(left, oldest.lots)
      const made = ((row[R.FILL_TICKS]! - oldest.ticks) * oldest.side * lots * numerator * rate) / denominator
      this.gross.set(oldest.key, (this.gross.get(oldest.key) ?? 0) + made)
      this.closings++
      oldest.lots -= lots
      left -= lots
      if (oldest.lots === 0) list.shift()
    }
    if (left === 0) return
    const strategy = this.played.world.owners === 1 ? 'watched' : `part-${owner}`
    const key = `${instrument.id} ${strategy} ${row[R.TIME]} ${end.tags[order[R.ORDER_TAG]!]} ${side > 0 ? 'long' : 'short'}`
    list.push({ lots: left, ticks: row[R.FILL_TICKS]!, key, side })
  }
}
