/** A sweep as text: the best trials, and beneath them how far to believe the first. */
import {
  epochMs,
  formatDate,
  rankingFigures,
  statisticText,
  unrankedText,
  writePercent,
  writeStatistic,
  type SweepDocument,
} from 'lockstep'
import { table } from './table.ts'

type Row = SweepDocument['ranking'][number]

const titles: Readonly<Record<string, string>> = {
  totalReturn: 'return',
  sharpe: 'Sharpe',
  maxDrawdown: 'drawdown',
  roundTrips: 'round trips',
  winRate: 'win rate',
  profitFactor: 'profit factor',
}

/** @param top rows of the ranking */
export function renderSweep(document: SweepDocument, top: number): string {
  return [heading(document), ranking(document, top), trust(document), walkForward(document), crossValidation(document), failures(document)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function heading({ status, sweep, counts }: SweepDocument): string {
  const ended = status === 'aborted' ? ', interrupted' : ''
  const failed = counts.failed === 0 ? '' : `, ${counts.failed} failed`
  const goal = `${sweep.objective.direction === 'max' ? 'largest' : 'smallest'} ${sweep.objective.name}`
  const conditions = sweep.conditions.length === 0 ? '' : ` where ${sweep.conditions.join(' and ')}`
  const line = `${sweep.strategy}  ${sweep.method}, ${counts.done} of ${counts.asked} trials done${failed}${ended}, ${counts.ranked} ranked by ${goal}${conditions}`
  return [line, unrankedText({ counts, sweep })].filter((part) => part !== '').join('\n')
}

function ranking({ ranking: rows, sweep, counts }: SweepDocument, top: number): string {
  if (rows.length === 0)
    return counts.done === 0 && counts.failed > 0 ? 'Every trial failed.' : 'No trial has the objective and meets the conditions.'
  const names = Object.keys(sweep.space)
  const { name: goal } = sweep.objective
  const figures = rankingFigures.filter((id) => id !== goal)
  const head = ['rank', ...names, titles[goal] ?? goal, ...figures.map((id) => titles[id] ?? id)]
  const cells = ({ rank, params, value, figures: values }: Row): string[] => [
    String(rank),
    ...names.map((name) => String(params[name])),
    statisticText(goal, value),
    ...figures.map((id) => statisticText(id, values[id] ?? null)),
  ]
  return table(
    head,
    rows.slice(0, top).map(cells),
    head.map((_, k) => k),
  )
}

/** Figures of overfitting, and what is one step beside the best. */
function trust({ overfitting, plateau, sweep, ranking: [best] }: SweepDocument): string {
  if (overfitting === undefined) return ''
  const own = statisticText('sharpe', best?.figures['sharpe'] ?? null)
  const lines = overfitting.map((figure) => {
    const text = figure.value === null ? (figure.reason ?? '–') : writeStatistic(figure)
    // The same figure stands in the table, of fewer days.
    return [figure.label, figure.id === 'chosenSharpe' && text !== own ? `${text} with the days of its warm-up, ${own} without` : text]
  })
  if (plateau.count > 0) {
    const sign = sweep.objective.direction === 'max' ? 1 : -1
    const text = (score: number | null): string => (score === null ? '–' : Number((sign * score).toPrecision(4)).toString())
    lines.push([`One step beside the best (${plateau.count})`, `mean ${text(plateau.mean)}, worst ${text(plateau.worst)}`])
  }
  return table(['How far to believe it', ''], lines)
}

function walkForward({ walkForward: walk, sweep }: SweepDocument): string {
  if (walk === undefined) return ''
  const { name: goal } = sweep.objective
  const rows = walk.folds.map(({ test, chosen, trainValue, testValue, testReturn }) => [
    daysOf(test),
    chosen === null ? 'none' : paramsText(chosen),
    statisticText(goal, trainValue),
    statisticText(goal, testValue),
    statisticText('totalReturn', testReturn),
  ])
  const { value, reason = '–' } = walk.efficiency
  const kept = `Efficiency ${value === null ? `– (${reason})` : statisticText('sharpe', value)}: what the tests keep of the training`
  const moves = walk.stability.map(({ name, usual, usualShare }) => `${name} ${usual} in ${Math.round(100 * usualShare)} %`)
  const head = [`Walk forward ${walk.spans}${walk.anchored ? ', anchored' : ''}`, 'chosen', `${goal} in training`, 'in the test', 'return']
  return [table(head, rows, [2, 3, 4]), stitched(walk.stitched), kept, `Most often: ${moves.join(', ') || '–'}`].join('\n')
}

function crossValidation({ crossValidation: validated }: SweepDocument): string {
  if (validated === undefined) return ''
  const rows = validated.folds.map(({ test, chosen, trainSharpe, testSharpe, testRank }) => [
    daysOf(test),
    chosen === null ? 'none' : paramsText(chosen),
    statisticText('sharpe', trainSharpe),
    statisticText('sharpe', testSharpe),
    testRank === null ? '–' : writePercent(testRank),
  ])
  const head = [`Cross-validation, ${validated.parts} parts`, 'chosen', 'Sharpe in training', 'in the test', 'beats']
  return [table(head, rows, [2, 3, 4]), stitched(validated.stitched)].join('\n')
}

/** The account that was never chosen by what it lived through. */
function stitched({ figures }: NonNullable<SweepDocument['walkForward']>['stitched']): string {
  const shown = figures.filter(({ id }) => ['totalReturn', 'cagr', 'sharpe', 'maxDrawdown'].includes(id))
  return `Tests chained: ${shown.map((figure) => `${titles[figure.id] ?? figure.label} ${writeStatistic(figure)}`).join(', ')}`
}

function daysOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${formatDate(epochMs(from))} to ${formatDate(epochMs(to - 1))}`
}

function paramsText(params: Row['params']): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}

function failures({ failures: rows }: SweepDocument): string {
  if (rows.length === 0) return ''
  return table(
    ['failed', 'code', 'the first of them'],
    rows.map(({ count, code, message, params }) => [String(count), code, `${paramsText(params)}: ${message}`]),
    [0],
  )
}
