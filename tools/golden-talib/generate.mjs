// Runs every function of the native TA-Lib over the bundled S&P 500 bars and writes its figures at a choice of rows.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const talib = createRequire(import.meta.url)('talib')
const golden = new URL('../../test/golden/', import.meta.url)
const bars = withMore(readBars(new URL('../../data/sp500.csv', import.meta.url)))
const rowCount = bars.close.length
/** Rows where indicators begin, one in forty after them, and the last five. */
const rows = Array.from({ length: rowCount }, (_, row) => row).filter(
  (row) => (row < 96 && row % 3 === 0) || row % 40 === 0 || row >= rowCount - 5,
)

/**
 * Options other than the function's own defaults, so that their order and TA-Lib's numbers of moving averages are seen too.
 * No difference of two weighted averages of prices: TA-Lib's running sums drift (its WMA(15) of the close at row 4720 is
 * 2912.67244260717, where exact arithmetic gives 2912.67244260833), and the difference would be the drift.
 */
const chosen = {
  APO: [5, 20, 1],
  BBANDS: [20, 2, 1.5, 1],
  MA: [20, 4],
  MACDEXT: [6, 1, 15, 3, 4, 2],
  MAVP: [3, 15, 0],
  PPO: [5, 20, 3],
  SAREXT: [0, 0.01, 0.01, 0.02, 0.2, 0.03, 0.03, 0.3],
  STOCH: [8, 3, 1, 4, 2],
  STOCHF: [8, 4, 1],
  STOCHRSI: [9, 6, 4, 1],
  T3: [8, 0.5],
}
/** Functions that take a number from -1 to 1, or that would overflow at a price. */
const ofShares = new Set(['ACOS', 'ASIN', 'COSH', 'EXP', 'SINH'])

const figures = [['function', 'inputs', 'options', 'output', 'begin', ...rows].join(',')]
const patterns = ['function,options,bars']
for (const { name, inputs, optInputs, outputs } of talib.functions.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
  const options = chosen[name] ?? optInputs.map((option) => option.defaultValue)
  const columns = inputs.flatMap((input) => columnsOf(input, name))
  const { begIndex, result } = run(name, inputs, columns, optInputs, options)
  const line = [name, columns.join(' '), options.join(' ')]
  if (name.startsWith('CDL')) {
    const marks = Array.from(result.outInteger, (value, k) => (value === 0 ? '' : `${k + begIndex}:${value}`)).filter((mark) => mark !== '')
    patterns.push([name, options.join(' '), marks.join(' ')].join(','))
    continue
  }
  for (const [k, { name: key }] of outputs.entries()) {
    const values = rows.map((row) => (row < begIndex ? '' : Number(result[key][row - begIndex].toPrecision(13))))
    figures.push([...line, k, begIndex, ...values].join(','))
  }
}
writeFileSync(new URL('talib-sp500.csv', golden), `${figures.join('\n')}\n`)
writeFileSync(new URL('talib-sp500-patterns.csv', golden), `${patterns.join('\n')}\n`)
console.log(`talib ${talib.version}: ${figures.length - 1} outputs at ${rows.length} rows, ${patterns.length - 1} patterns`)

function columnsOf({ name, type, flags }, caller) {
  if (type === 'price') return Object.values(flags)
  if (ofShares.has(caller)) return ['share']
  return [{ inReal: 'close', inReal0: 'high', inReal1: 'low', inPeriods: 'periods' }[name]]
}

function run(name, inputs, columns, optInputs, options) {
  const named = optInputs.map((option, k) => [option.name, options[k]])
  const call = { name, startIdx: 0, endIdx: rowCount - 1, ...Object.fromEntries(named) }
  let at = 0
  for (const { name: input, type, flags } of inputs) {
    if (type === 'price') for (const price of Object.values(flags)) call[price] = bars[columns[at++]]
    else call[input] = bars[columns[at++]]
  }
  const answer = talib.execute(call)
  if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`)
  return answer
}

function readBars(url) {
  const [header, ...lines] = readFileSync(url, 'utf8').trim().split('\n')
  const names = header.split(',')
  const table = lines.map((line) => line.split(','))
  return Object.fromEntries(names.map((name, k) => [name, table.map((cells) => Number(cells[k]))]))
}

/** Columns that prices do not have: a number from 0 to 1, and a period for each row. test/golden makes the same. */
function withMore(bars) {
  return { ...bars, share: bars.close.map((close) => close / 10_000), periods: bars.close.map((_, row) => 2 + (row % 20)) }
}
