/** What ran, on what, how it ended, what to beware of, and the twelve figures. */
import { signOf, statisticCell, textOf } from '../../cell.ts'
import { definitionOf, sections } from '../../definitions.ts'
import type { ReportDocument, Statistic } from '../../document.ts'
import { integer, moment } from '../../format.ts'
import { html, type Markup } from '../markup.ts'
import { term, time } from '../tables.ts'

export function headline(d: ReportDocument): Markup {
  const { run } = d
  const data = run.series.map((s) => `${s.instrument} ${s.timeframe}`)
  const shown = data.length > 6 ? [...data.slice(0, 5), `${data.length - 5} more`] : data
  const span = run.from !== null && run.to !== null && html`, ${time(Date.parse(run.from))} to ${time(Date.parse(run.to))}`
  const params = Object.entries(run.params).map(([key, value]) => `${key} ${value}`)
  return html`<p class="sub">
    ${shown.join(', ')}${span}, ${integer(run.bars)} bars${params.length > 0 && ` · ${params.join(', ')}`}
    ${d.status !== 'done' && html` · <span class="status">${d.status}</span>`}
  </p>`
}

export function warnings({ warnings }: ReportDocument): Markup | null {
  if (warnings.length === 0) return null
  return html`<ul class="warnings" aria-label="Warnings">
    ${warnings.map((w) => html`<li><strong>${readable(w.code)}</strong> ${w.message}</li>`)}
  </ul>`
}

/** `FEW_ROUND_TRIPS` as `Few round trips`. */
function readable(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Each with what its definition calls it, and under which convention it is computed. */
export function keyFigures(d: ReportDocument): Markup {
  const card = (s: Statistic): Markup => {
    const cell = statisticCell(s)
    return html`<div>
      <dt>${term({ term: s.id, label: s.label })}</dt>
      <dd data-key="${s.id}" data-n="${observations(d, s.id)}" class="${signOf(cell)}">
        ${s.reason === undefined ? textOf(cell) : html`<abbr title="${s.reason}">${textOf(cell)}</abbr>`}
      </dd>
      <dd class="how">${convention(d, s)}</dd>
    </div>`
  }
  return html`<dl class="key">${d.keyFigures.map(card)}</dl>`
}

/** How many days or round trips a statistic comes from. */
export function observations(d: ReportDocument, id: string): string {
  const ofTrips = sections.some((s) => s.of === 'round trips' && s.definitions.some((definition) => definition.id === id))
  if (ofTrips) return `${integer(d.roundTrips.count)} round trips`
  const days = d.distribution.periods[0]?.count ?? 0
  return days === 0 ? `${integer(d.equity.marks)} marks` : `${integer(days)} days, ${integer(d.equity.marks)} marks`
}

/** In a few words, how the figure is computed where tools differ. */
function convention({ run }: ReportDocument, { id }: Statistic): string {
  const { factor } = run.annualisation
  const words: Readonly<Record<string, string>> = {
    cagr: '365.25 days a year',
    sharpe: `daily, ${factor} a year`,
    sortino: `daily, ${factor} a year`,
    volatility: `daily, ${factor} a year`,
    maxDrawdown: 'at bar closes',
    totalReturn: `${moment(run.tradingFrom ?? run.from ?? 0)} on`,
    roundTrips: 'flat to flat',
    winRate: 'net of fees',
    profitFactor: 'net of fees',
    expectancy: 'net, each',
    exposureTime: 'of marks',
    fees: run.currency.code,
  }
  return words[id] ?? definitionOf(id)?.unit ?? ''
}
