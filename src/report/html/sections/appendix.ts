/** What ran under which rules, figures without a value and why, and the definition of every number on the page. */
import { definitionOf, sections } from '../../definitions.ts'
import { robustnessDefinitions } from '../../definitions/robustness.ts'
import { termDefinitions } from '../../definitions/terms.ts'
import type { ReportDocument } from '../../document.ts'
import { decimals, integer, money } from '../../format.ts'
import { html, type Content, type Markup } from '../markup.ts'
import { time } from '../tables.ts'
import type { Section } from './section.ts'

export function manifestSection(d: ReportDocument): Section {
  const { run, timing } = d
  const item = (label: string, value: Content): Markup =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`
  const params = Object.entries(run.params).map(([name, value]) => `${name} = ${value}`)
  const body = html`<dl class="plain">
      ${item('Strategy', run.strategySource === null ? run.strategy : `${run.strategy}, ${run.strategySource}`)}
      ${item('Parameters', params.length === 0 ? 'none' : params.join(', '))} ${item('Data', run.series.map(series))}
      ${item(
        'Instruments',
        run.instruments.map((i) => html`<div>${i.id}: tick ${i.tick}, lot ${i.lot}, calendar ${i.calendar}</div>`),
      )}
      ${item('Cash', `${money(run.cash)} ${run.currency.code}`)} ${Object.entries(run.policies).map(([name, value]) => item(name, value))}
      ${item('First tradable', run.tradingFrom === null ? 'never' : time(Date.parse(run.tradingFrom)))}
      ${item('Bars, steps', `${integer(run.bars)}, ${integer(run.steps)}`)}
      ${item('A year', `${run.annualisation.factor} days, calendar ${run.annualisation.calendar}: ${run.annualisation.why}`)}
      ${item('Seed', String(run.seed))} ${item('Engine', `Lockstep ${run.engineVersion}`)}
      ${
        timing !== undefined &&
        item(
          'Time',
          `loading ${decimals(timing.loadMs / 1000, 2)} s, running ${decimals(timing.runMs / 1000, 2)} s, ${integer(timing.barsPerSecond)} bars a second`,
        )
      }
    </dl>
    ${undefinedFigures(d)}`
  return { id: 'manifest', title: 'What ran', short: 'What ran', body }
}

function series(s: ReportDocument['run']['series'][number]): Markup {
  return html`<div>
    ${s.instrument} ${s.timeframe}: ${integer(s.bars)} bars, ${time(Date.parse(s.from))} to ${time(Date.parse(s.to))}, ${integer(s.gaps)}
    missing, from ${s.source}, <code>${s.contentHash}</code>
  </div>`
}

function undefinedFigures({ statistics }: ReportDocument): Markup | null {
  const without = statistics.all.filter((s) => s.reason !== undefined)
  if (without.length === 0) return null
  const items = without.map(
    (s) =>
      html`<dt>${s.label}</dt>
        <dd>${s.reason ?? ''}</dd>`,
  )
  return html`<h3>Figures without a value</h3>
    <dl class="plain">${items}</dl>`
}

/** Every definition, once for all runs of the page: what names lead to, and what hovering shows. */
export function definitionsList(): Markup {
  const ofStatistics = sections.flatMap((s) => s.definitions.map(({ id }) => definitionOf(id)).filter((d) => d !== undefined))
  const known = new Set(ofStatistics.map(({ id }) => id))
  const ofChance = robustnessDefinitions.filter(({ id }) => !known.has(id))
  const rows = [...ofStatistics, ...ofChance, ...termDefinitions].map(
    (d) =>
      html`<tr id="def-${d.id}">
        <th scope="row">${d.label}</th>
        <td>${d.definition}${d.source !== undefined && ` (${d.source})`}</td>
      </tr>`,
  )
  return html`<details class="definitions" id="definitions">
    <summary>Definitions of all figures</summary>
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
