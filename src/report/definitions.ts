/**
 * Every statistic of the report in the order of its table. One row is a name, a unit, a definition and how it is computed;
 * tables, hover texts, the JSON document and docs/reference/statistics.md (tools/print-statistics.ts) are all made from it.
 */
import { benchmarkDefinitions, costDefinitions } from './definitions/costs.ts'
import type { AccountDefinition, Definition, RoundTripDefinition } from './definitions/definition.ts'
import { growthDefinitions } from './definitions/growth.ts'
import { riskDefinitions } from './definitions/risk.ts'
import { robustnessDefinitions } from './definitions/robustness.ts'
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

const byId: ReadonlyMap<string, Definition> = new Map(
  [...robustnessDefinitions, ...sections.flatMap((s): readonly Definition[] => s.definitions)].map((d) => [d.id, d]),
)

/** The definition of a statistic that a document names; undefined for an id of another version. */
export function definitionOf(id: string): Definition | undefined {
  return byId.get(id)
}
