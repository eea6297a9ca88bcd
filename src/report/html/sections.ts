/** The parts of one run's report, each a function of the document. */
import { cancelReasons, refusalReasons } from '../../model/order.ts'
import { definitionOf, sections, type Section } from '../definitions.ts'
import type { Breakdown, Counts, ReportDocument, Statistic } from '../document.ts'
import { duration, integer, moment, money, percent, price, quantity, signed, statistic, UNDEFINED } from '../format.ts'
import { excursionFigure, profitFigure } from './figures.ts'
import { html, type Markup } from './markup.ts'
import { signClass, statisticCell, statisticName, table } from './tables.ts'

/** Round trips that the page lists; the CSV export has all. */
export const ROUND_TRIPS_SHOWN = 1000

export function warnings(d: ReportDocument): Markup | null {
  if (d.warnings.length === 0) return null
  return html`<ul class="warnings">
    <li class="head">${d.warnings.length === 1 ? 'Warning' : 'Warnings'}</li>
    ${d.warnings.map((w) => html`<li>${w.message}</li>`)}
  </ul>`
}

export function keyFigures({ keyFigures }: ReportDocument): Markup {
  const card = (s: Statistic): Markup => {
    const text = statistic(s)
    return html`<div>
      <dt>${statisticName(s)}</dt>
      <dd data-key="${s.id}" class="${signClass(text)}">${text}</dd>
    </div>`
  }
  return html`<dl class="key">${keyFigures.map(card)}</dl>`
}

/** Which tables of statistics stand under each other. */
const COLUMNS = [['Growth', 'Buy and hold'], ['Risk', 'Costs'], ['Round trips']] as const

export function statisticsTables(d: ReportDocument): Markup {
  const shown = sections.filter(({ title }) => title !== 'Buy and hold' || d.benchmark !== null)
  const column = (titles: readonly string[]): Markup =>
    html`<div>${titles.map((title) => shown.filter((s) => s.title === title).map((s) => statisticsTable(d, s)))}</div>`
  return html`<h2>Statistics</h2>
    <div class="grid statistics">${COLUMNS.map(column)}</div>`
}

const SIDE_NAMES = { all: 'All', long: 'Long', short: 'Short' } as const

function statisticsTable({ statistics }: ReportDocument, { title, of, definitions }: Section): Markup {
  const sides = of === 'account' ? (['all'] as const) : (['all', 'long', 'short'] as const)
  const rows = definitions.flatMap(({ id }) => {
    const cells = sides.map((side) => statistics[side].find((s) => s.id === id))
    if (cells[0] === undefined) return []
    return [
      html`<tr>
        <th scope="row">${statisticName(cells[0])}</th>
        ${cells.map((s, k) => statisticCell(s, sides[k] ?? 'all'))}
      </tr>`,
    ]
  })
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
    <table>
      <thead>
        <tr>
          <th scope="col">${title}</th>
          ${sides.map((side) => html`<th scope="col">${SIDE_NAMES[side]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
}

export function drawdownTable({ drawdowns }: ReportDocument): Markup | null {
  if (drawdowns.length === 0) return null
  const rows = drawdowns.map((d, i) => [
    integer(i + 1),
    percent(d.depth),
    money(d.money),
    moment(d.start),
    moment(d.trough),
    d.end === null ? 'ongoing' : moment(d.end),
    duration(d.lastedMs),
  ])
  const head = ['', 'Depth', 'Money', 'Peak', 'Lowest', 'Recovered', 'Lasted']
  return html`<h2>Deepest drawdowns</h2>
    ${table({ caption: 'Deepest drawdowns', head, rows })}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Colour grows with the size of the return, relative to the largest; the figure keeps its sign. */
export function monthlyHeatMap({ monthlyReturns }: ReportDocument): Markup | null {
  if (monthlyReturns.length === 0) return null
  const most = Math.max(...monthlyReturns.flatMap((y) => y.months.map((m) => Math.abs(m ?? 0))), 1e-9)
  const cell = (value: number | null): Markup => {
    if (value === null) return html`<td></td>`
    return html`<td class="${value < 0 ? 'down' : 'up'}" style="--heat:${Math.sqrt(Math.abs(value) / most).toFixed(2)}">${heat(value)}</td>`
  }
  const rows = monthlyReturns.map(
    ({ year, months, total }) =>
      html`<tr>
        <th scope="row">${year}</th>
        ${months.map(cell)}
        <td class="sum ${signClass(total === null ? '' : heat(total))}">${total === null ? UNDEFINED : heat(total)}</td>
      </tr>`,
  )
  return html`<h2>Monthly returns, %</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Monthly returns">
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">Year</th>
            ${MONTHS.map((m) => html`<th scope="col">${m}</th>`)}
            <th scope="col">Year</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`
}

function heat(value: number): string {
  return signed(value, (v) => percent(v).replace(' %', ''))
}

export function breakdowns({ breakdowns }: ReportDocument): Markup | null {
  const one = (title: string, rows: readonly Breakdown[]): Markup | null => {
    if (rows.length === 0 || (rows.length === 1 && rows[0]?.key === '')) return null
    const cells = rows.map((r) => [
      r.key === '' ? '(none)' : r.key,
      integer(r.roundTrips),
      `${r.wins}-${r.draws}-${r.losses}`,
      percent(r.wins / r.roundTrips),
      signed(r.net, money),
      money(r.fees),
    ])
    return table({
      caption: `Round trips by ${title}`,
      head: [title, 'Round trips', 'W-D-L', 'Win rate', 'Net profit', 'Fees'],
      rows: cells,
    })
  }
  const tables = [one('Instrument', breakdowns.instrument), one('Exit', breakdowns.exit), one('Tag', breakdowns.tag)]
  return tables.every((t) => t === null)
    ? null
    : html`<h2>Where the profit came from</h2>
        <div class="grid pairs">${tables}</div>`
}

export function openPositions({ openPositions }: ReportDocument): Markup | null {
  if (openPositions.length === 0) return null
  const rows = openPositions.map((p) => [
    p.instrument,
    p.side,
    quantity(p.qty),
    price(p.entryPrice),
    price(p.mark),
    signed(p.unrealised, money),
    money(p.fees),
    moment(p.since),
  ])
  const head = ['Instrument', 'Side', 'Quantity', 'Entry', 'Last', 'Unrealised', 'Fees', 'Since']
  return html`<h2>Open at the end</h2>
    ${table({ caption: 'Open positions', head, rows, text: [1] })}`
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
    signed(r.net, money),
    r.return === null ? UNDEFINED : signed(r.return, percent),
    money(r.fees),
    money(r.mae),
    money(r.mfe),
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
    money2('Shortfall, decision to fill', costs.shortfall),
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

/** Every statistic's definition, for print and for those who do not hover. */
export function definitions(): Markup {
  const rows = sections
    .flatMap((s) => s.definitions.map(({ id }) => definitionOf(id)))
    .flatMap((d) => {
      if (d === undefined) return []
      return [
        html`<tr>
          <th scope="row">${d.label}</th>
          <td>${d.definition}${d.source !== undefined && ` (${d.source})`}</td>
        </tr>`,
      ]
    })
  return html`<details>
    <summary>Definitions</summary>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
    <p class="note">
      Daily figures use the last equity of each calendar day in UTC; a mark at midnight closes the day before. – is an undefined figure.
    </p>
  </details>`
}
