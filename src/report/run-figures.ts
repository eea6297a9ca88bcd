/** The figures of a run alone, for whoever makes many runs and reads no report of each. */
import { moneyOf } from '../model/instrument.ts'
import { accountFacts } from './account-facts.ts'
import type { Statistic } from './document.ts'
import { ROUND_TRIPS_MAX, type Annualisation, type Folded } from './report-tap.ts'
import { roundTripsOf, type RoundTrips } from './round-trips.ts'
import { statisticsTable } from './statistics-table.ts'

export interface RunFigures {
  /** As in the table of a report, without those that a benchmark is needed for. */
  readonly statistics: readonly Statistic[]
  /** Days since 1970-01-01 that have a mark, and the last equity of each; before the first, the account has its opening cash. */
  readonly day: Float64Array
  readonly equity: Float64Array
  readonly opening: number
}

export function runFigures(f: Folded, annualisation: Annualisation): RunFigures {
  const account = accountFacts(f, annualisation, null, 0)
  const names = { instruments: f.info.instruments, currency: f.info.currency, tags: f.end.tags, parts: f.info.strategy.parts }
  const stops = f.firstStops.byTrip()
  const trips = (side: 0 | 1 | -1): RoundTrips => roundTripsOf(f.roundTrips, side, { ...names, stops })
  const cut = f.roundTrips.count > f.roundTrips.kept ? `there are more than ${ROUND_TRIPS_MAX} round trips` : null
  const all = trips(0)
  // Sides are not asked for: those of all stand in for them and are not read.
  const { all: statistics } = statisticsTable(account, { all, long: all, short: all }, cut)
  return { statistics, ...f.daily.marked(), opening: moneyOf(f.info.currency, f.info.cash) }
}
