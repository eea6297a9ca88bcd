/** Figures of runs side by side, as the tables of verdicts show them. */
import type { CheckTable, CheckVerdict } from '../report/checked.ts'
import type { Played } from './variant.ts'

const columns = ['return, %', 'net profit', 'Sharpe', 'round trips', 'max. drawdown, %'] as const

/** One run in a table. */
export interface FigureRow {
  readonly name: string
  readonly played: Played
}

/** Return of a run as a fraction; null where it has none. */
export function returnOf({ figures }: Played): number | null {
  return figures['totalReturn'] ?? null
}

export function figureTable(title: string, first: string, rows: readonly FigureRow[]): CheckTable {
  return { title, columns: [first, ...columns], rows: rows.map(({ name, played }) => [name, ...cells(played)]) }
}

function cells({ figures }: Played): (number | null)[] {
  const figure = (id: string): number | null => figures[id] ?? null
  const percent = (id: string): number | null => (figure(id) === null ? null : figure(id)! * 100)
  return [percent('totalReturn'), figure('netProfit'), figure('sharpe'), figure('roundTrips'), percent('maxDrawdown')]
}

/** What the first of the runs that stopped in the middle said, as a verdict: it has no figures. */
export function stopped(rows: readonly FigureRow[]): Pick<CheckVerdict, 'outcome' | 'why'> | null {
  const row = rows.find(({ played }) => played.threw !== null)
  return row === undefined ? null : { outcome: 'fail', why: `with ${row.name} it stops: ${row.played.threw!.message}` }
}

/** `12.3 %` */
export function percentOf(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`
}
