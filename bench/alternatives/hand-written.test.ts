/** The loops written by hand trade exactly as the engine does: without that their times would compare nothing. */
import { backtest, feeBps } from 'lockstep'
import { expect, test } from 'vitest'
import { generateBars, seriesOf } from '../bars.ts'
import brackets from '../brackets.ts'
import { assertSameOutcome } from '../equal.ts'
import smaCross from '../sma-cross.ts'
import { bracketing, crossing, paramsOf } from '../terms.ts'
import { handBrackets } from './hand-brackets.ts'
import { handSmaCross } from './hand-sma-cross.ts'

const BARS = 20_000

test('the crossing of averages gives the same fills and the same equity', () => {
  const bars = generateBars({ length: BARS, seed: 3 })
  const report = backtest(smaCross, {
    data: seriesOf('FUTURE', bars),
    params: paramsOf(crossing),
    cash: crossing.cash,
    fees: feeBps(crossing.feeBps),
    full: true,
  })
  const hand = handSmaCross(bars, crossing)
  assertSameOutcome(report, hand)
  expect(fillsOf(report)).toEqual(logged(hand))
  expect(report.roundTrips.count).toBe(hand.trips.count)
  for (const [i, row] of (report.roundTrips.rows ?? []).entries()) {
    const { trips } = hand
    const closes = [trips.entryTime[i]! + MINUTE_MS, trips.exitTime[i]! + MINUTE_MS]
    expect([row.entryTime, row.exitTime, row.gross, row.mae, row.mfe, row.bars]).toEqual([
      ...closes,
      trips.gross[i],
      trips.mae[i],
      trips.mfe[i],
      trips.bars[i],
    ])
    expect(row.fees).toBeCloseTo(trips.fees[i]!, 5)
  }
})

test('brackets on three markets give the same fills and the same equity', () => {
  const markets = [4, 5, 6].map((seed) => generateBars({ length: BARS, seed }))
  const data = markets.map((bars, k) => seriesOf(`MARKET${k}`, bars))
  const report = backtest(brackets, {
    data,
    params: { ...paramsOf(bracketing), markets: 'MARKET0,MARKET1,MARKET2' },
    cash: bracketing.cash,
    fees: feeBps(bracketing.feeBps),
    full: true,
  })
  const hand = handBrackets(markets, bracketing)
  assertSameOutcome(report, hand)
  expect(report.roundTrips.count).toBe(hand.roundTrips)
  // The engine takes the opens of a moment before what happens inside its bars, the loop market by market.
  expect(fillsOf(report).sort(byMoment)).toEqual(logged(hand).sort(byMoment))
})

const MINUTE_MS = 60_000

type Row = readonly [openTime: number, price: number, signedQty: number]

function byMoment(a: Row, b: Row): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

function fillsOf(report: ReturnType<typeof backtest>): Row[] {
  return (report.fills.rows ?? []).map(({ time, price, side, qty }) => [time - MINUTE_MS, price, side === 'buy' ? qty : -qty])
}

function logged({ fills, log }: Pick<ReturnType<typeof handSmaCross>, 'fills' | 'log'>): Row[] {
  return Array.from({ length: fills }, (_, i) => [log.time[i]!, log.price[i]!, log.qty[i]!])
}
