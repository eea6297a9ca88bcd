/** The table of statistics, and the tables of round trips by what they share. */
import { signOf, statisticCell, textOf } from '../../cell.ts'
import type { ReportDocument, Statistic } from '../../document.ts'
import { statistic } from '../../format.ts'
import { groupTables } from '../../printed/groups.ts'
import { SIDE_NAMES, statisticsParts, type StatisticsPart } from '../../printed/statistics.ts'
import { conventionTable } from '../../printed/convention.ts'
import { leanTable } from '../../printed/records.ts'
import { html, type Markup } from '../markup.ts'
import { table, term } from '../tables.ts'
import { observations } from './header.ts'
import type { Section } from './section.ts'

export function statisticsSection(d: ReportDocument): Section {
  const parts = statisticsParts(d)
  // Round trips have the longest table, and what they cost belongs beside it.
  const right = parts.filter(({ of, title }) => of === 'round trips' || title === 'Costs')
  const left = parts.filter((p) => !right.includes(p))
  const body = html`<div class="columns">
    <div>${left.map((p) => part(d, p))}</div>
    <div>${right.map((p) => part(d, p))}</div>
  </div>`
  return { id: 'statistics', title: 'Statistics', short: 'Statistics', body }
}

function part(d: ReportDocument, { title, sides, rows }: StatisticsPart): Markup {
  const cells = rows.map(({ id, label, figures }) => [
    term({ term: id, label }),
    ...figures.map((s, k) => (s === undefined ? '' : figure(s, sides[k] ?? 'all'))),
  ])
  const head = [title, ...sides.map((side) => SIDE_NAMES[side])]
  return table({ title, head, rows: cells }, { n: observations(d, rows[0]?.id ?? '') })
}

/** A figure, marked with its id and side; an undefined one says why. */
function figure(s: Statistic, side: string): Markup {
  const cell = statisticCell(s)
  const text = s.reason === undefined ? textOf(cell) : html`<abbr title="${s.reason}">${textOf(cell)}</abbr>`
  return html`<span data-id="${s.id}" data-side="${side}" class="${signOf(cell)}">${text}</span>`
}

export function groupsSection(d: ReportDocument): Section | null {
  const tables = groupTables(d)
  if (tables.length === 0) return null
  const body = html`<div class="stack">${tables.map((t) => table(t, { tall: t.rows.length > 24 }))}</div>`
  return { id: 'groups', title: 'Where the profit came from', short: 'Groups', body }
}

/** What another tool would print, where it was asked for. */
export function conventionSection(d: ReportDocument): Section | null {
  const convention = conventionTable(d)
  if (convention === null) return null
  const rows = (d.conventionFigures ?? []).map((f) => [
    html`<abbr title="${f.definition}">${f.label}</abbr>`,
    f.reason === undefined ? statistic(f) : html`<abbr title="${f.reason}">${statistic(f)}</abbr>`,
    f.differs,
  ])
  return {
    id: 'convention',
    title: convention.title,
    short: 'Convention',
    body: html`<div class="wrapping">${table({ ...convention, rows })}</div>`,
  }
}

/** LEAN's statistics by LEAN's names, where the run has them. */
export function leanSection(d: ReportDocument): Section | null {
  const lean = leanTable(d)
  if (lean === null) return null
  return { id: 'lean', title: lean.title, short: 'LEAN', body: html`<div class="columns">${table(lean)}</div>` }
}
