/** Writes the reference page of other tools' conventions from their definitions: `node tools/print-conventions.ts`. */
import { writeFileSync } from 'node:fs'
import type { Convention } from '../src/report/conventions/convention.ts'
import { conventions } from '../src/report/conventions.ts'
import { markdownTable } from './markdown-table.ts'

/** The page's path from the root. */
export const CONVENTIONS_PATH = 'docs/reference/conventions.md'

export function conventionsPage(): string {
  return `<!-- Written by tools/print-conventions.ts. Edit the definitions in src/report/conventions, then run it. -->

# Conventions

One run has many Sharpe ratios. \`lockstep backtest … --convention quantstats\` prints what that tool would print of the same run,
beside [our own](statistics.md), and says of each figure how it differs. The document has them as \`conventionFigures\`, with ids such
as \`quantstats.sharpe\`.

- The tools are ${conventions.map(({ name }) => `\`${name}\``).join(', ')}; \`lockstep\` is ours alone.
- Figures come from the daily equity, the bar closes and the round trips of the run. A tool that samples elsewhere, or counts
  entries instead of round trips, would print other numbers of the same trading; the last column says where.
- Where a tool prints NaN, infinity or a magic number the figure is \`null\` with the reason.
- \`--risk-free\` gives the rate of a year that ratios are in excess of, for ours and for theirs; TradingView's takes 2 % without it.
- All are equal to the tools' own numbers, or to their formulas, on the series and cases of the conformance tests.
- Tools change. These are empyrical-reloaded 0.5 and quantstats 0.0.77: since quantstats 0.0.83 the expected shortfall is that of a
  normal distribution and the probabilistic Sharpe ratio has raw kurtosis, and empyrical-reloaded 0.7 weighs beta fragility otherwise.

${conventions.map(conventionText).join('\n')}`
}

function conventionText({ name, definitions }: Convention): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|')
  const rows = definitions.map((d) => [`\`${d.id}\``, cell(d.label), d.unit, cell(d.definition), cell(d.differs)])
  return `## ${name}\n\n${markdownTable(['id', 'printed as', 'unit', 'definition', 'against ours'], rows)}`
}

if (import.meta.main) writeFileSync(new URL(`../${CONVENTIONS_PATH}`, import.meta.url), conventionsPage())
