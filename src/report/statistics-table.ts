/** Runs every definition over the facts: a value, or null with its reason. */
import type { AccountFacts, Definition } from './definitions/definition.ts'
import { roundTripDefinitions } from './definitions/round-trips.ts'
import { sections } from './definitions.ts'
import type { ReportDocument, Statistic } from './document.ts'
import type { RoundTrips } from './round-trips.ts'
import { finite, type Figure } from './statistics/figure.ts'

export interface Sides {
  readonly all: RoundTrips
  readonly long: RoundTrips
  readonly short: RoundTrips
}

/** @param cut why figures of round trips are unknown although there are some; null when they are known */
export function statisticsTable(account: AccountFacts, sides: Sides, cut: string | null): ReportDocument['statistics'] {
  const ofTrips = (trips: RoundTrips): Statistic[] => roundTripDefinitions.map((d) => entry(d, cut ?? d.value(trips), null))
  const all = sections.flatMap((s) =>
    s.of === 'round trips' ? ofTrips(sides.all) : s.definitions.map((d) => entry(d, d.value(account), d.note?.(account) ?? null)),
  )
  return { all, long: ofTrips(sides.long), short: ofTrips(sides.short) }
}

function entry({ id, label, unit }: Definition, figure: Figure, note: string | null): Statistic {
  const value = typeof figure === 'number' ? finite(figure) : figure
  if (typeof value === 'string') return { id, label, unit, value: null, reason: value }
  // JSON has no -0: adding 0 makes it 0.
  const stated = { id, label, unit, value: value + 0 }
  return note === null ? stated : { ...stated, note }
}
