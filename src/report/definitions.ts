/**
 * Every statistic of the report in the order of its table. One row is a name, a unit, a definition and how it is computed;
 * tables, hover texts, the JSON document and docs/reference/statistics.md are all made from it.
 */
import { benchmarkDefinitions, costDefinitions } from './definitions/costs.ts'
import type { AccountDefinition, Definition, RoundTripDefinition } from './definitions/definition.ts'
import { growthDefinitions } from './definitions/growth.ts'
import { riskDefinitions } from './definitions/risk.ts'
import { roundTripDefinitions } from './definitions/round-trips.ts'

/** A group of statistics of the account or of round trips. */
export type Section =
  | { readonly title: string; readonly of: 'account'; readonly definitions: readonly AccountDefinition[] }
  | { readonly title: string; readonly of: 'round trips'; readonly definitions: readonly RoundTripDefinition[] }

export const sections: readonly Section[] = [
  { title: 'Growth', of: 'account', definitions: growthDefinitions },
  { title: 'Risk', of: 'account', definitions: riskDefinitions },
  { title: 'Round trips', of: 'round trips', definitions: roundTripDefinitions },
  { title: 'Costs', of: 'account', definitions: costDefinitions },
  { title: 'Buy and hold', of: 'account', definitions: benchmarkDefinitions },
]

/** The twelve figures on top of every report. */
export const keyFigureIds: readonly string[] = [
  'totalReturn',
  'cagr',
  'maxDrawdown',
  'sharpe',
  'sortino',
  'volatility',
  'roundTrips',
  'winRate',
  'profitFactor',
  'expectancy',
  'exposureTime',
  'fees',
]

const byId: ReadonlyMap<string, Definition> = new Map(sections.flatMap((s): readonly Definition[] => s.definitions).map((d) => [d.id, d]))

/** The definition of a statistic that a document names; undefined for an id of another version. */
export function definitionOf(id: string): Definition | undefined {
  return byId.get(id)
}

/** The reference page of all statistics, in Markdown; docs/reference/statistics.md is checked against it. */
export function statisticsReference(): string {
  const lines = [
    '# Statistics',
    '',
    'Every figure of a report, as the report computes it. This page is made from `src/report/definitions`; a test compares them.',
    '',
    'Daily figures use the last equity of each calendar day in UTC; a mark at exactly midnight closes the day before. In a market',
    'that never closes, a day without a mark counts as a return of 0. The opening cash is the base of the first return and the',
    'first peak. The number of days in a year is that of the calendar and is printed with every report. An undefined figure is',
    '`null` with a reason in JSON and `–` in tables. Fractions are shown in per cent.',
  ]
  for (const { title, definitions } of sections) {
    lines.push('', `## ${title}`, '', '| id | name | unit | definition | source |', '|---|---|---|---|---|')
    for (const d of definitions) {
      lines.push(`| \`${d.id}\` | ${d.label} | ${d.unit} | ${d.definition.replaceAll('|', '\\|')} | ${d.source ?? ''} |`)
    }
  }
  return `${lines.join('\n')}\n`
}
