/** The table of statistics, a section each: account figures in one column, those of round trips by side. */
import { statisticCell, type Cell } from '../cell.ts'
import { sections, type Section } from '../definitions.ts'
import type { ReportDocument, Statistic } from '../document.ts'
import type { PrintedTable } from './printed-table.ts'

const SIDES = ['all', 'long', 'short', 'benchmark'] as const
export const SIDE_NAMES = { all: 'All', long: 'Long', short: 'Short', benchmark: 'Benchmark' } as const
export type StatisticSide = (typeof SIDES)[number]

/** A section with the columns that it has figures for. */
export interface StatisticsPart {
  readonly title: string
  readonly of: Section['of']
  readonly sides: readonly StatisticSide[]
  readonly rows: readonly { readonly id: string; readonly label: string; readonly figures: readonly (Statistic | undefined)[] }[]
}

export function statisticsParts(d: ReportDocument): StatisticsPart[] {
  const figure = (side: StatisticSide, id: string): Statistic | undefined => d.statistics[side].find((s) => s.id === id)
  return sections
    .filter(({ title }) => title !== 'Buy and hold' || d.benchmark !== null)
    .map(({ title, of, definitions }) => {
      const sides = SIDES.filter((side) => definitions.some(({ id }) => figure(side, id) !== undefined))
      const rows = definitions
        .filter(({ id }) => figure('all', id) !== undefined)
        .map(({ id, label }) => ({ id, label, figures: sides.map((side) => figure(side, id)) }))
      return { title, of, sides, rows }
    })
}

export function statisticsTables(d: ReportDocument): PrintedTable[] {
  return statisticsParts(d).map(({ title, sides, rows }) => ({
    title,
    head: [title, ...sides.map((side) => SIDE_NAMES[side])],
    rows: rows.map(({ id, label, figures }): Cell[] => [
      { term: id, label },
      ...figures.map((s) => (s === undefined ? '' : statisticCell(s))),
    ]),
  }))
}

/** The twelve figures on top. */
export function keyFiguresTable({ keyFigures }: ReportDocument): PrintedTable {
  const rows = keyFigures.map((s): Cell[] => [{ term: s.id, label: s.label }, statisticCell(s)])
  return { title: 'Key figures', head: ['Key figure', 'Value'], rows }
}
