/**
 * Figures of the last half and the last whole year of trading days, as they would have been known on each day: a window holds
 * the returns up to that day and none after it, and there is no figure before a window is full.
 */
import { DAY_MS } from '../model/time.ts'
import type { AccountFacts } from './definitions/definition.ts'
import type { Figure } from './statistics/figure.ts'
import { beta } from './statistics/benchmark-figures.ts'
import { sharpe, sortino, volatility } from './statistics/returns.ts'

/** Rolling figures of one length. */
export interface RollingWindow {
  /** Daily returns in the window. */
  readonly days: number
  readonly columns: readonly ['time', 'sharpe', 'sortino', 'volatility', 'beta']
  /** At most 500, evenly spread; null where a figure is undefined, beta also where the benchmark has no return. */
  readonly points: readonly (readonly (number | null)[])[]
  /** Why there is no point. */
  readonly reason?: string
}

/** Half a year and a year of a market with sessions. */
const WINDOWS = [126, 252] as const
const POINTS_MAX = 500

export function rollingWindows(a: AccountFacts): RollingWindow[] {
  const held = heldReturns(a)
  return WINDOWS.map((days) => {
    const reason = a.noReturns ?? tooFew(days, a.returns.length)
    const points = reason === null ? pointsOf(days, a, held) : []
    return { days, columns: ['time', 'sharpe', 'sortino', 'volatility', 'beta'], points, ...(reason !== null && { reason }) }
  })
}

function tooFew(days: number, count: number): string | null {
  return count < days ? `the window needs ${days} daily returns, there are ${count}` : null
}

function pointsOf(days: number, a: AccountFacts, held: Float64Array | null): (number | null)[][] {
  const { day, returns, excess, periodsPerYear } = a
  const every = Math.ceil((returns.length - days + 1) / POINTS_MAX)
  const points: (number | null)[][] = []
  for (let last = days - 1 + ((returns.length - days) % every); last < returns.length; last += every) {
    const window = (column: Float64Array): Float64Array => column.subarray(last + 1 - days, last + 1)
    const own = window(returns)
    const above = excess === returns ? own : window(excess)
    points.push([
      (day[last]! + 1) * DAY_MS,
      numberOf(sharpe(above, periodsPerYear)),
      numberOf(sortino(above, periodsPerYear)),
      numberOf(volatility(own, periodsPerYear)),
      held === null ? null : numberOf(beta({ account: own, held: window(held) })),
    ])
  }
  return points
}

/** The benchmark's return on each day of the account, NaN where it has none: beta is then not a number, and left out. */
function heldReturns({ day, benchmark }: AccountFacts): Float64Array | null {
  if (benchmark === null) return null
  const held = new Float64Array(day.length)
  // The days of the benchmark are some of the account's, in the same order.
  for (let i = 0, k = 0; i < day.length; i++) held[i] = benchmark.day[k] === day[i] ? benchmark.held[k++]! : NaN
  return held
}

function numberOf(figure: Figure): number | null {
  return typeof figure === 'number' && Number.isFinite(figure) ? figure : null
}
