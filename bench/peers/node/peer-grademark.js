/**
 * grademark: orders fill at the next open, what is open at the end is closed at the last close. It keeps no account and knows no size:
 * its trades are of one unit and free of fees, and the script adds them up.
 */
import { createInterface } from 'node:readline'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { performance, PerformanceObserver } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

const require = createRequire(import.meta.url)
const { backtest } = require('grademark')
const { DataFrame } = require('data-forge')

/** Until collections have been told. */
const SETTLE_MS = 20

const given = JSON.parse(process.argv[2])
const [time, open, high, low, close, volume] = ['time', 'open', 'high', 'low', 'close', 'volume'].map(column)
const bars = new DataFrame(
  Array.from(time, (ms, i) => ({ time: new Date(ms), open: open[i], high: high[i], low: low[i], close: close[i], volume: volume[i] })),
)

function column(name) {
  const values = new Float64Array(given.rows)
  const file = openSync(`${given.folder}/${name}.f64`)
  readSync(file, new Uint8Array(values.buffer))
  closeSync(file)
  return values
}

/** The rows with the difference of the averages beside them, and that of the row before, as its guide adds indicators. */
function prepIndicators({ inputSeries }) {
  const fast = averageOf(inputSeries, given.fast)
  const slow = averageOf(inputSeries, given.slow)
  let before = NaN
  const rows = inputSeries.toArray().map((bar, i) => {
    const distance = fast[i] - slow[i]
    const row = { ...bar, before, distance }
    before = distance
    return row
  })
  return new DataFrame(rows)
}

function averageOf(series, period) {
  const values = series.getSeries('close').toArray()
  const averages = new Float64Array(values.length).fill(NaN)
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += values[i]
    if (i >= period) sum -= values[i - period]
    if (i >= period - 1) averages[i] = sum / period
  }
  return averages
}

const crossing = {
  prepIndicators,
  entryRule(enterPosition, { bar }) {
    if (bar.before <= 0 && bar.distance > 0) enterPosition()
  },
  exitRule(exitPosition, { bar }) {
    if (bar.before >= 0 && bar.distance < 0) exitPosition()
  },
}

function run() {
  const trades = backtest(crossing, bars)
  const profit = trades.reduce((sum, trade) => sum + trade.profit, 0)
  return { trips: trades.length, equity: given.cash + given.qty * profit }
}

let collections = 0
new PerformanceObserver((list) => {
  collections += list.getEntries().length
}).observe({ entryTypes: ['gc'] })

const { version } = JSON.parse(readFileSync(new URL('node_modules/grademark/package.json', import.meta.url), 'utf8'))
console.log(JSON.stringify({ version }))
for await (const _ of createInterface({ input: process.stdin })) {
  globalThis.gc()
  await wait(SETTLE_MS)
  collections = 0
  const before = process.cpuUsage()
  const from = performance.now()
  const outcome = run()
  const seconds = (performance.now() - from) / 1e3
  const { user, system } = process.cpuUsage(before)
  await wait(SETTLE_MS)
  const peak = process.resourceUsage().maxRSS * 1024
  console.log(JSON.stringify({ ...outcome, seconds, cpu: (user + system) / 1e6, collections, peak }))
}
