/**
 * One function for the rules of a run, written as text and compiled: nothing of it asks what the rules are, and a trade is a dozen locals. It
 * knows a stop, a target, fees by basis points and one position at a time, and takes prices to be on ticks; the simulator knows the rest too.
 */
import type { Bars, TradeEntries, Trades } from 'lockstep'
import { emptyTrades } from '../../src/batch/trade-block.ts'
import type { Contest } from './contest.ts'
import { exitJob, FEE_BPS, sumOf, tradesOf } from './exit-job.ts'

const STOP = 16
const TARGET = 24
const UNITS = 1e6

export function contest(bars: Bars): Contest {
  const job = exitJob(bars, STOP, TARGET)
  const simulate = generate({ feeBps: FEE_BPS, hasTarget: true })
  return {
    lost: () => sumOf(simulate(bars, job.entries)),
    won: () => sumOf(tradesOf(job)),
    comparedTo: 'the simulator, whose rules are values',
  }
}

type Simulate = (bars: Bars, entries: TradeEntries) => Trades

function generate({ feeBps, hasTarget }: { readonly feeBps: number; readonly hasTarget: boolean }): Simulate {
  const fee = (price: string): string => (feeBps > 0 ? `Math.round(${price} * ${UNITS * feeBps} / 10000)` : '0')
  const side = (isLong: boolean): string => {
    const [falls, rises] = isLong ? ['<=', '>='] : ['>=', '<=']
    const [worst, best] = isLong ? ['low', 'high'] : ['high', 'low']
    const atOpen = hasTarget ? `if (open[i] ${rises} target) { price = open[i]; reason = 4; break }` : ''
    const within = hasTarget
      ? `if (${best}[i] ${rises} target) { price = open[i] ${rises} target ? open[i] : target; reason = 4; break }`
      : ''
    return `for (; i < length; i++) {
      if (${worst}[i] ${falls} stop) {
        ${atOpen}
        price = open[i] ${falls} stop ? open[i] : stop; reason = 1; break
      }
      ${within}
    }`
  }
  const text = `
    const { time, open, high, low, close, length } = bars
    const t = empty(entries.length)
    let count = 0, busy = -1
    for (let k = 0; k < entries.length; k++) {
      const row = entries.row[k]
      if (row < busy || row + 1 >= length) continue
      const side = entries.side[k], stop = entries.stop[k], target = ${hasTarget ? 'entries.target[k]' : 'NaN'}
      if (!(side * (close[row] - stop) > 0)${hasTarget ? ' || !(side * (target - close[row]) > 0)' : ''}) continue
      const entry = open[row + 1]
      let i = row + 1, price = close[length - 1], reason = 7
      if (side > 0) { ${side(true)} } else { ${side(false)} }
      if (i === length) i = length - 1
      busy = reason === 7 ? Infinity : i
      const fees = ${fee('entry')} + ${fee('price')}
      const net = side * (price - entry) * ${UNITS} - fees
      t.entry[count] = k; t.side[count] = side; t.qty[count] = 1
      t.entryRow[count] = row + 1; t.entryTime[count] = time[row + 1]; t.entryPrice[count] = entry
      t.exitRow[count] = i; t.exitTime[count] = time[i]; t.exitPrice[count] = price
      t.reason[count] = reason; t.bars[count] = i - row
      t.fees[count] = fees / ${UNITS}; t.pnl[count] = net / ${UNITS}; t.r[count] = net / (side * (entry - stop) * ${UNITS})
      t.mae[count] = NaN; t.mfe[count++] = NaN
    }
    t.length = count
    return t`
  // Code from text is what is measured here; every word of it is from this file.
  // oxlint-disable-next-line typescript/no-implied-eval
  const made = new Function('bars', 'entries', 'empty', text) as (bars: Bars, entries: TradeEntries, empty: typeof emptyTrades) => Trades
  return (bars, entries) => made(bars, entries, emptyTrades)
}
