/** Files as other programs write them: each row is a file, what was made of its first bar, and what was said about it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readBarFile, type BarFileOptions } from '../../src/catalog/bar-file.ts'
import { formatTime } from '../../src/model/time.ts'
import { HEADER, hourlyRows, testFolder } from './folder.ts'

const folder = testFolder()

/** Two bars, the first at 2024-03-14 (15:00 unless the file has dates only) with 1.5 2.5 0.5 2 and volume 10. */
type Case = readonly [what: string, text: string, first: string, says: RegExp, options?: BarFileOptions]

const noon = '2024-03-14T15:00:00.000Z'
const cases: readonly Case[] = [
  ['epoch milliseconds', 't,o,h,l,c,v\n1710428400000,1.5,2.5,0.5,2,10\n1710432000000,2,2,2,2,0\n', noon, /epoch milliseconds/],
  ['epoch seconds', 'unix,open,high,low,close,volume\n1710428400,1.5,2.5,0.5,2,10\n1710432000,2,2,2,2,0\n', noon, /epoch seconds/],
  [
    'epoch seconds with a fraction',
    'ts,open,high,low,close,vol\n1710428400.0,1.5,2.5,0.5,2,10\n1710432000.0,2,2,2,2,0\n',
    noon,
    /epoch seconds/,
  ],
  [
    'epoch microseconds',
    'ts,open,high,low,close,vol\n1710428400000000,1.5,2.5,0.5,2,10\n1710432000000000,2,2,2,2,0\n',
    noon,
    /microseconds/,
  ],
  [
    'epoch nanoseconds',
    'ts,open,high,low,close,vol\n1710428400000000000,1.5,2.5,0.5,2,10\n1710432000000000000,2,2,2,2,0\n',
    noon,
    /nanoseconds/,
  ],
  [
    'ISO with T and Z',
    'Date,Open,High,Low,Close,Volume\n2024-03-14T15:00:00Z,1.5,2.5,0.5,2,10\n2024-03-14T16:00:00Z,2,2,2,2,0\n',
    noon,
    /year first/,
  ],
  [
    'ISO with an offset',
    'datetime,open,high,low,close,volume\n2024-03-14 17:00:00+02:00,1.5,2.5,.5,2,10\n2024-03-14 18:00:00+02:00,2,2,2,2,0\n',
    noon,
    /year first/,
  ],
  [
    'ISO with the offset of UTC',
    'ts,open,high,low,close,volume\n2024-03-14 15:00:00+00:00,1.5,2.5,0.5,2,10\n2024-03-14 16:00:00+00:00,2,2,2,2,0\n',
    noon,
    /year first/,
  ],
  [
    'epoch milliseconds before 2001, of twelve digits',
    'ts,open,high,low,close,volume\n951012000000,1.5,2.5,0.5,2,10\n951015600000,2,2,2,2,0\n',
    '2000-02-20T02:00:00.000Z',
    /epoch milliseconds/,
  ],
  [
    'pandas, its index unnamed',
    ',Open,High,Low,Close,Volume\n2024-03-14 15:00:00,1.5,2.5,0.5,2,10\n2024-03-14 16:00:00,2,2,2,2,0\n',
    noon,
    /unnamed column/,
  ],
  [
    'Yahoo: dates and an adjusted close',
    'Date,Open,High,Low,Close,Adj Close,Volume\n2024-03-14,1.5,2.5,0.5,2,1.9,10\n2024-03-15,2,2,2,2,2,0\n',
    '2024-03-14T00:00:00.000Z',
    /ignored: Adj Close/,
  ],
  [
    'MetaTrader 5',
    '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n2024.03.14\t15:00:00\t1.5\t2.5\t0.5\t2\t10\t0\t1\n2024.03.14\t16:00:00\t2\t2\t2\t2\t0\t0\t1\n',
    noon,
    /tab.*clock = <TIME>/,
  ],
  ['MetaTrader 4 without a header', '2024.03.14,15:00,1.5,2.5,0.5,2,10\n2024.03.14,16:00,2,2.5,1,2,0\n', noon, /no header/],
  ['HistData', '20240314 150000;1.5;2.5;0.5;2;10\n20240314 160000;2;2.5;1;2;0\n', noon, /dates like 20200131/],
  [
    'Dukascopy',
    'Gmt time,Open,High,Low,Close,Volume\n14.03.2024 15:00:00.000,1.5,2.5,0.5,2,10\n14.03.2024 16:00:00.000,2,2,2,2,0\n',
    noon,
    /day first/,
  ],
  [
    'American dates and clock',
    'Date,Open,High,Low,Close\n03/14/2024 3:00 PM,1.5,2.5,0.5,2\n03/14/2024 4:00 PM,2,2,2,2\n',
    noon,
    /no volume.*month first/,
  ],
  [
    'dates that a caller settles',
    'Date;Open;High;Low;Close;Volume\n03/04/2024;1,5;2,5;0,5;2;10\n04/04/2024;2;2;2;2;0\n',
    '2024-04-03T00:00:00.000Z',
    /semicolon.*day first.*decimal comma/,
    { dateOrder: 'dmy' },
  ],
  [
    'decimal commas',
    'Datum;Open;High;Low;Close;Volume\n2024-03-14;1,5;2,5;0,5;2;10\n2024-03-15;2;2;2;2;0\n',
    '2024-03-14T00:00:00.000Z',
    /decimal comma/,
    { columns: { time: 'Datum' } },
  ],
  [
    'grouped numbers in quotes',
    'Date,Open,High,Low,Close,Volume\n2024-03-14,"1.5","2.5",0.5,2,"10"\n2024-03-15,"1,234.5","1,234.5","1,234.5","1,234.5","1,000"\n',
    '2024-03-14T00:00:00.000Z',
    /grouped/,
  ],
  [
    'CryptoDataDownload',
    'https://www.CryptoDataDownload.com\nunix,date,symbol,open,high,low,close,Volume BTC,Volume USD\n1710428400,2024-03-14 15:00:00,BTC/USD,1.5,2.5,0.5,2,10,20\n1710432000,2024-03-14 16:00:00,BTC/USD,2,2,2,2,0,0\n',
    noon,
    /ignored: date, symbol, Volume USD.*1 lines before/,
  ],
  [
    'Binance klines without a header',
    '1710428400000,1.5,2.5,0.5,2,10,1710431999999,1,2,3,4,0\n1710432000000,2,2.5,1,2,0,1710435599999,1,2,3,4,0\n',
    noon,
    /volume = column 6/,
  ],
  ['Bitfinex order without a header', '1710428400000,1.5,2,2.5,0.5,10\n1710432000000,2,2,2.5,1,0\n', noon, /high = column 4/],
  [
    'sep= and comments',
    'sep=;\n# made by hand\ntime;open;high;low;close;volume\n2024-03-14 15:00;1.5;2.5;0.5;2;10\n# pause\n2024-03-14 16:00;2;2;2;2;0\n',
    noon,
    /1 comment lines skipped/,
  ],
  [
    'a byte order mark, CRLF and blank lines',
    '\uFEFFtime,open,high,low,close,volume\r\n\r\n2024-03-14 15:00,1.5,2.5,0.5,2,10\r\n\r\n2024-03-14 16:00,2,2,2,2,0\r\n\r\n',
    noon,
    /blank lines/,
  ],
  [
    'carriage returns alone',
    'time,open,high,low,close,volume\r2024-03-14 15:00,1.5,2.5,0.5,2,10\r2024-03-14 16:00,2,2,2,2,0\r',
    noon,
    /comma/,
  ],
  [
    'columns by number',
    'when,a,b,c,d,e\n2024-03-14 15:00,0.5,2,1.5,2.5,10\n2024-03-14 16:00,2,2,2,2,0\n',
    noon,
    /open = c/,
    { columns: { time: 'when', open: 4, high: 5, low: 2, close: 3, volume: 'e' } },
  ],
  [
    'local time of a zone',
    'time,open,high,low,close,volume\n2024-03-14 11:00,1.5,2.5,0.5,2,10\n2024-03-14 12:00,2,2,2,2,0\n',
    noon,
    /America\/New_York/,
    { zone: 'America/New_York' },
  ],
  [
    'closing times',
    'time,open,high,low,close,volume\n2024-03-14 16:00,1.5,2.5,0.5,2,10\n2024-03-14 17:00,2,2,2,2,0\n',
    noon,
    /year first/,
    { stamp: 'close' },
  ],
  [
    'newest first',
    'time,open,high,low,close,volume\n2024-03-14 16:00,2,2,2,2,0\n2024-03-14 15:00,1.5,2.5,0.5,2,10\n',
    noon,
    /newest first/,
  ],
]

describe('a file is read as its program meant it, and says how', () => {
  for (const [what, text, first, says, options] of cases)
    test(what, async () => {
      const { bars, dialect, stored, quarantined } = await readBarFile(folder.write('dialect.csv', text), options)
      expect({ stored, quarantined: quarantined.count }).toEqual({ stored: 2, quarantined: 0 })
      expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0]]).toEqual([1.5, 2.5, 0.5, 2])
      expect(bars.volume[0]).toBe(/no volume/.test(dialect) ? 0 : 10)
      expect(formatTime(bars.time[0] as never)).toBe(first)
      expect(dialect).toMatch(says)
    })

  test('UTF-16 of either kind, with or without its mark, gives the same bars as UTF-8', async () => {
    const text = HEADER + hourlyRows(500)
    const plain = await readBarFile(folder.write('utf8.csv', text))
    const little = Buffer.from(text, 'utf16le')
    const big = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
    for (const bytes of [little, Buffer.from(`\uFEFF${text}`, 'utf16le'), big]) {
      const file = await readBarFile(folder.write('utf16.csv', bytes))
      expect(file.hash).toEqual(plain.hash)
      expect(file.dialect).toMatch(/^utf-16/)
    }
  })

  test('compression is told by content: .gz, .zst, a gzip named .csv and a CSV named .gz', async () => {
    const text = HEADER + hourlyRows(500)
    const plain = await readBarFile(folder.write('plain.csv', text))
    const files = [
      ['a.csv.gz', gzipSync(text)],
      ['a.csv.zst', zstdCompressSync(text)],
      ['a.csv', gzipSync(text)],
      ['b.csv.gz', text],
    ] as const
    for (const [name, content] of files) expect((await readBarFile(folder.write(name, content))).hash).toEqual(plain.hash)
  })

  // Made with pandas 3.1.1 and pyarrow 26.0.1: df.to_feather(…), with compression='zstd', and df.to_parquet(…), of the same 400 rows.
  test.each(['lz4.feather', 'zstd.feather', 'bars.parquet'])('%s as pandas writes it', async (name) => {
    const file = await readBarFile(join(import.meta.dirname, 'fixtures', name))
    expect(file).toMatchObject({ stored: 400, duplicates: 0, timeframe: { label: '1h' }, priceDecimals: 2 })
    const reference = await readBarFile(join(import.meta.dirname, 'fixtures', 'bars.parquet'))
    expect(file.hash).toEqual(reference.hash)
    expect([...file.bars.open.subarray(0, 8)]).toEqual([100, 101, 102, 103, 104, 105, 106, 100])
    expect(formatTime(file.from)).toBe('2024-01-01T00:00:00.000Z')
  })

  test('fixtures are compressed, so that reading them proves something', () => {
    for (const name of ['lz4.feather', 'zstd.feather']) {
      expect(readFileSync(join(import.meta.dirname, 'fixtures', name)).length).toBeLessThan(400 * 48)
    }
  })
})

describe('a row that cannot be trusted is set aside with its line and the reason', () => {
  const good = '2024-03-14 15:00,1,2,1,2,5\n2024-03-14 16:00,1,2,1,2,5\n'
  const rows: readonly (readonly [row: string, reason: string])[] = [
    ['2024-03-14 17:00,1,2,1', 'ragged'],
    ['2024-03-14 17:00,1,2,1,2,5,6', 'ragged'],
    ['2024-02-30 17:00,1,2,1,2,5', 'time'],
    ["17 o'clock,1,2,1,2,5", 'time'],
    ['2024-03-14 17:00,1,2,1,2x,5', 'number'],
    ['2024-03-14 17:00,1,"1,234",1,2,5', 'number'],
    ['2024-03-14 17:00,1,0x2,1,2,5', 'number'],
    ['2024-03-14 17:00,1,2,1,,5', 'not finite'],
    ['2024-03-14 17:00,1,2,1,NaN,5', 'not finite'],
    ['2024-03-14 17:00,1,Infinity,1,2,5', 'not finite'],
    ['2024-03-14 17:00,1,1e999,1,2,5', 'not finite'],
    ['2024-03-14 17:00,1,2,0,2,5', 'not positive'],
    ['2024-03-14 17:00,1,2,-1,2,5', 'not positive'],
    ['2024-03-14 17:00,1,2,1,2,-5', 'negative volume'],
    ['2024-03-14 17:00,1,1,2,1,5', 'high below low'],
    ['2024-03-14 17:00,3,2,1,2,5', 'outside'],
    ['2024-03-14 17:00,1,2e12,1,2,5', 'absurd price'],
    ['1815-06-18 17:00,1,2,1,2,5', 'absurd time'],
    ['2024-03-14 16:00,1,2,1,2,6', 'conflict'],
  ]

  // A single grouped number, "1,234", proves no grouping: it may as well be 1.234.
  test.each(rows)('%s: %s', async (row, reason) => {
    const text = `${HEADER}${good}${row}
2024-03-14 18:00,1,2,1,2,5
`
    const file = await readBarFile(folder.write('row.csv', text), { maxBadShare: 1, timeframe: '1h' })
    expect(file.quarantined.rows.map((q) => q.reason)).toContain(reason)
    expect(file.quarantined.rows.map((q) => q.line)).toContain(4)
    expect(file.stored + file.quarantined.count).toBe(4)
  })

  test('a line of a million characters is one bad row, wherever it stands and however it ends', async () => {
    const long = 'x'.repeat(1_000_000)
    for (const text of [`${good}${long}\n${good.replaceAll('14', '15')}`, `${good}${good.replaceAll('14', '15')}${long}`]) {
      const file = await readBarFile(folder.write('long.csv', HEADER + text), { maxBadShare: 1, timeframe: '1h' })
      expect(file).toMatchObject({ rowsIn: 5, stored: 4, quarantined: { count: 1, reasons: { 'long line': 1 } } })
      expect(file.quarantined.rows[0]).toMatchObject({ line: text.startsWith(`${good}x`) ? 4 : 6, text: 'x'.repeat(200) })
    }
  })

  test('local hours that happen twice or never are set aside, and days of 23 and 25 hours come out right', async () => {
    const local = ['2024-03-10 01:30', '2024-03-10 02:30', '2024-03-10 03:30', '2024-11-03 00:30', '2024-11-03 01:30', '2024-11-03 02:30']
    const text = HEADER + local.map((time) => `${time},1,2,1,2,5\n`).join('')
    const file = await readBarFile(folder.write('local.csv', text), { zone: 'America/New_York', maxBadShare: 1, timeframe: '1h' })
    expect(file.quarantined.rows.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'local time'],
      [6, 'local time'],
    ])
    expect(Array.from(file.bars.time, (t) => formatTime(t as never).slice(5, 16))).toEqual([
      '03-10T06:30',
      '03-10T07:30',
      '11-03T04:30',
      '11-03T07:30',
    ])
  })
})
