/**
 * Statistics by themselves, as `lockstep/stats`: pure functions over daily returns and profits of round trips, other tools'
 * conventions, and how much may be chance. A `Figure` is a number, or the sentence that says why there is none.
 */
export { conventionNames, conventionOf, conventions } from './report/conventions.ts'
export { conventionFigures, type Convention, type ConventionDefinition, type ConventionFacts } from './report/conventions/convention.ts'
export * as empyrical from './report/conventions/empyrical/functions.ts'
export { factsOfReturns, type ReturnSeries } from './report/daily-facts.ts'
export type { AccountFacts, BenchmarkFacts, Definition, Unit } from './report/definitions/definition.ts'
export { definitionOf, sections } from './report/definitions.ts'
export type { Bands, ConventionFigure, Interval, Robustness, Statistic } from './report/document.ts'
export { robustnessOf, type RobustnessOptions } from './report/robustness.ts'
export { overfitting, type Overfitting } from './report/robustness/backtest-overfitting.ts'
export { resampledPaths, type ResampledPaths, type ResampleOptions } from './report/robustness/resampled-paths.ts'
export {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  probabilityAbove,
  sharpeEstimate,
  trialsOf,
  type SharpeEstimate,
  type Trials,
} from './report/robustness/sharpe-inference.ts'
export { shuffledTrips, type ShuffledTrips, type ShuffleOptions } from './report/robustness/shuffled-trips.ts'
export { automaticBlockLength, drawRows } from './report/robustness/stationary-bootstrap.ts'
export { superiorAbility, type SuperiorAbility, type SuperiorAbilityOptions } from './report/robustness/superior-ability.ts'
export { roundTripsFrom, type RoundTrips, type TripList } from './report/round-trips.ts'
export * from './report/statistics/benchmark-figures.ts'
export type { Figure } from './report/statistics/figure.ts'
export * from './report/statistics/moments.ts'
export * from './report/statistics/monthly-returns.ts'
export { normalDistribution, normalQuantile } from './report/statistics/normal.ts'
export * from './report/statistics/returns.ts'
export * as roundTrips from './report/statistics/round-trip-figures.ts'
export * from './report/statistics/underwater.ts'
