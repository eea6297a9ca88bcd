import { expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { timestamp } from '../model/time.ts'
import { feeScheduleOf, feeSchedules } from './fee-schedules.ts'
import { feeBps, feePerOrder, type Fee, type FeeQuestion } from './fees.ts'
import { taxBps, taxedFees } from './fees-on-fees.ts'
import { feeByDate, feeByVolume, feesByInstrument } from './fees-tiers.ts'
import { FillCosts } from './fill-costs.ts'
import { sumOfSlippage } from './slippage.ts'

const share = createInstrument({ id: 'SHARE', lot: 1 })
const coin = createInstrument({ id: 'BTCUSD', lot: 0.00001 })
const rupees = createInstrument({ id: 'INFY', lot: 1, tick: 0.05, currency: 'INR' })

/** The fee in money of an order that fills at once: so many lots at so many ticks. */
function charged(fee: Fee, { lots = 100, ticks = 1000, instrument = share, ...rest }: Partial<FeeQuestion> = {}): number {
  const costs = costsOf(fee, instrument)
  costs.about(0, rest.side ?? 1)
  Object.assign(costs.fee, rest, { lots, ticks, orderLots: lots })
  costs.fee.notional = Math.round(
    (lots * ticks * instrument.tickStep * instrument.lotStep * 1e6) / 10 ** (instrument.priceDecimals + instrument.qtyDecimals),
  )
  return costs.charge() / 1e6
}

function costsOf(fee: Fee, instrument = share): FillCosts {
  return new FillCosts([instrument], fee, sumOfSlippage([]))
}

test('every schedule has a name of its own and says where it is from', () => {
  expect(new Set(feeSchedules.map(({ name }) => name)).size).toBe(feeSchedules.length)
  for (const { name, says, source, asOf } of feeSchedules) {
    expect(feeScheduleOf(name).name).toBe(name)
    expect([says.endsWith('.'), source.length > 10, /^20\d\d-[01]\d$/.test(asOf)]).toEqual([true, true, true])
  }
})

test('a name that is none is answered with the nearest', () => {
  expect(() => feeScheduleOf('binance-spott')).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', message: expect.stringContaining('did you mean binance-spot?') as string }),
  )
})

const june2018 = timestamp('2018-06-01')
const april2019 = timestamp('2019-04-01')
const july2024 = timestamp('2024-07-01')

test.each([
  // LEAN's own results: 688 SPY at 144.78 cost 3.44.
  ['lean-interactive-brokers-us', { lots: 688, ticks: 14_478 }, 3.44],
  ['lean-interactive-brokers-us', { lots: 100, ticks: 14_478 }, 1],
  ['lean-interactive-brokers-us', { lots: 1000, ticks: 25 }, 1.25],
  ['lean-interactive-brokers-us', { lots: 688, ticks: 14_478, last: false }, 0],
  // Interactive Brokers' own examples for fixed pricing.
  ['interactive-brokers-us', { lots: 100, ticks: 2500 }, 1],
  ['interactive-brokers-us', { lots: 1000, ticks: 2500 }, 5],
  ['interactive-brokers-us', { lots: 1000, ticks: 25 }, 2.5],
  ['interactive-brokers-us', { lots: 10, ticks: 20 }, 0.02],
  ['lean-india', { lots: 100, ticks: 30_000, instrument: rupees }, 6],
  ['lean-india', { lots: 1000, ticks: 30_000, instrument: rupees }, 10],
  ['lean-coinbase', { lots: 100_000, ticks: 1_000_000, instrument: coin, time: june2018 }, 30],
  ['lean-coinbase', { lots: 100_000, ticks: 1_000_000, instrument: coin, time: june2018, maker: true }, 0],
  ['lean-coinbase', { lots: 100_000, ticks: 1_000_000, instrument: coin, time: april2019 }, 25],
  ['lean-coinbase', { lots: 100_000, ticks: 1_000_000, instrument: coin, time: april2019, maker: true }, 15],
  ['lean-coinbase', { lots: 100_000, ticks: 1_000_000, instrument: coin, time: july2024 }, 80],
  ['lean-coinbase', { lots: 100_000, ticks: 1_000_000, instrument: coin, time: july2024, quotedTicks: 1_100_000 }, 88],
  ['coinbase-advanced', { lots: 100_000, ticks: 1_000_000, instrument: coin, time: july2024, quotedTicks: 1_100_000 }, 80],
  ['coinbase-advanced', { lots: 100_000, ticks: 1_000_000, instrument: coin, time: july2024, maker: true }, 60],
  ['binance-spot', { lots: 100_000, ticks: 1_000_000, instrument: coin }, 10],
  ['binance-spot', { lots: 100_000, ticks: 1_000_000, instrument: coin, side: -1 }, 10],
  ['bitfinex', { lots: 100_000, ticks: 1_000_000, instrument: coin, side: -1, maker: true }, 10],
  ['bitfinex', { lots: 100_000, ticks: 1_000_000, instrument: coin, side: -1 }, 20],
  // 100 × 1,500 = 150,000: brokerage 20 (3 bps would be 45), exchange 4.455, SEBI 0.15, GST 18 % of 24.605, stamp 4.5.
  ['zerodha-equity-intraday', { lots: 100, ticks: 30_000, instrument: rupees }, 33.5339],
  // The same, without the stamp and with STT of 37.5, to the rupee 38.
  ['zerodha-equity-intraday', { lots: 100, ticks: 30_000, instrument: rupees, side: -1 }, 67.0339],
])('%s charges %o %d', (name, given, fee) => {
  expect(charged(feeScheduleOf(name).fee, given)).toBe(fee)
})

test('the first and last instants of a dated fee are told apart to the millisecond', () => {
  const change = timestamp('2019-03-23T01:30Z')
  const { fee } = feeScheduleOf('coinbase-advanced')
  expect([change - 1, change].map((time) => charged(fee, { time }))).toEqual([3, 2.5])
})

test('a tax may be on one side, and rounded as the state does', () => {
  const stt = taxBps({ sells: 2.5, roundTo: 1 })
  expect([1, -1].map((side) => charged(stt, { side, lots: 1000, ticks: 14_000 }))).toEqual([0, 35])
  // 2.5 bps of 2,000 are 0.5, and halves go up; of 1,999 less.
  expect([200_000, 199_900].map((ticks) => charged(stt, { side: -1, lots: 1, ticks }))).toEqual([1, 0])
  expect(charged(taxBps({ buys: 50 }), { lots: 100, ticks: 1000 })).toBe(5)
  expect([stt.label, taxBps({}).label]).toEqual(['2.5 bps on sells to the nearest 1', '0 bps'])
})

test('a tax on fees is on their sum, and not on a rebate', () => {
  const fee = taxedFees([feeBps(10), feePerOrder(1)], 1800)
  expect(charged(fee)).toBe(2.36)
  expect(fee.label).toBe('10 bps + 1 an order, and 18 % on that')
  expect(charged(taxedFees([feeBps(-10)], 1800))).toBe(-1)
})

test('tiers by volume look at what the month traded before', () => {
  const fee = feeByVolume([
    { from: 0, fee: feeBps(10) },
    { from: 1500, fee: feeBps(5) },
  ])
  const costs = costsOf(fee)
  const trade = (iso: string): number => {
    costs.turnTo(timestamp(iso))
    costs.about(0, 1)
    Object.assign(costs.fee, { lots: 100, ticks: 1000, notional: 1000e6, orderLots: 100 })
    const charge = costs.charge()
    costs.count()
    return charge / 1e6
  }
  const days = ['2024-01-10', '2024-01-11', '2024-01-31T23:59Z', '2024-02-01', '2024-02-02', '2024-02-03']
  expect(days.map(trade)).toEqual([1, 1, 0.5, 1, 1, 0.5])
  expect(fee.label).toBe('10 bps; 5 bps from 1500 a month')
})

test('each instrument may have its own fees, also within a sum', () => {
  const byKind = feesByInstrument('by kind', (i) => (i.id === 'SHARE' ? feePerOrder(1) : feeBps(10)))
  const costs = new FillCosts([share, coin], taxedFees([byKind], 1000), sumOfSlippage([]))
  const of = (index: number): number => {
    costs.about(index, 1)
    return costs.estimate(100, 1000e6) / 1e6
  }
  expect([of(0), of(1)]).toEqual([1.1, 1.1])
  costs.about(1, 1)
  expect(costs.estimate(100, 3000e6)).toBe(3.3e6)
})

test('what a buy pays in coin costs no cash, and is worth its lots at the price', () => {
  const costs = costsOf(feeScheduleOf('binance-spot').fee, coin)
  costs.about(0, 1)
  expect(costs.estimate(100_000, 10_000e6)).toBe(0)
  expect([costs.worth(100_000, 10_000e6), costs.feeLots]).toEqual([10e6, 100])
  costs.about(0, -1)
  expect([costs.estimate(100_000, 10_000e6), costs.feeLots]).toEqual([10e6, 0])
})

test('a fee in a third currency names it, one in the own currency does not', () => {
  const paidIn = (code: string): string => {
    const costs = costsOf(feeBps({ maker: 7.5, taker: 7.5, paidIn: code }))
    costs.about(0, 1)
    costs.estimate(100, 1000e6)
    return costs.feeCurrency
  }
  expect([paidIn('BNB'), paidIn('USD'), paidIn('quote'), paidIn('base')]).toEqual(['BNB', '', '', ''])
})

test("a caller's rule that gives parts of a unit is a fault that says so", () => {
  const costs = costsOf({ label: 'odd', charge: () => 0.5 })
  costs.about(0, 1)
  expect(() => costs.estimate(1, 1)).toThrow(/a fee in whole ledger units, was 0.5/)
  const slips = new FillCosts([share], feeBps(0), { label: 'odd', ticks: () => -1 })
  slips.about(0, 1)
  expect(() => slips.ticks()).toThrow(/slippage in whole ticks of at least 0, was -1/)
})

test.each([
  ['a negative tax', () => taxBps({ sells: -1 }), /tax of at least 0 basis points, was -1/],
  ['a step of nothing', () => taxBps({ sells: 1, roundTo: NaN }), /step to round a tax to of at least 0, was NaN/],
  ['a tax on a fee in base', () => taxedFees([feeScheduleOf('bitfinex').fee], 1800), /fees in money to tax, was paid in base/],
  ['no tiers', () => feeByDate([]), /begins at the beginning, was no tier/],
  ['dates that begin late', () => feeByDate([{ from: june2018, fee: feeBps(1) }]), /begins at the beginning, was 1527/],
  [
    'dates out of order',
    () => feeByDate([{ fee: feeBps(1) }, { from: july2024, fee: feeBps(1) }, { from: june2018, fee: feeBps(1) }]),
    /order of their dates/,
  ],
  [
    'volumes out of order',
    () =>
      feeByVolume([
        { from: 0, fee: feeBps(1) },
        { from: 0, fee: feeBps(1) },
      ]),
    /order of their volumes, was 0/,
  ],
])('%s is refused, saying what was expected', (_, make, words) => {
  expect(make).toThrow(expect.objectContaining({ code: 'E_CONFIG', message: expect.stringMatching(words) as string }))
})
