/** Writes the reference page of the report's statistics from their definitions: `node tools/print-statistics.ts`. */
import { writeFileSync } from 'node:fs'
import { sections, type Section } from '../src/report/definitions.ts'
import { markdownTable } from './markdown-table.ts'

/** The page's path from the root. */
export const STATISTICS_PATH = 'docs/reference/statistics.md'

export function statisticsPage(): string {
  return `<!-- Written by tools/print-statistics.ts. Edit the definitions in src/report/definitions, then run it. -->

# Statistics

Every figure of a report, as the report computes it. [report.schema.json](report.schema.json) is the document that holds them.

- Daily figures use the last equity of each calendar day in UTC; a mark at exactly midnight closes the day before.
- In a market that is open every day, a day without a mark counts as a return of 0; elsewhere only days with a mark count.
- The opening cash is the base of the first return and the first peak.
- The number of days in a year is that of the calendar; the report says which and why.
- An undefined figure is \`null\` with a reason in JSON and \`–\` in tables. Fractions are shown in per cent.
- Long and short columns hold the statistics of round trips only: equity has no sides.

${sections.map(sectionText).join('\n')}`
}

function sectionText({ title, definitions }: Section): string {
  const rows = definitions.map((d) => [`\`${d.id}\``, d.label, d.unit, d.definition.replaceAll('|', '\\|'), d.source ?? ''])
  return `## ${title}\n\n${markdownTable(['id', 'name', 'unit', 'definition', 'source'], rows)}`
}

if (import.meta.main) writeFileSync(new URL(`../${STATISTICS_PATH}`, import.meta.url), statisticsPage())
