/** A sweep as one page that needs no network and no script: the ranking, how far to believe it, figures, and the chained tests. */
import { labelOfStatistic, statistic, statisticText } from '../report/format.ts'
import { html, Markup } from '../report/html/markup.ts'
import { style } from '../report/html/style/style.ts'
import { table } from '../report/html/tables.ts'
import { epochMs, formatDate } from '../model/time.ts'
import { rankingFigures, type SweepDocument } from './sweep-document.ts'
import { linesText, type LineReport } from './sweep-lines.ts'
import { unrankedText } from './unranked.ts'
import { dotsFigure, equityFigure, heatMapFigure, linesFigure } from './sweep-figures.ts'

/** Rows of the ranking that a page has. */
const ROWS_MAX = 500
/** A page without a list of contents beside it. */
const OWN_STYLE =
  'main { max-width: 1040px; margin: 0 auto; padding-inline: 24px; } .wrapping th.text { padding-left: 28px; } .chosen td.text { max-width: none; white-space: normal; }'
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/** What a page says besides: of the lines that trials shared, where they did. */
export interface SweepPageOptions {
  readonly lines?: LineReport | null
}

export function renderSweepPage(document: SweepDocument, { lines = null }: SweepPageOptions = {}): string {
  const { sweep, counts, status } = document
  const title = `${sweep.strategy}: ${counts.done} trials`
  const goal = `${sweep.method}, ranked by ${sweep.objective.direction === 'max' ? 'largest' : 'smallest'} ${labelOfStatistic(sweep.objective.name)}`
  const where = sweep.conditions.length === 0 ? '' : ` where ${sweep.conditions.join(' and ')}`
  const told = [
    `${counts.failed} failed`,
    `${counts.ranked} ranked`,
    unrankedText(document),
    status === 'aborted' ? 'interrupted' : '',
  ].filter((part) => part !== '')
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Markup(style + OWN_STYLE)}
        </style>
      </head>
      <body>
        <main id="main">
          <h1>${title}</h1>
          <p class="note">${goal}${where}; ${told.join(', ')}.</p>
          <p class="note">${searched(sweep)}</p>
          ${believe(document)}
          <section>
            <h2>Parameters</h2>
            ${heatMapFigure(document)} ${linesFigure(document)} ${dotsFigure(document)}
          </section>
          ${walked(document)} ${validated(document)} ${ranking(document)} ${failures(document)}
          ${lines !== null && html`<p class="note">Indicators that trials share: ${linesText(lines)}.</p>`}
        </main>
      </body>
    </html> `.text
}

/** The data and what was varied, in one sentence. */
function searched({ series, space, params, seed, from, to, bars }: SweepDocument['sweep']): string {
  const data = series.map(({ instrument, timeframe }) => `${instrument} ${timeframe}`).join(', ')
  const ranges = Object.entries(space).map(([name, dimension]) => `${name} ${rangeText(dimension)}`)
  const fixed = Object.keys(params).length === 0 ? '' : `; fixed: ${paramsText(params)}`
  return `${data}, ${bars} bars, ${daysOf({ from, to })}; searched: ${ranges.join(', ')}${fixed}; seed ${seed}.`
}

function rangeText(dimension: SweepDocument['sweep']['space'][string]): string {
  if (dimension.kind === 'choice') return dimension.values.join(' or ')
  const { min, max, step, log } = dimension
  const steps = step === undefined ? '' : log === undefined ? ` by ${step}` : ` by factors of ${step}`
  return `${min} to ${max}${steps}${log === true && step === undefined ? ' evenly over logarithms' : ''}`
}

function believe({ overfitting }: SweepDocument): Markup | null {
  if (overfitting === undefined) return null
  const rows = overfitting.map((figure) => [
    figure.label,
    figure.value === null ? (figure.reason ?? '–') : statistic(figure),
    figure.definition,
  ])
  return html`<section>
    <h2>How far to believe it</h2>
    <div class="wrapping">${table({ title: 'How far to believe it', head: ['Figure', 'Value', 'Definition'], rows, left: [2] })}</div>
  </section>`
}

function walked({ walkForward: walk, sweep }: SweepDocument): Markup | null {
  if (walk === undefined) return null
  const { name } = sweep.objective
  const rows = walk.folds.map(({ test, chosen, trainValue, testValue, testReturn }) => [
    daysOf(test),
    paramsText(chosen),
    statisticText(name, trainValue),
    statisticText(name, testValue),
    statisticText('totalReturn', testReturn),
  ])
  const head = ['Test', 'Chosen', `${labelOfStatistic(name)} in training`, 'In the test', 'Return']
  return html`<section>
    <h2>Walk forward ${walk.spans}</h2>
    ${equityFigure('Tests chained to one account', walk.stitched)} ${figuresOf(walk.stitched)}
    <p class="note">${kept(walk)}</p>
    <div class="chosen">${table({ title: 'Walk forward', head, rows, left: [1] })}</div>
  </section>`
}

/** What the tests keep of the training, and how far the choices agree. */
function kept({ efficiency: { value, reason }, stability }: NonNullable<SweepDocument['walkForward']>): string {
  const share =
    value === null
      ? `What the tests keep of the training: ${reason ?? '–'}`
      : `The tests keep ${statisticText('winRate', value)} of the training`
  const usual = stability.map(({ name, usual: most, usualShare }) => `${name} ${most} in ${statisticText('winRate', usualShare)}`)
  return usual.length === 0 ? `${share}.` : `${share}; most often chosen: ${usual.join(', ')} of the tests.`
}

function validated({ crossValidation }: SweepDocument): Markup | null {
  if (crossValidation === undefined) return null
  const rows = crossValidation.folds.map(({ test, chosen, trainSharpe, testSharpe, testRank }) => [
    daysOf(test),
    paramsText(chosen),
    statisticText('sharpe', trainSharpe),
    statisticText('sharpe', testSharpe),
    statisticText('winRate', testRank),
  ])
  const head = ['Test', 'Chosen', 'Sharpe ratio in training', 'In the test', 'Beats']
  return html`<section>
    <h2>Cross-validation</h2>
    ${equityFigure('Tests of all parts chained', crossValidation.stitched)} ${figuresOf(crossValidation.stitched)}
    <div class="chosen">${table({ title: 'Cross-validation', head, rows, left: [1] })}</div>
  </section>`
}

function figuresOf({ figures }: NonNullable<SweepDocument['walkForward']>['stitched']): Markup {
  return html`<p class="note">${figures.map((figure) => `${figure.label} ${statistic(figure)}`).join(', ')}</p>`
}

function ranking({ ranking: all, sweep }: SweepDocument): Markup {
  const names = Object.keys(sweep.space)
  const { name } = sweep.objective
  const figures = rankingFigures.filter((id) => id !== name)
  const rows = all
    .slice(0, ROWS_MAX)
    .map(({ rank, params, value, figures: values }) => [
      String(rank),
      ...names.map((one) => String(params[one])),
      statisticText(name, value),
      ...figures.map((id) => statisticText(id, values[id] ?? null)),
    ])
  return html`<section>
    <h2>Ranking</h2>
    ${table({ title: 'Ranking', head: ['Rank', ...names, ...[name, ...figures].map(labelOfStatistic)], rows }, { tall: rows.length > 30 })}
  </section>`
}

function failures({ failures: all }: SweepDocument): Markup | null {
  if (all.length === 0) return null
  const rows = all.map(({ code, count, params, message }) => [code, String(count), paramsText(params), message])
  return html`<section>
    <h2>Failed</h2>
    <div class="wrapping">
      ${table({ title: 'Failed', head: ['Code', 'Trials', 'The first of them', 'What it says'], rows, left: [2, 3] })}
    </div>
  </section>`
}

function daysOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${formatDate(epochMs(from))} to ${formatDate(epochMs(to - 1))}`
}

function paramsText(params: SweepDocument['ranking'][number]['params'] | null): string {
  if (params === null) return 'none'
  return Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}
