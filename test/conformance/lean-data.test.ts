/** The LEAN reader against a folder of LEAN's own data: counts, first and last rows, worked examples. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interestRates } from '../../src/adapters/lean/interest-rates.ts'
import { LeanFolder, type LeanSeries } from '../../src/adapters/lean/lean-folder.ts'
import type { LeanRequest } from '../../src/adapters/lean/lean-request.ts'
import { formatMoment, timestamp, type Timestamp } from '../../src/model/time.ts'

const reference = process.env['LOCKSTEP_REFERENCE']
const root = join(reference ?? '', 'data', 'lean', 'Data')

async function series(request: LeanRequest): Promise<LeanSeries> {
  const folder = await LeanFolder.open(root)
  return folder.series(request)
}

/** Open time, prices and volume of a row, from the end for negative numbers. */
function row({ bars }: LeanSeries, at: number): (string | number)[] {
  const i = at < 0 ? bars.length + at : at
  return [formatMoment(bars.time[i] as Timestamp), bars.open[i]!, bars.high[i]!, bars.low[i]!, bars.close[i]!, bars.volume[i]!]
}

function repeatedRows({ repeated }: LeanSeries): number {
  return repeated?.reduce((sum, x) => sum + x, 0) ?? 0
}

const spy: LeanRequest = { type: 'equity', symbol: 'SPY', resolution: 'minute', from: '2013-10-07', to: '2013-10-11' }

describe.runIf(reference !== undefined)('a folder of LEAN data', () => {
  test('SPY by the minute: five whole sessions, printed prices × 0.8646266', async () => {
    const raw = await series({ ...spy, mode: 'raw' })
    const adjusted = await series(spy)
    expect(adjusted.bars.length).toBe(5 * 390)
    expect(repeatedRows(adjusted)).toBe(0)
    expect(adjusted.quarantined.count).toBe(0)
    expect(row(raw, 0)).toEqual(['2013-10-07 13:30', 167.43, 167.52, 167.41, 167.44, 816_453])
    expect(formatMoment(adjusted.bars.time.at(-1) as Timestamp)).toBe('2013-10-11 19:59')
    expect(raw.bars.close.every((close, i) => Math.abs(close * 0.8646266 - adjusted.bars.close[i]!) < 1e-11)).toBe(true)
    expect(adjusted.bars.low[raw.bars.low.indexOf(167.42)]).toBeCloseTo(144.755785372, 10)
    // The ask at which the first fill of LEAN's basic algorithm is.
    expect(adjusted.quotes!.askClose[0]).toBeCloseTo(144.78172417, 10)
  })

  test('SPY before the open, with the spread', async () => {
    const early = await series({ ...spy, to: '2013-10-07', mode: 'raw', extended: true })
    expect(early.bars.length).toBe(16 * 60)
    expect(row(early, 0)).toEqual(['2013-10-07 08:00', 167.41, 167.41, 167.25, 167.27, 3197])
    expect([early.quotes!.bidClose[0], early.quotes!.askClose[0]]).toEqual([167.25, 167.27])
  })

  test('where files end, minutes go on repeating to the last date', async () => {
    const longer = await series({ ...spy, to: '2013-10-15' })
    expect(longer.bars.length).toBe(7 * 390)
    expect(repeatedRows(longer)).toBe(2 * 390)
    expect(longer.source.gaps).toBe(0)
  })

  test('SPY by the second and tick by tick', async () => {
    const seconds = await series({ ...spy, resolution: 'second' })
    expect(seconds.bars.length).toBe(5 * 23_400)
    const ticks = await series({ ...spy, resolution: 'tick' })
    expect([ticks.bars.length, ticks.quarantined.count, ticks.quotes]).toEqual([681_857, 0, undefined])
    const ibm = await series({ ...spy, symbol: 'IBM', resolution: 'tick' })
    expect([ibm.bars.length, repeatedRows(ibm), ibm.quarantined.count]).toEqual([694_763, 568_986, 0])
  })

  test('SPY by the day: each session of 23 years, half days close at 13:00', async () => {
    const daily = await series({ ...spy, resolution: 'daily', from: '1998-01-01', to: '2021-03-31' })
    expect([daily.bars.length, repeatedRows(daily)]).toEqual([5849, 0])
    const at = daily.bars.time.indexOf(timestamp('2013-07-03T13:30Z'))
    expect(formatMoment(daily.closes![at] as Timestamp)).toBe('2013-07-03 17:00')
    expect(formatMoment(daily.bars.time[at + 1] as Timestamp)).toBe('2013-07-05 13:30')
  })

  test("SPY's dividends in cash, the first and the last of eight years", async () => {
    const { actions = [], bars } = await series({ ...spy, resolution: 'daily', from: '1998-01-01', to: '2006-01-01', mode: 'raw' })
    expect(actions).toHaveLength(33)
    expect(actions[0]).toEqual({ kind: 'dividend', time: timestamp('1998-03-20T05:00Z'), amount: 0.31, inPrices: false })
    expect(actions.at(-1)).toEqual({ kind: 'dividend', time: timestamp('2005-12-16T05:00Z'), amount: 0.67, inPrices: false })
    expect(bars.open[0]).toBe(97.31)
  })

  test("AAPL's split of 2014: seven for one", async () => {
    const request: LeanRequest = { ...spy, symbol: 'AAPL', resolution: 'hour', from: '2014-06-05', to: '2014-06-09' }
    const raw = await series({ ...request, mode: 'raw' })
    expect(raw.actions).toEqual([{ kind: 'split', time: timestamp('2014-06-09T04:00Z'), ratio: 0.25 / 0.0357143, inPrices: false }])
    expect(raw.bars.length).toBe(21)
    expect([raw.bars.close[13]! > 600, raw.bars.close[14]! < 100]).toEqual([true, true])
    const adjusted = await series(request)
    expect(Math.abs(adjusted.bars.open[14]! / adjusted.bars.close[13]! - 1)).toBeLessThan(0.02)
    expect(adjusted.bars.volume[13]).toBe(Math.round(raw.bars.volume[13]! / 0.0357143))
  })

  test('SunPower is read under both of its tickers', async () => {
    const hours = await series({ type: 'equity', symbol: 'SPWR', resolution: 'hour' })
    expect(hours.actions?.map(({ kind, time }) => `${formatMoment(time)} ${kind}`)).toEqual([
      '2008-09-30 04:00 rename',
      '2011-11-17 05:00 rename',
    ])
    expect(hours.bars.time.includes(timestamp('2008-09-30T13:00Z'))).toBe(true)
  })

  test('euros open at four in the morning of UTC when New York keeps summer time, and rest over the weekend', async () => {
    const oanda = await series({ type: 'forex', symbol: 'EURUSD', resolution: 'minute', from: '2014-05-01', to: '2014-05-15' })
    expect(row(oanda, 0).slice(0, 2)).toEqual(['2014-05-01 03:59', 1.38702])
    const opens = [...oanda.bars.time].filter((time, i, all) => i > 0 && time - all[i - 1]! > 86_400_000)
    expect(opens.map((time) => formatMoment(time as Timestamp))).toEqual(['2014-05-04 21:03', '2014-05-11 21:03'])
    const daily = await series({ type: 'forex', market: 'fxcm', symbol: 'EURUSD', resolution: 'daily' })
    expect(new Set([...daily.bars.time].map((time) => time % 86_400_000))).toEqual(new Set([5 * 3_600_000]))
  })

  test('of two entries in one archive the one of the date counts', async () => {
    const nifty = await series({ type: 'index', market: 'india', symbol: 'NIFTY50', resolution: 'minute' })
    expect(nifty.bars.length).toBe(4 * 375)
    expect(row(nifty, 0)).toEqual(['2019-01-01 03:45', 10_879.95, 10_885.3, 10_872.3, 10_874.1, 0])
  })

  test('every other kind of market', async () => {
    const lengths = async (request: LeanRequest): Promise<number[]> => {
      const { bars, quarantined, ...rest } = await series({ ...request, fillForward: false })
      return [bars.length, repeatedRows({ bars, quarantined, ...rest }), quarantined.count]
    }
    expect(await lengths({ type: 'crypto', symbol: 'BTCUSD', resolution: 'minute', from: '2018-04-04', to: '2018-04-06' })).toEqual([
      4318, 432, 0,
    ])
    expect(await lengths({ type: 'crypto', market: 'binance', symbol: 'BTCUSDT', resolution: 'hour' })).toEqual([120, 0, 0])
    expect(await lengths({ type: 'cryptofuture', symbol: 'ADAUSDT', resolution: 'minute' })).toEqual([1440, 0, 0])
    expect(await lengths({ type: 'cfd', symbol: 'XAUUSD', resolution: 'minute' })).toEqual([15_050, 0, 0])
    expect(await lengths({ type: 'index', symbol: 'SPX', resolution: 'minute' })).toEqual([1800, 0, 0])
    expect(await lengths({ type: 'future', symbol: 'ES', resolution: 'daily', contract: '201312' })).toEqual([55, 0, 0])
  })

  test('every series of the folder is read, and hardly a row is bad', async () => {
    const folder = await LeanFolder.open(root)
    const wrong: string[] = []
    const listed = await folder.list()
    for (const { type, market, resolution, symbol, to } of listed) {
      if (type === 'future' || resolution === 'tick') continue
      const request: LeanRequest = {
        type,
        market,
        resolution,
        symbol,
        fillForward: false,
        extended: true,
        ...(to !== null && { from: to }),
      }
      const read = await folder.series(request).catch((error: Error) => error.message)
      if (typeof read === 'string' || read.quarantined.count > 0)
        wrong.push(`${type}/${market}/${resolution}/${symbol}: ${typeof read === 'string' ? read : read.quarantined.count}`)
    }
    expect(wrong).toEqual([])
    expect(listed.length).toBeGreaterThan(90)
  })

  test('the rate without risk of October 2013', async () => {
    const rates = await interestRates(root)
    expect([rates.at(timestamp('2013-10-07')), rates.at(timestamp('1998-01-01')), rates.at(timestamp('2023-07-27'))]).toEqual([
      0.0075, 0.0225, 0.055,
    ])
  })
})
