/** How long round trips were held: mean, median and most, in bars and in time, of all, of winners and of losers. */
import type { RoundTrips } from '../round-trips.ts'
import type { Figure } from '../statistics/figure.ts'
import { average, best, middle, ofThose } from '../statistics/round-trip-figures.ts'
import type { RoundTripDefinition } from './definition.ts'

const units = [
  { id: 'bars', label: 'Bars held', unit: 'bars', what: 'bars from entry to exit, both counted', values: (t: RoundTrips) => t.bars },
  { id: 'time', label: 'Time held', unit: 'ms', what: 'time from entry to exit', values: (t: RoundTrips) => t.lastedMs },
] as const

const whose = [
  { id: '', label: '', of: '', sign: 0 },
  { id: 'Win', label: ', winners', of: ', of round trips that won', sign: 1 },
  { id: 'Loss', label: ', losers', of: ', of round trips that lost', sign: -1 },
] as const

const figures = [
  { id: 'Average', word: 'mean', definition: 'Mean', of: average },
  { id: 'Median', word: 'median', definition: 'Median', of: middle },
  { id: 'Max', word: 'most', definition: 'Most', of: best },
] as const

export const durationDefinitions: readonly RoundTripDefinition[] = units.flatMap((unit) =>
  whose.flatMap((who) =>
    figures.map((figure): RoundTripDefinition => ({
      id: `${unit.id}${figure.id}${who.id}`,
      label: `${unit.label}${who.label}, ${figure.word}`,
      unit: unit.unit,
      definition: `${figure.definition} ${unit.what}${who.of}.`,
      value: (t): Figure => (who.sign === 0 ? figure.of(unit.values(t)) : ofThose(t, who.sign, unit.values(t), figure.of)),
    })),
  ),
)
