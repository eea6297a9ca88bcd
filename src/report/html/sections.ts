/** The parts of one run's report that hold its figures, each a function of the document. */
import { profit, signOf, statisticCell, textOf } from '../cell.ts'
import { definitionOf, sections, type Section } from '../definitions.ts'
import type { Breakdown, ReportDocument, Statistic } from '../document.ts'
import { decimals, duration, integer, moment, money, percent, UNDEFINED } from '../format.ts'
import { html, type Markup } from './markup.ts'
import { statisticColumn, statisticName, table } from './tables.ts'

export function warnings(d: ReportDocument): Markup | null {
  if (d.warnings.length === 0) return null
  return html`<ul class="warnings">
    <li class="head">${d.warnings.length === 1 ? 'Warning' : 'Warnings'}</li>
    ${d.warnings.map((w) => html`<li>${w.message}</li>`)}
  </ul>`
}

export function keyFigures({ keyFigures }: ReportDocument): Markup {
  const card = (s: Statistic): Markup => {
    const cell = statisticCell(s)
    return html`<div>
      <dt>${statisticName(s)}</dt>
      <dd data-key="${s.id}" class="${signOf(cell)}">${textOf(cell)}</dd>
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
        ${cells.map((s, k) => statisticColumn(s, sides[k] ?? 'all'))}
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
    const strength = Math.sqrt(Math.abs(value) / most).toFixed(2)
    return html`<td class="${value < 0 ? 'down' : 'up'}" style="--heat:${strength}">${textOf(profit(value, hundredths))}</td>`
  }
  const rows = monthlyReturns.map(({ year, months, total }) => {
    const sum = total === null ? UNDEFINED : profit(total, hundredths)
    return html`<tr>
      <th scope="row">${year}</th>
      ${months.map(cell)}
      <td class="sum ${signOf(sum)}">${textOf(sum)}</td>
    </tr>`
  })
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

/** Per cent without its sign. */
function hundredths(fraction: number): string {
  return decimals(fraction * 100, 2)
}

export function breakdowns({ breakdowns }: ReportDocument): Markup | null {
  const one = (title: string, rows: readonly Breakdown[]): Markup | null => {
    // One row would only repeat the table of round trips.
    if (rows.length < 2) return null
    const cells = rows.map((r) => [
      r.key === '' ? '(none)' : r.key,
      integer(r.roundTrips),
      `${r.wins}-${r.draws}-${r.losses}`,
      percent(r.wins / r.roundTrips),
      profit(r.net),
      money(r.fees),
    ])
    return table({
      caption: `Round trips by ${title}`,
      head: [title, 'Round trips', 'W-D-L', 'Win rate', 'Net profit', 'Fees'],
      rows: cells,
    })
  }
  const { strategy = [], instrument, exit, tag } = breakdowns
  const tables = [one('Strategy', strategy), one('Instrument', instrument), one('Exit', exit), one('Tag', tag)]
  return tables.every((t) => t === null)
    ? null
    : html`<h2>Where the profit came from</h2>
        <div class="grid pairs">${tables}</div>`
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
