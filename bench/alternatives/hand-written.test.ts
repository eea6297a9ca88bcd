/** The loops written by hand trade exactly as the engine does: without that their times would compare nothing. */
import { backtest, feeBps } from 'lockstep'
import { expect, test } from 'vitest'
import { generateBars, seriesOf } from '../bars.ts'
import brackets from '../brackets.ts'
import { dailySeries, generateDays } from '../daily-bars.ts'
import { assertSameOutcome } from '../equal.ts'
import momentum from '../momentum.ts'
import retarget from '../retarget.ts'
import { barsAlone, quotedSeries, sessionMinutes } from '../session-minutes.ts'
import smaCross from '../sma-cross.ts'
import { bracketing, crossing, paramsOf, rotating } from '../terms.ts'
import { handBrackets } from './hand-brackets.ts'
import { handMomentum } from './hand-momentum.ts'
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

test('a monthly rebalance of many markets gives the same fills and the same equity', () => {
  const markets = Array.from({ length: 60 }, (_, k) => generateDays(k + 1))
  const data = markets.map((bars, k) => dailySeries(`S${k}`, bars))
  const terms = { ...rotating, hold: 6 }
  const params = { ...paramsOf(terms), markets: data.length }
  const report = backtest(momentum, { data, params, cash: terms.cash, fees: feeBps(terms.feeBps), full: true })
  const hand = handMomentum(markets, terms)
  assertSameOutcome(report, hand)
  expect(report.roundTrips.count).toBe(hand.roundTrips)
  expect(fillsOf(report, DAY_MS).sort(byMoment)).toEqual(logged(hand).sort(byMoment))
})

test("LEAN's rules on minutes with quotes trade as often as the default ones, and nothing is refused", () => {
  const quoted = quotedSeries('SHARE', sessionMinutes(20), 1)
  const [lean, plain] = [
    backtest(retarget, { data: quoted, params: { markets: 'SHARE' }, preset: 'lean' }),
    backtest(retarget, { data: barsAlone(quoted), params: { markets: 'SHARE' } }),
  ]
  expect([lean.refusals.count, plain.refusals.count]).toEqual([0, 0])
  expect(lean.fills.count).toBeGreaterThan(20)
  expect(Math.abs(lean.fills.count - plain.fills.count)).toBeLessThan(plain.fills.count / 5)
})

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

type Row = readonly [openTime: number, price: number, signedQty: number]

function byMoment(a: Row, b: Row): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

function fillsOf(report: ReturnType<typeof backtest>, barMs = MINUTE_MS): Row[] {
  return (report.fills.rows ?? []).map(({ time, price, side, qty }) => [time - barMs, price, side === 'buy' ? qty : -qty])
}

function logged({ fills, log }: Pick<ReturnType<typeof handSmaCross>, 'fills' | 'log'>): Row[] {
  return Array.from({ length: fills }, (_, i) => [log.time[i]!, log.price[i]!, log.qty[i]!])
}
