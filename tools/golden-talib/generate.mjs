// Runs the native TA-Lib over the bundled S&P 500 bars and writes the figures at a choice of rows.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const talib = createRequire(import.meta.url)('talib')
const bars = readBars(new URL('../../data/sp500.csv', import.meta.url))
const target = new URL('../../test/golden/talib-sp500.csv', import.meta.url)

/** Indicator and parameters as Lockstep spells them; TA-Lib's function, its options, and which result is which output. */
const cases = [
  { indicator: 'sma', parameters: { period: 20 }, name: 'SMA', options: { optInTimePeriod: 20 }, outputs: { value: 'outReal' } },
  { indicator: 'ema', parameters: { period: 20 }, name: 'EMA', options: { optInTimePeriod: 20 }, outputs: { value: 'outReal' } },
  { indicator: 'wma', parameters: { period: 20 }, name: 'WMA', options: { optInTimePeriod: 20 }, outputs: { value: 'outReal' } },
  { indicator: 'rsi', parameters: { period: 14 }, name: 'RSI', options: { optInTimePeriod: 14 }, outputs: { value: 'outReal' } },
  {
    indicator: 'macd',
    parameters: { fast: 12, slow: 26, signal: 9 },
    name: 'MACD',
    options: { optInFastPeriod: 12, optInSlowPeriod: 26, optInSignalPeriod: 9 },
    outputs: { macd: 'outMACD', signal: 'outMACDSignal', histogram: 'outMACDHist' },
  },
  { indicator: 'atr', parameters: { period: 14 }, name: 'ATR', options: { optInTimePeriod: 14 }, outputs: { value: 'outReal' } },
  {
    indicator: 'bollinger',
    parameters: { period: 20, deviations: 2 },
    name: 'BBANDS',
    options: { optInTimePeriod: 20, optInNbDevUp: 2, optInNbDevDn: 2, optInMAType: 0 },
    outputs: { upper: 'outRealUpperBand', middle: 'outRealMiddleBand', lower: 'outRealLowerBand' },
  },
  {
    indicator: 'stdDev',
    parameters: { period: 20 },
    name: 'STDDEV',
    options: { optInTimePeriod: 20, optInNbDev: 1 },
    outputs: { value: 'outReal' },
  },
  {
    indicator: 'stochastic',
    parameters: { fastK: 5, slowK: 3, slowD: 3 },
    name: 'STOCH',
    options: { optInFastK_Period: 5, optInSlowK_Period: 3, optInSlowK_MAType: 0, optInSlowD_Period: 3, optInSlowD_MAType: 0 },
    outputs: { slowK: 'outSlowK', slowD: 'outSlowD' },
  },
  {
    indicator: 'stochastic',
    parameters: { fastK: 5, slowK: 3, slowD: 3 },
    name: 'STOCHF',
    options: { optInFastK_Period: 5, optInFastD_Period: 3, optInFastD_MAType: 0 },
    outputs: { fastK: 'outFastK' },
  },
  { indicator: 'adx', parameters: { period: 14 }, name: 'ADX', options: { optInTimePeriod: 14 }, outputs: { adx: 'outReal' } },
  { indicator: 'adx', parameters: { period: 14 }, name: 'PLUS_DI', options: { optInTimePeriod: 14 }, outputs: { plusDI: 'outReal' } },
  { indicator: 'adx', parameters: { period: 14 }, name: 'MINUS_DI', options: { optInTimePeriod: 14 }, outputs: { minusDI: 'outReal' } },
  { indicator: 'highest', parameters: { period: 20 }, name: 'MAX', options: { optInTimePeriod: 20 }, outputs: { value: 'outReal' } },
  { indicator: 'lowest', parameters: { period: 20 }, name: 'MIN', options: { optInTimePeriod: 20 }, outputs: { value: 'outReal' } },
  { indicator: 'obv', parameters: {}, name: 'OBV', options: {}, outputs: { value: 'outReal' } },
]

const rows = chooseRows(bars.close.length)
const columns = cases.flatMap(({ indicator, parameters, name, options, outputs }) => {
  const { begIndex, result } = run(name, options)
  const spelt = Object.entries(parameters).map(([parameter, value]) => `${parameter}=${value}`)
  return Object.entries(outputs).map(([output, key]) => [
    [indicator, ...spelt, output].join(' '),
    ...rows.map((row) => (row < begIndex ? '' : result[key][row - begIndex])),
  ])
})
const table = [['row', ...rows], ...columns]
writeFileSync(target, table[0].map((_, k) => `${table.map((column) => column[k]).join(',')}\n`).join(''))
console.log(`talib ${talib.version}: ${columns.length} columns at ${rows.length} rows`)

/** The first 100 rows (every indicator has begun by row 33 and is past its seed), every 25th after, and the last ten. */
function chooseRows(count) {
  return Array.from({ length: count }, (_, row) => row).filter((row) => row < 100 || row % 25 === 0 || row >= count - 10)
}

function run(name, options) {
  const { high, low, close, volume } = bars
  const answer = talib.execute({
    name,
    startIdx: 0,
    endIdx: close.length - 1,
    inReal: close,
    high,
    low,
    close,
    volume,
    inPriceV: volume,
    ...options,
  })
  if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`)
  return answer
}

function readBars(url) {
  const [header, ...lines] = readFileSync(url, 'utf8').trim().split('\n')
  const names = header.split(',')
  const table = lines.map((line) => line.split(','))
  return Object.fromEntries(names.map((name, k) => [name, table.map((cells) => Number(cells[k]))]))
}
