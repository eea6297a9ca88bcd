/** What chance may have done: ranges of figures and of the deepest drawdown. */
import { statisticCell, type Cell } from '../cell.ts'
import type { ReportDocument } from '../document.ts'
import { percent, statistic, UNDEFINED } from '../format.ts'
import { filled, type PrintedTable } from './printed-table.ts'

export function robustnessTables({ robustness }: ReportDocument): PrintedTable[] {
  if (robustness === undefined) return []
  const { figures, intervals, drawdowns } = robustness
  return filled([
    {
      title: 'Probabilities',
      head: ['Chance', 'Value'],
      rows: figures.map((s): Cell[] => [{ term: s.id, label: s.label }, statisticCell(s)]),
    },
    {
      title: 'Ranges by resampled days',
      head: ['Figure', 'Value', { term: 'interval', label: 'Low' }, { term: 'interval', label: 'High' }, 'Confidence'],
      rows: intervals.map(({ id, label, unit, value, low, high, confidence }): Cell[] => {
        const figure = (v: number | null): string => statistic({ id, label, unit, value: v })
        return [{ term: id, label }, figure(value), figure(low), figure(high), percent(confidence)]
      }),
    },
    {
      title: 'Deepest drawdown of the paths',
      head: ['Quantile', { term: 'resampled', label: 'Resampled days' }, { term: 'shuffled', label: 'Round trips in another order' }],
      rows: drawdowns.map((d): Cell[] => [
        percent(d.quantile),
        ...[d.resampled, d.shuffled].map((v) => (v === null ? UNDEFINED : percent(v))),
      ]),
    },
  ])
}
