/**
 * How much of a run may be chance: intervals of its key figures, bands of equity and drawdowns over resampled days and
 * shuffled round trips, and how sure the Sharpe ratio is.
 */
import { robustnessDefinitions } from './definitions/robustness.ts'
import { dailyRate, type AccountFacts } from './definitions/definition.ts'
import type { Bands, Interval, Robustness } from './document.ts'
import { resampledPaths, type ResampledPaths } from './robustness/resampled-paths.ts'
import type { Trials } from './robustness/sharpe-inference.ts'
import { shuffledTrips } from './robustness/shuffled-trips.ts'
import { automaticBlockLength } from './robustness/stationary-bootstrap.ts'
import { entry } from './statistics-table.ts'
import { quantile } from './statistics/moments.ts'
import { cagr, sharpe } from './statistics/returns.ts'
import { maxDrawdown } from './statistics/underwater.ts'
import type { Figure } from './statistics/figure.ts'

export interface RobustnessOptions {
  /** Paths of either kind; 500 unless given. */
  readonly paths?: number
  /** That of the run unless given. */
  readonly seed?: number
  /** What was tried before this run was chosen: adds the deflated Sharpe ratio. */
  readonly trials?: Trials
}

const PATHS = 500
const RETURNS_MIN = 30
/** Paths × (days + round trips): beyond it there are fewer paths, and none below ten. */
const WORK_MAX = 10_000_000
const PATHS_MIN = 10
const CONFIDENCE = 0.95
const DRAWDOWN_QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const
const NO_BANDS: Bands = { columns: [], points: [] }

/** @param net profits of the round trips, money */
export function robustnessOf(a: AccountFacts, net: Float64Array, { paths = PATHS, seed = 0, trials }: RobustnessOptions): Robustness {
  const steps = a.returns.length + net.length
  const count = Math.min(paths, Math.max(PATHS_MIN, Math.floor(WORK_MAX / steps)))
  const reason = reasonAgainst(a, steps)
  const figures = robustnessDefinitions
    .filter(({ id }) => id !== 'deflatedSharpe' || trials !== undefined)
    .map((d) => entry(d, d.value({ account: a, trials })))
  const base = { reason, seed, figures }
  if (reason !== null) {
    return { ...base, paths: 0, blockDays: 0, intervals: [], resampled: NO_BANDS, shuffled: NO_BANDS, drawdowns: [] }
  }
  const blockLength = automaticBlockLength(a.returns)
  const days = resampledPaths(a.returns, { opening: a.opening, paths: count, blockLength, seed })
  const trips = net.length < 2 ? null : shuffledTrips(net, { opening: a.opening, paths: count, seed })
  return {
    ...base,
    paths: count,
    blockDays: blockLength,
    intervals: intervalsOf(a, days),
    resampled: days.bands,
    shuffled: trips?.bands ?? NO_BANDS,
    drawdowns: DRAWDOWN_QUANTILES.map((q) => ({
      quantile: q,
      resampled: quantile(days.drawdown, q),
      shuffled: trips === null ? null : quantile(trips.drawdown, q),
    })),
  }
}

function reasonAgainst({ noReturns, returns }: AccountFacts, steps: number): string | null {
  if (noReturns !== null) return noReturns
  if (returns.length < RETURNS_MIN) return `there are fewer than ${RETURNS_MIN} daily returns`
  return steps * PATHS_MIN > WORK_MAX ? `there are more than ${WORK_MAX / PATHS_MIN} days and round trips` : null
}

/** Percentile intervals of the bootstrap (Efron 1979); none of a figure that no path has. */
function intervalsOf(a: AccountFacts, paths: ResampledPaths): Interval[] {
  const rate = dailyRate(a)
  const year = Math.sqrt(a.periodsPerYear)
  const growth = paths.growth.map((g) => g ** (1 / a.years) - 1)
  const ratios = paths.mean.map((m, i) => ((m - rate) / paths.deviation[i]!) * year)
  const depth = maxDrawdown(a.equity, a.opening)
  return [
    ...interval({ id: 'cagr', label: 'CAGR', unit: 'fraction' }, cagr(a), growth),
    ...interval({ id: 'sharpe', label: 'Sharpe ratio', unit: 'ratio' }, sharpe(a.excess, a.periodsPerYear), ratios),
    ...interval({ id: 'maxDrawdown', label: 'Max. drawdown, days', unit: 'fraction' }, depth, paths.drawdown),
  ]
}

function interval(of: Pick<Interval, 'id' | 'label' | 'unit'>, figure: Figure, values: Float64Array): Interval[] {
  const known = values.filter(Number.isFinite)
  if (known.length === 0 || typeof figure === 'string') return []
  const tail = (1 - CONFIDENCE) / 2
  return [{ ...of, value: figure, low: quantile(known, tail), high: quantile(known, 1 - tail), confidence: CONFIDENCE }]
}
