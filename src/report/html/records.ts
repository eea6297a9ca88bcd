/** The parts of one run's report that list what it did: positions, round trips, costs, orders, and what ran. */
import { cancelReasons, refusalReasons } from '../../model/order.ts'
import { profit } from '../cell.ts'
import type { Counts, ReportDocument } from '../document.ts'
import { integer, moment, money, percent, price, quantity, UNDEFINED } from '../format.ts'
import { excursionFigure, profitFigure } from './figures.ts'
import { html, type Markup } from './markup.ts'
import { table } from './tables.ts'

/** Round trips that the page lists; the CSV export has all. */
export const ROUND_TRIPS_SHOWN = 1000

export function openPositions({ openPositions }: ReportDocument): Markup | null {
  if (openPositions.length === 0) return null
  const rows = openPositions.map((p) => [
    p.instrument,
    p.side,
    quantity(p.qty),
    price(p.entryPrice),
    price(p.mark),
    profit(p.unrealised),
    money(p.fees),
    moment(p.since),
  ])
  const head = ['Instrument', 'Side', 'Quantity', 'Entry', 'Last', 'Unrealised', 'Fees', 'Since']
  return html`<h2>Open at the end</h2>
    ${table({ caption: 'Open positions', head, rows, text: [1] })}`
}

/** LEAN's statistics by LEAN's names, where the run has them. */
export function leanStatistics({ lean }: ReportDocument): Markup | null {
  if (lean === undefined) return null
  return html`<h2>As LEAN prints it</h2>
    ${table({ caption: 'LEAN statistics', head: ['Statistic', 'All'], rows: Object.entries(lean) })}`
}

export function roundTrips({ roundTrips }: ReportDocument): Markup | null {
  const { count, profits, rows = [] } = roundTrips
  if (count === 0) return null
  const shown = rows.slice(-ROUND_TRIPS_SHOWN)
  const cells = shown.map((r) => [
    moment(r.entryTime),
    moment(r.exitTime),
    r.instrument,
    r.side,
    quantity(r.qty),
    price(r.entryPrice),
    price(r.exitPrice),
    profit(r.net),
    r.return === null ? UNDEFINED : profit(r.return, percent),
    money(r.fees),
    profit(r.mae),
    profit(r.mfe),
    integer(r.bars),
    r.exit,
    r.tag,
  ])
  const head = [
    'Entry',
    'Exit',
    'Instrument',
    'Side',
    'Quantity',
    'At',
    'Out at',
    'Net profit',
    'Return',
    'Fees',
    'MAE',
    'MFE',
    'Bars',
    'Ended by',
    'Tag',
  ]
  const note =
    shown.length === count
      ? `All ${integer(count)}, oldest first.`
      : `The latest ${integer(shown.length)} of ${integer(count)}, oldest first.`
  const list = html`<p class="note">${note}</p>
    ${table({ caption: 'Round trips', head, rows: cells, text: [1, 2, 3, 13, 14], tall: true })}`
  const scatter = html`${excursionFigure(shown, 'mae')}${excursionFigure(shown, 'mfe')}`
  return html`<h2>Round trips</h2>
    <div class="grid">${profitFigure(profits)}${shown.length > 0 && scatter}</div>
    <p class="note">Dots won, crosses lost. MAE and MFE are the worst and the best unrealised profit of a round trip, before fees.</p>
    ${shown.length > 0 && list}`
}

export function costsAndOrders(d: ReportDocument): Markup {
  const { costs, orders, refusals, cancels } = d
  const money2 = (label: string, amount: number): string[] => [label, money(amount)]
  const costRows = [
    money2('Fees', costs.fees),
    money2('Slippage', costs.slippage),
    ...Object.entries(costs.slippageByType).map(([type, amount]) => money2(`Slippage of ${type} orders`, amount)),
    money2('Shortfall of market orders', costs.shortfall),
    money2('Notional traded', costs.notional),
  ]
  const counts = (title: string, by: Counts, count: number, meaning: Readonly<Record<string, string>>): Markup =>
    table({
      caption: title,
      head: [title, 'Count'],
      rows: [...Object.entries(by).map(([name, n]) => [named(name, meaning[name]), integer(n)]), ['Total', integer(count)]],
      total: true,
    })
  return html`<h2>Costs and orders</h2>
    <div class="grid">
      ${table({ caption: 'Costs', head: ['Costs', d.run.currency.code], rows: costRows })}
      ${counts('Orders', orders.byType, orders.count, {})} ${counts('Refusals', refusals.byReason, refusals.count, refusalReasons)}
      ${counts('Cancels', cancels.byReason, cancels.count, cancelReasons)}
    </div>
    <p class="note">${integer(d.fills.count)} fills.</p>`
}

function named(name: string, meaning: string | undefined): Markup {
  return meaning === undefined ? html`${name}` : html`<span title="${meaning}">${name}</span>`
}

export function manifest({ run, timing }: ReportDocument): Markup {
  const item = (label: string, value: Markup | string): Markup =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`
  const params = Object.entries(run.params).map(([name, value]) => `${name} = ${value}`)
  const series = run.series.map(
    (s) =>
      html`<div>
        ${s.instrument} ${s.timeframe}: ${integer(s.bars)} bars, ${moment(s.from)} to ${moment(s.to)}, ${integer(s.gaps)} missing, from
        ${s.source}, <code>${s.contentHash}</code>
      </div>`,
  )
  return html`<h2>What ran</h2>
    <dl class="plain">
      ${item('Strategy', run.strategySource === null ? run.strategy : `${run.strategy}, ${run.strategySource}`)}
      ${item('Parameters', params.length === 0 ? 'none' : params.join(', '))} ${item('Data', html`${series}`)}
      ${item('Instruments', run.instruments.map((i) => `${i.id}: tick ${i.tick}, lot ${i.lot}, calendar ${i.calendar}`).join('; '))}
      ${item('Cash', `${money(run.cash)} ${run.currency.code}`)} ${Object.entries(run.policies).map(([name, value]) => item(name, value))}
      ${item('First tradable', run.tradingFrom === null ? 'never' : moment(run.tradingFrom))}
      ${item('Bars, steps', `${integer(run.bars)}, ${integer(run.steps)}`)}
      ${item('A year', `${run.annualisation.factor} days, calendar ${run.annualisation.calendar}: ${run.annualisation.why}`)}
      ${item('Seed', String(run.seed))} ${item('Engine', run.engineVersion)}
      ${timing !== undefined && item('Time', `${integer(timing.runMs)} ms, ${integer(timing.barsPerSecond)} bars a second`)}
    </dl>`
}
