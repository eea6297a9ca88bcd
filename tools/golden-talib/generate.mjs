// Runs the native TA-Lib over the bundled S&P 500 bars and writes the figures at a choice of rows.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const talib = createRequire(import.meta.url)('talib')
const bars = readBars(new URL('../../data/sp500.csv', import.meta.url))
const target = new URL('../../test/golden/talib-sp500.csv', import.meta.url)

/** Indicator and parameters as Lockstep spells them; TA-Lib's function, its options, and which result is which output. */
const cases = [
  ['sma', { period: 20 }, 'SMA', { optInTimePeriod: 20 }, { value: 'outReal' }],
  ['ema', { period: 20 }, 'EMA', { optInTimePeriod: 20 }, { value: 'outReal' }],
  ['wma', { period: 20 }, 'WMA', { optInTimePeriod: 20 }, { value: 'outReal' }],
  ['rsi', { period: 14 }, 'RSI', { optInTimePeriod: 14 }, { value: 'outReal' }],
  [
    'macd',
    { fast: 12, slow: 26, signal: 9 },
    'MACD',
    { optInFastPeriod: 12, optInSlowPeriod: 26, optInSignalPeriod: 9 },
    { macd: 'outMACD', signal: 'outMACDSignal', histogram: 'outMACDHist' },
  ],
  ['atr', { period: 14 }, 'ATR', { optInTimePeriod: 14 }, { value: 'outReal' }],
  [
    'bollinger',
    { period: 20, deviations: 2 },
    'BBANDS',
    { optInTimePeriod: 20, optInNbDevUp: 2, optInNbDevDn: 2, optInMAType: 0 },
    { upper: 'outRealUpperBand', middle: 'outRealMiddleBand', lower: 'outRealLowerBand' },
  ],
  ['stdDev', { period: 20 }, 'STDDEV', { optInTimePeriod: 20, optInNbDev: 1 }, { value: 'outReal' }],
  [
    'stochastic',
    { fastK: 5, slowK: 3, slowD: 3 },
    'STOCH',
    { optInFastK_Period: 5, optInSlowK_Period: 3, optInSlowK_MAType: 0, optInSlowD_Period: 3, optInSlowD_MAType: 0 },
    { slowK: 'outSlowK', slowD: 'outSlowD' },
  ],
  [
    'stochastic',
    { fastK: 5, slowK: 3, slowD: 3 },
    'STOCHF',
    { optInFastK_Period: 5, optInFastD_Period: 3, optInFastD_MAType: 0 },
    { fastK: 'outFastK' },
  ],
  ['adx', { period: 14 }, 'ADX', { optInTimePeriod: 14 }, { adx: 'outReal' }],
  ['adx', { period: 14 }, 'PLUS_DI', { optInTimePeriod: 14 }, { plusDI: 'outReal' }],
  ['adx', { period: 14 }, 'MINUS_DI', { optInTimePeriod: 14 }, { minusDI: 'outReal' }],
  ['highest', { period: 20 }, 'MAX', { optInTimePeriod: 20 }, { value: 'outReal' }],
  ['lowest', { period: 20 }, 'MIN', { optInTimePeriod: 20 }, { value: 'outReal' }],
  ['obv', {}, 'OBV', {}, { value: 'outReal' }],
]

const rows = chooseRows(bars.close.length)
const columns = cases.flatMap(([indicator, parameters, name, options, outputs]) => {
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
