/** Series of small LEAN folders, whose every row can be checked by eye. */
import { describe, expect, test } from 'vitest'
import { LeanFolder, type LeanSeries } from '../../src/adapters/lean/lean-folder.ts'
import type { LeanRequest } from '../../src/adapters/lean/lean-request.ts'
import { calendarOf } from '../../src/calendar/calendars.ts'
import { LockstepError } from '../../src/base/error.ts'
import { lotSize, tickSize } from '../../src/model/instrument.ts'
import { formatMoment, type Timestamp } from '../../src/model/time.ts'
import { tinyFolder, type FolderFiles } from './tiny-folder.ts'

const spy: LeanRequest = { type: 'equity', symbol: 'SPY', resolution: 'minute', mode: 'raw' }

async function read(files: FolderFiles, request: LeanRequest): Promise<LeanSeries> {
  const folder = await LeanFolder.open(await tinyFolder(files))
  return folder.series(request)
}

async function refusal(files: FolderFiles, request: LeanRequest): Promise<string> {
  const error = await read(files, request).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(LockstepError)
  const { code, message } = error as LockstepError
  return `${code}: ${message}`
}

/** One line a row: open time, the bar, `repeated`, closes of bid and ask. */
function table({ bars, quotes, repeated, closes }: LeanSeries): string[] {
  return Array.from({ length: bars.length }, (_, i) => {
    const time = formatMoment(bars.time[i] as Timestamp)
    const close = closes === undefined ? '' : ` to ${formatMoment(closes[i] as Timestamp)}`
    const bar = [bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]].join(' ')
    const quote = quotes === undefined ? '' : ` ${quotes.bidClose[i]}/${quotes.askClose[i]}`
    return `${time}${close} ${bar}${repeated?.[i] === 1 ? ' repeated' : ''}${quote}`
  })
}

describe('rows', () => {
  test('minutes of trades and quotes are one row each, within regular hours, in UTC', async () => {
    const series = await read(
      {
        'equity/usa/minute/spy/20131007_trade.zip': {
          '20131007_spy_minute_trade.csv':
            '14400000,1,1,1,1,1\n34200000,1674100,1674900,1674000,1674200,300\n34320000,1674500,1674500,1674500,1674500,100\n57600000,1,1,1,1,1\n',
        },
        'equity/usa/minute/spy/20131007_quote.zip': {
          '20131007_spy_minute_quote.csv':
            '34200000,1674100,1674100,1674000,1674100,5,1674200,1674300,1674200,1674300,7\n34260000,,,,,,1674400,1674400,1674400,1674400,9\n',
        },
      },
      { ...spy, fillForward: false },
    )
    expect(table(series)).toEqual([
      '2013-10-07 13:30 167.41 167.49 167.4 167.42 300 167.41/167.43',
      '2013-10-07 13:31 167.42 167.42 167.42 167.42 0 repeated NaN/167.44',
      '2013-10-07 13:32 167.45 167.45 167.45 167.45 100 NaN/NaN',
    ])
    expect(series.instrument).toMatchObject({ id: 'SPY', kind: 'equity', calendar: 'lean:Equity-usa-[*]', currency: { code: 'USD' } })
    expect([tickSize(series.instrument), lotSize(series.instrument)]).toEqual([0.0001, 1])
    expect(series.timeframe).toEqual({ label: '1m', ms: 60_000, months: 0 })
    expect(series.source).toMatchObject({ name: 'lean equity/usa/minute/SPY raw', gaps: 0 })
    expect(series.actions).toBeUndefined()
  })

  test('extended hours are a calendar of their own', async () => {
    const files = {
      'equity/usa/minute/spy/20131007_trade.zip': {
        'a.csv': '14400000,10000,10000,10000,10000,1\n71940000,20000,20000,20000,20000,1\n72000000,1,1,1,1,1\n',
      },
    }
    const series = await read(files, { ...spy, extended: true, fillForward: false })
    expect(table(series)).toEqual(['2013-10-07 08:00 1 1 1 1 1', '2013-10-07 23:59 2 2 2 2 1'])
    expect(series.instrument.calendar).toBe('lean:Equity-usa-[*]+extended')
    expect(calendarOf(series.instrument.calendar).isOpen(Date.UTC(2013, 9, 7, 8))).toBe(true)
  })

  test('missing periods repeat the last close, over the night and up to the last date', async () => {
    const files = {
      'equity/usa/hour/spy.zip': {
        'spy.csv':
          '20130703 11:00,10000,10000,10000,10000,1\n20130705 09:00,20000,20000,20000,20000,1\n20130705 11:00,30000,30000,30000,30000,1\n',
      },
    }
    const series = await read(files, { ...spy, resolution: 'hour', to: '2013-07-08' })
    // The third closes at 13:00, the fourth is a holiday, the fifth a Friday.
    expect(table(series)).toHaveLength(16)
    expect(table(series).slice(0, 5)).toEqual([
      '2013-07-03 15:00 1 1 1 1 1',
      '2013-07-03 16:00 1 1 1 1 0 repeated',
      '2013-07-05 13:00 2 2 2 2 1',
      '2013-07-05 14:00 2 2 2 2 0 repeated',
      '2013-07-05 15:00 3 3 3 3 1',
    ])
    expect(table(series).at(-1)).toBe('2013-07-08 19:00 3 3 3 3 0 repeated')
    expect(series.source.gaps).toBe(2)
  })

  test('daily bars open and close with their session, early closes too; days without one are left out', async () => {
    const rows = ['20130703 00:00', '20130704 00:00', '20130705 00:00'].map((stamp) => `${stamp},10000,20000,10000,20000,5\n`).join('')
    const series = await read({ 'equity/usa/daily/spy.zip': { 'spy.csv': rows } }, { ...spy, resolution: 'daily', to: '2013-07-08' })
    expect(table(series)).toEqual([
      '2013-07-03 13:30 to 2013-07-03 17:00 1 2 1 2 5',
      '2013-07-05 13:30 to 2013-07-05 20:00 1 2 1 2 5',
      '2013-07-08 13:30 to 2013-07-08 20:00 2 2 2 2 0 repeated',
    ])
  })

  test('forex bars are the middle of bid and ask, of one where the other is missing; days run from midnight of the data', async () => {
    const files = {
      'forex/oanda/daily/eurusd.zip': {
        'eurusd.csv':
          '20140501 00:00,1.2,1.5,1.1,1.3,0,1.4,1.7,1.3,1.5,0\n20140502 00:00,1.2,1.5,1.1,1.3,0,,,,,\n20140503 00:00,1,1,1,1,0,1,1,1,1,0\n',
      },
    }
    const series = await read(files, { type: 'forex', symbol: 'eurusd', resolution: 'daily' })
    expect(table(series)).toEqual([
      '2014-05-01 1.2999999999999998 1.6 1.2000000000000002 1.4 0 1.3/1.5',
      '2014-05-02 1.2 1.5 1.1 1.3 0 1.3/NaN',
    ])
    expect(series.instrument).toMatchObject({ id: 'EURUSD', kind: 'forex', baseCurrency: 'EUR', calendar: 'lean:Forex-oanda-[*]' })
  })

  test('a bar belongs to the days asked for by when it closes, in the zone of the exchange', async () => {
    const rows = [10_740_000, 14_340_000, 14_400_000].map((ms) => `${ms},1,1,1,1,0,1,1,1,1,0\n`).join('')
    const day = (date: string): FolderFiles => ({ [`forex/oanda/minute/eurusd/${date}_quote.zip`]: { 'x.csv': rows } })
    const request: LeanRequest = {
      type: 'forex',
      symbol: 'EURUSD',
      resolution: 'minute',
      from: '2014-05-01',
      to: '2014-05-01',
      fillForward: false,
    }
    const series = await read({ ...day('20140430'), ...day('20140501'), ...day('20140502') }, request)
    // Midnight in New York is 04:00 in UTC.
    expect(table(series).map((row) => row.slice(0, 16))).toEqual(['2014-05-01 03:59', '2014-05-01 04:00', '2014-05-02 02:59'])
  })

  test('crypto keeps fractions of volume, and bases its prices on trades', async () => {
    const files = {
      'crypto/coinbase/minute/btcusd/20180404_trade.zip': {
        '20180404_btcusd_minute_trade.csv': '0,7424.91,7424.91,7422,7422,7.14319709\n',
      },
      'crypto/coinbase/minute/btcusd/20180404_quote.zip': {
        '20180404_btcusd_minute_quote.csv': '0,7424.9,7424.9,7421.9,7421.9,1,7424.91,7424.91,7422,7422,1\n',
      },
    }
    const series = await read(files, { type: 'crypto', symbol: 'BTCUSD', resolution: 'minute' })
    expect(table(series)).toEqual(['2018-04-04 7424.91 7424.91 7422 7422 7.14319709 7421.9/7422'])
    expect(series.instrument).toMatchObject({ kind: 'crypto', baseCurrency: 'BTC', minQty: 0.0001 })
  })

  test('ticks: each print is a row, one side leaves the other, suspicious ones are left out', async () => {
    const series = await read(
      {
        'equity/usa/tick/spy/20131007_trade.zip': {
          '20131007_spy_Trade_Tick.csv':
            '34200009.367,1674100,100,P,20002000,0\n34200010,9990000,100,P,0,1\n34200020,1674200,50,Q,0,0\n34200020,1674300,60,Q,0,0\n',
        },
        'equity/usa/tick/spy/20131007_quote.zip': {
          '20131007_spy_Quote_Tick.csv':
            '34200005,0,0,1674200,100,Q,1,0\n34200015,1674000,200,0,0,P,1,0\n34200020,1674100,200,1674300,1,P,1,0\n',
        },
      },
      { ...spy, resolution: 'tick' },
    )
    expect(series.timeframe).toEqual({ label: 'tick', ms: 0, months: 0 })
    expect(table(series).map((row) => row.slice(17))).toEqual(
      [
        '13:30:00 167.42 167.42 167.42 167.42 0 repeated NaN/167.42',
        '13:30:00 167.41 167.41 167.41 167.41 100 NaN/NaN',
        '13:30:00 167.41 167.41 167.41 167.41 0 repeated 167.4/167.42',
        '13:30:00 167.41 167.41 167.41 167.41 0 repeated 167.41/167.43',
        '13:30:00 167.42 167.42 167.42 167.42 50 NaN/NaN',
        '13:30:00 167.43 167.43 167.43 167.43 60 NaN/NaN',
      ].map((row) => row.slice(6)),
    )
    expect([...series.bars.time].map((time) => time % 1000)).toEqual([5, 9, 15, 20, 20, 20])
  })
})

describe('corporate actions', () => {
  const files: FolderFiles = {
    'equity/usa/daily/old.zip': {
      'old.csv': '20130701 00:00,100000,100000,100000,100000,70\n20130702 00:00,120000,120000,120000,120000,71\n',
    },
    'equity/usa/daily/new.zip': {
      'new.csv':
        '20130702 00:00,1,1,1,1,1\n20130703 00:00,60000,60000,60000,60000,142\n20130705 00:00,60000,60000,60000,60000,10\n20130708 00:00,50000,50000,50000,50000,10\n',
    },
    'equity/usa/map_files/new.csv': '20130628,old,N\n20130702,old,N\n20130708,new,N\n',
    'equity/usa/factor_files/new.csv': '20130628,0.8,0.5,1\n20130702,0.8,0.5,12\n20130703,0.8,1,6\n20130705,1,1,6\n20501231,1,1,0\n',
  }
  const request: LeanRequest = { type: 'equity', symbol: 'NEW', resolution: 'daily', to: '2013-07-09' }
  const prices = async (mode: NonNullable<LeanRequest['mode']>): Promise<[number[], number[]]> => {
    const { bars } = await read(files, { ...request, mode })
    return [[...bars.close].map((x) => Math.round(x * 1e6) / 1e6), [...bars.volume]]
  }

  test('prices and volumes follow the factors of each day, from the file of the ticker that day', async () => {
    expect(await prices('raw')).toEqual([
      [10, 12, 6, 6, 5],
      [70, 71, 142, 10, 10],
    ])
    expect(await prices('split-adjusted')).toEqual([
      [5, 6, 6, 6, 5],
      [140, 142, 142, 10, 10],
    ])
    expect(await prices('adjusted')).toEqual([
      [4, 4.8, 4.8, 6, 5],
      [140, 142, 142, 10, 10],
    ])
    // 1.20 was paid on 5 July.
    expect(await prices('total-return')).toEqual([
      [5, 6, 6, 7.2, 6.2],
      [140, 142, 142, 10, 10],
    ])
  })

  test('splits, dividends, renames and the delisting are told at the midnight their day begins', async () => {
    const told = async (mode: NonNullable<LeanRequest['mode']>): Promise<string[]> =>
      ((await read(files, { ...request, mode })).actions ?? []).map(({ time, inPrices, kind, ...rest }) =>
        [formatMoment(time), kind, ...Object.values(rest), inPrices ? 'in prices' : 'in cash'].join(' '),
      )
    // A factor row of the third is followed by a holiday.
    expect(await told('raw')).toEqual([
      '2013-07-03 04:00 split 2 in cash',
      '2013-07-03 04:00 rename NEW in prices',
      '2013-07-05 04:00 dividend 1.2 in cash',
      '2013-07-09 04:00 delisting in cash',
    ])
    expect(await told('split-adjusted')).toContain('2013-07-05 04:00 dividend 1.2 in cash')
    expect(await told('split-adjusted')).toContain('2013-07-03 04:00 split 2 in prices')
    expect(await told('adjusted')).toContain('2013-07-05 04:00 dividend 1.2 in prices')
  })

  test('a dividend before a split is for as much of a share as adjusted prices count', async () => {
    const paidFirst = {
      'equity/usa/daily/new.zip': {
        'new.csv':
          '20130701 00:00,120000,120000,120000,120000,1\n20130702 00:00,108000,108000,108000,108000,1\n20130703 00:00,54000,54000,54000,54000,1\n',
      },
      'equity/usa/factor_files/new.csv': '20130701,0.9,0.5,12\n20130702,1,0.5,10.8\n20501231,1,1,0\n',
    }
    const amounts = { raw: 1.2, adjusted: 1.2, 'split-adjusted': 0.6, 'total-return': 0.6 } as const
    for (const mode of ['raw', 'adjusted', 'split-adjusted', 'total-return'] as const) {
      const { actions } = await read(paidFirst, { ...request, to: '2013-07-03', mode })
      expect(actions).toContainEqual(expect.objectContaining({ kind: 'dividend', amount: amounts[mode] }))
    }
    // Who held it through lost nothing and gained nothing.
    const { bars } = await read(paidFirst, { ...request, to: '2013-07-03', mode: 'total-return' })
    expect([...bars.close]).toEqual([6, 6, 6])
  })

  test('a former ticker leads to the company that had it last', async () => {
    expect((await read(files, { ...request, symbol: 'OLD', mode: 'raw' })).bars.length).toBe(5)
  })

  test('nothing is filled in after the last day of trading', async () => {
    expect((await read(files, request)).repeated).toBeUndefined()
  })

  test('adjusted prices have a finer tick than printed ones', async () => {
    expect(tickSize((await read(files, request)).instrument)).toBe(1e-8)
  })
})

describe('markets', () => {
  test("a symbol's own hours keep its market's holidays and early closes", async () => {
    const rows = ['20130702', '20130703', '20130704', '20130705'].map((date) => `${date} 00:00,1,1,1,1,1\n`).join('')
    const series = await read(
      { 'future/cme/daily/es_trade.zip': { 'es_trade_201309.csv': rows } },
      { type: 'future', symbol: 'ES', resolution: 'daily' },
    )
    expect(table(series).map((row) => row.slice(0, 36))).toEqual([
      '2013-07-03 13:30 to 2013-07-03 17:00',
      '2013-07-05 13:30 to 2013-07-05 20:00',
    ])
    expect(series.instrument.multiplier).toBe(50)
  })

  test('of several entries the one of the date is read, of several contracts the one asked for', async () => {
    const nifty: FolderFiles = {
      'index/india/minute/nifty50/20190101_trade.zip': {
        '20190102_nifty_minute_trade.csv': '33300000,2,2,2,2,0\n',
        '20190101_nifty_minute_trade.csv': '33300000,1,1,1,1,0\n',
      },
    }
    const series = await read(nifty, { type: 'index', market: 'india', symbol: 'NIFTY50', resolution: 'minute' })
    expect(table(series)).toEqual(['2019-01-01 03:45 1 1 1 1 0'])
    const es: FolderFiles = {
      'future/cme/minute/es/20131007_trade.zip': {
        '20131007_es_minute_trade_201312.csv': '48600000,1,1,1,1,1\n',
        '20131007_es_minute_trade_201403.csv': '48600000,2,2,2,2,1\n',
      },
    }
    const request: LeanRequest = { type: 'future', symbol: 'ES', resolution: 'minute' }
    expect(table(await read(es, { ...request, contract: '201403' }))).toEqual(['2013-10-07 13:30 2 2 2 2 1'])
    expect(await refusal(es, request)).toMatch(/E_DATA_FORMAT: .*201312\.csv, .*201403\.csv/)
    expect(await refusal(es, { ...request, contract: '209912' })).toMatch(/E_DATA_FORMAT: .*contract 209912 .*have 201312, 201403/)
  })

  test('dates on which a contract was not listed are left out', async () => {
    const es: FolderFiles = {
      'future/cme/minute/es/20131007_trade.zip': { '20131007_es_minute_trade_201312.csv': '48600000,1,1,1,1,1\n' },
      'future/cme/minute/es/20131008_trade.zip': {
        '20131008_es_minute_trade_201312.csv': '48600000,2,2,2,2,1\n',
        '20131008_es_minute_trade_201403.csv': '48600000,3,3,3,3,1\n',
      },
      'future/cme/minute/es/20131009_trade.zip': { '20131009_es_minute_trade_201406.csv': '48600000,4,4,4,4,1\n' },
    }
    const request: LeanRequest = { type: 'future', symbol: 'ES', resolution: 'minute', contract: '201403' }
    expect(table(await read(es, request))).toEqual(['2013-10-08 13:30 3 3 3 3 1'])
  })
})

describe('what cannot be is refused', () => {
  const trade = (rows: string): FolderFiles => ({ 'equity/usa/minute/spy/20131007_trade.zip': { '20131007_spy_minute_trade.csv': rows } })
  const good = '34200000,10000,10000,10000,10000,1\n'

  test.each([
    ['a type', { ...spy, type: 'equty' as 'equity' }, /E_USAGE: .*did you mean equity\?/],
    ['a resolution', { ...spy, resolution: 'minutes' as 'minute' }, /E_USAGE: .*did you mean minute\?/],
    ['a mode', { ...spy, mode: 'adj' as 'raw' }, /E_USAGE: .*known: adjusted/],
    ['a date', { ...spy, from: '2013-02-30' }, /E_USAGE: .*2013-02-30/],
    ['dates the wrong way round', { ...spy, from: '2013-10-08', to: '2013-10-07' }, /E_USAGE: .*at or before/],
    ['a symbol that leads out of the folder', { ...spy, symbol: '../spy' }, /E_USAGE: .*symbol/],
    ['a market that leads out of the folder', { ...spy, market: '..' }, /E_USAGE: .*market/],
    ['a symbol that is not there', { ...spy, symbol: 'SPI' }, /E_DATA_UNKNOWN: .*did you mean SPY\?/],
    ['a resolution that is not there', { ...spy, resolution: 'second' }, /E_DATA_UNKNOWN: .*no equity\/usa\/second: known: minute/],
    ['a market that is not there', { ...spy, type: 'crypto', symbol: 'BTCUSD' }, /E_DATA_UNKNOWN: .*no crypto: known: /],
    ['a market without hours', { ...spy, market: 'mars' }, /E_DATA_UNKNOWN: .*Equity-mars-\[\*\]/],
    ['dates that are not there', { ...spy, from: '2013-10-08' }, /E_DATA_EMPTY: .*1 dates from 2013-10-07 to 2013-10-07/],
  ] satisfies [string, LeanRequest, RegExp][])('%s', async (_, request, reason) => {
    expect(await refusal(trade(good), request)).toMatch(reason)
  })

  test.each([
    ['a zip that is none', { 'equity/usa/minute/spy/20131007_trade.zip': Buffer.from('no') }, /E_DATA_FORMAT: .*whole zip/],
    ['a zip without rows', { 'equity/usa/minute/spy/20131007_trade.zip': { 'readme.txt': '' } }, /E_DATA_FORMAT: .*no \.csv entry/],
    ['rows outside the hours', trade('14400000,1,1,1,1,1\n'), /E_DATA_EMPTY: .*none of 1 rows is within regular hours/],
    [
      'rows that are no bars',
      trade('34200000,10000,9000,10000,10000,1\n'),
      /E_DATA_BAD_ROWS: .*1 of 1 are; line 1: the high is below the low/,
    ],
    ['too few fields', trade('34200000,10000\n'), /E_DATA_BAD_ROWS: .*too few/],
    ['a stamp past midnight', trade('86400000,1,1,1,1,1\n'), /E_DATA_BAD_ROWS: .*time/],
    ['a price of words', trade('34200000,ten,1,1,1,1\n'), /E_DATA_BAD_ROWS: .*number/],
    ['hours that are no JSON', { ...trade(good), 'market-hours/market-hours-database.json': '{' }, /E_DATA_FORMAT: .*no JSON/],
    [
      'a session that is none',
      {
        ...trade(good),
        'market-hours/market-hours-database.json':
          '{"entries":{"Equity-usa-[*]":{"dataTimeZone":"UTC","exchangeTimeZone":"UTC","monday":[{"start":"25:99","end":"1","state":"market"}]}}}',
      },
      /E_DATA_FORMAT: .*a session from/,
    ],
    [
      'factors that are none',
      { ...trade(good), 'equity/usa/factor_files/spy.csv': '20130701,zero,1,1\n' },
      /E_DATA_FORMAT: .*price factor.*line 1/,
    ],
    ['a map that is none', { ...trade(good), 'equity/usa/map_files/spy.csv': 'x\n' }, /E_DATA_FORMAT: .*ticker in line 1/],
    [
      'properties that are none',
      { ...trade(good), 'symbol-properties/symbol-properties-database.csv': 'usa,[*],equity,,USD,1,0,1\n' },
      /E_DATA_FORMAT: .*price and lot step/,
    ],
  ] satisfies [string, FolderFiles, RegExp][])('%s', async (_, files, reason) => {
    expect(await refusal(files, { ...spy, mode: 'adjusted' })).toMatch(reason)
  })

  test('a folder that is no LEAN folder says what was looked for', async () => {
    await expect(LeanFolder.open('src')).rejects.toThrow(/LEAN data folder at src.*market-hours-database\.json/)
  })

  test('a few bad rows are left out, counted and kept', async () => {
    const rows = Array.from({ length: 390 }, (_, i) => `${34_200_000 + i * 60_000},10000,10000,10000,10000,1`)
    rows[5] = rows[4]!
    rows[9] = rows[7]!
    const series = await read(trade(rows.join('\n')), spy)
    expect(series.quarantined.count).toBe(2)
    expect(series.quarantined.rows.map(({ line, reason }) => `${line} ${reason}`)).toEqual(['6 conflict', '10 order'])
    expect(series.bars.length).toBe(390)
    expect(series.source.gaps).toBe(2)
  })
})

test('equal requests have equal hashes, other prices others', async () => {
  const files = (price: number): FolderFiles => ({
    'equity/usa/daily/spy.zip': { 'spy.csv': `20130703 00:00,${price},${price},${price},${price},5\n` },
  })
  const hash = async (price: number): Promise<string> => (await read(files(price), { ...spy, resolution: 'daily' })).source.contentHash
  expect(await hash(10_000)).toBe(await hash(10_000))
  expect(await hash(10_000)).not.toBe(await hash(10_001))
})

test('a folder lists what it holds', async () => {
  const folder = await LeanFolder.open(
    await tinyFolder({
      'equity/usa/daily/spy.zip': { 'spy.csv': '' },
      'equity/usa/map_files/spy.csv': '20130628,spy\n20501231,spy\n',
      'equity/usa/minute/spy/20131007_trade.zip': {},
      'equity/usa/minute/spy/20131008_quote.zip': {},
      'crypto/coinbase/daily/btcusd_trade.zip': {},
      'crypto/coinbase/daily/btcusd_quote.zip': {},
    }),
  )
  expect(await folder.list()).toEqual([
    { type: 'equity', market: 'usa', resolution: 'minute', symbol: 'SPY', kinds: ['trade', 'quote'], from: '2013-10-07', to: '2013-10-08' },
    { type: 'equity', market: 'usa', resolution: 'daily', symbol: 'SPY', kinds: ['trade'], from: null, to: null },
    { type: 'crypto', market: 'coinbase', resolution: 'daily', symbol: 'BTCUSD', kinds: ['quote', 'trade'], from: null, to: null },
  ])
})
