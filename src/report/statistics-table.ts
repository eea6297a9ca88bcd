/** Runs every definition over the facts: a value, or null with its reason. */
import type { AccountFacts, Definition } from './definitions/definition.ts'
import { growthDefinitions } from './definitions/growth.ts'
import { riskDefinitions } from './definitions/risk.ts'
import { roundTripDefinitions } from './definitions/round-trips.ts'
import { sections } from './definitions.ts'
import type { ReportDocument, Statistic } from './document.ts'
import type { RoundTrips, Sides } from './round-trips.ts'
import { finite, type Figure } from './statistics/figure.ts'

/** @param cut why figures of round trips are unknown although there are some; null when they are known */
export function statisticsTable(account: AccountFacts, sides: Sides, cut: string | null): ReportDocument['statistics'] {
  const ofTrips = (trips: RoundTrips): Statistic[] => roundTripDefinitions.map((d) => entry(d, cut ?? d.value(trips)))
  const both = ofTrips(sides.all)
  const ofSide = (trips: RoundTrips): Statistic[] => (trips === sides.all ? both : ofTrips(trips))
  const all = sections.flatMap((s) =>
    s.of === 'round trips' ? both : s.definitions.map((d) => entry(d, d.value(account), d.note?.(account))),
  )
  return { all, long: ofSide(sides.long), short: ofSide(sides.short), benchmark: ofBenchmark(account) }
}

/** Growth and risk of the holding: what it has in common with an account. */
function ofBenchmark({ benchmark }: AccountFacts): Statistic[] {
  if (benchmark === null) return []
  return [...growthDefinitions, ...riskDefinitions]
    .filter((d) => d.ownOnly !== true)
    .map((d) => entry(d, d.value(benchmark.facts), d.note?.(benchmark.facts)))
}

/** A figure under its definition's name; none that JSON cannot hold. */
export function entry(
  { id, label, unit }: Pick<Definition, 'id' | 'label' | 'unit'>,
  figure: Figure,
  note: string | null = null,
): Statistic {
  const value = typeof figure === 'number' ? finite(figure) : figure
  if (typeof value === 'string') return { id, label, unit, value: null, reason: value }
  // JSON has no -0: adding 0 makes it 0.
  const stated = { id, label, unit, value: value + 0 }
  return note === null ? stated : { ...stated, note }
}
