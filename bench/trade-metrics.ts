/** What quantpipe says of its trades, in multiples of risk: one pass over the columns. */
import type { Trades } from 'lockstep'

export interface TradeMetrics {
  readonly count: number
  readonly winRate: number
  /** Mean of R, also called expectancy. */
  readonly average: number
  readonly sharpe: number
  readonly sortino: number
  readonly profitFactor: number
  /** Deepest fall of the sum of R. */
  readonly drawdown: number
  readonly longestLosing: number
  readonly barsMean: number
}

export function metricsOf({ r, bars, length }: Trades): TradeMetrics {
  let sum = 0
  let squares = 0
  let downside = 0
  let won = 0
  let lost = 0
  let wins = 0
  let held = 0
  let peak = 0
  let drawdown = 0
  let losing = 0
  let longestLosing = 0
  for (let i = 0; i < length; i++) {
    const x = r[i]!
    sum += x
    squares += x * x
    held += bars[i]!
    peak = Math.max(peak, sum)
    drawdown = Math.max(drawdown, peak - sum)
    if (x > 0) {
      wins++
      won += x
      losing = 0
    } else {
      lost -= x
      downside += x * x
      longestLosing = Math.max(longestLosing, ++losing)
    }
  }
  const average = sum / length
  return {
    count: length,
    winRate: wins / length,
    average,
    sharpe: average / Math.sqrt(squares / length - average * average),
    sortino: average / Math.sqrt(downside / length),
    profitFactor: won / lost,
    drawdown,
    longestLosing,
    barsMean: held / length,
  }
}
