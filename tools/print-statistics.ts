/** Writes the reference page of the report's statistics from their definitions: `node tools/print-statistics.ts`. */
import { writeFileSync } from 'node:fs'
import type { Definition } from '../src/report/definitions/definition.ts'
import { robustnessDefinitions } from '../src/report/definitions/robustness.ts'
import { termDefinitions } from '../src/report/definitions/terms.ts'
import { sections, type Section } from '../src/report/definitions.ts'
import { markdownTable } from './markdown-table.ts'

/** The page's path from the root. */
export const STATISTICS_PATH = 'docs/reference/statistics.md'

export function statisticsPage(): string {
  return `<!-- Written by tools/print-statistics.ts. Edit the definitions in src/report/definitions, then run it. -->

# Statistics

Every figure of a report, as the report computes it. [report.schema.json](report.schema.json) is the document that holds them.

- Daily figures use the last equity of each calendar day in UTC; a mark at exactly midnight closes the day before.
- Days count on which the calendar has a session, so that a year has as many as annualising takes it to have. What happens on
  others, such as a Sunday evening in currencies, is part of the next session's return.
- In a market that is open every day, and with bars of more than a day, a session without a mark counts as a return of 0;
  elsewhere it does not count.
- The opening cash is the base of the first return and the first peak.
- The number of days in a year is that of the calendar; the report says which and why.
- An undefined figure is \`null\` with a reason in JSON and \`–\` in tables. Fractions are shown in per cent.
- Long and short columns hold the statistics of round trips only: equity has no sides. The benchmark's column holds growth and risk
  of buying and holding.
- Ratios are in excess of the risk-free rate of a year that the run was given, 0 if none; a day of it is
  (1 + rate)^(1 / days per year) - 1.
- What other tools would print of the same run is in [conventions](conventions.md).

${sections.map(sectionText).join('\n')}
${robustnessText()}
## Tables and charts

${markdownTable(
  ['name', 'definition', 'source'],
  termDefinitions.map((d) => [d.label, d.definition.replaceAll('|', '\\|'), d.source ?? '']),
)}`
}

function sectionText({ title, definitions }: Section): string {
  return `## ${title}\n\n${definitionsTable(definitions)}`
}

function definitionsTable(definitions: readonly Definition[]): string {
  const rows = definitions.map((d) => [`\`${d.id}\``, d.label, d.unit, d.definition.replaceAll('|', '\\|'), d.source ?? ''])
  return markdownTable(['id', 'name', 'unit', 'definition', 'source'], rows)
}

function robustnessText(): string {
  return `## Robustness

How much of a run may be chance; in the document as \`robustness\` where it was asked for, as the command line does. It takes at least
30 daily returns, and equal seeds give equal figures.

- Paths of resampled days are drawn by the stationary bootstrap (Politis and Romano 1994): blocks of days of random length, so that
  days that belong together stay together. The mean length of a block is chosen from the data (Politis and White 2004, corrected
  by Patton, Politis and White 2009).
- Intervals of CAGR, Sharpe ratio and deepest drawdown hold 95 % of the paths (Efron 1979).
- Shuffled round trips are the same profits in another order: the end is the same, the drawdowns on the way are not.
- \`lockstep/stats\` has the tests that need several trials: the deflated Sharpe ratio (Bailey and López de Prado 2014), the
  probability of backtest overfitting (Bailey, Borwein, López de Prado and Zhu 2015), White's reality check (2000) and Hansen's
  test for superior predictive ability (2005).

${definitionsTable(robustnessDefinitions)}`
}

if (import.meta.main) writeFileSync(new URL(`../${STATISTICS_PATH}`, import.meta.url), statisticsPage())
