/**
 * A scenario as one would write it on paper: options, then bars, what is asked at their close, and what must come of it.
 *
 *     cash 1000, fee 10 bps
 *     | open high low close | do         | then
 *     | 100  101  99  100   | buy 1      |
 *     | 103  104  102 103   |            | fill buy 1 @ 103 fee 0.103    the next open
 *
 * Rows follow each other by the timeframe unless there is a `time` column; rows of one `time` form a moment. A row whose first
 * cell is empty continues the one above, `at TIME` is a step without a bar, `end` is what the end of the run does. Statements
 * are parted by `;`; what follows two spaces is a remark, and so is what stands in brackets.
 *
 * Columns besides these: `price` for all four of a tick, `volume`, `bid` and `ask` (one price, `open/high/low/close`, or `-`), `row`
 * with `repeat` for a row that only repeats. A row that begins with `>` is a finer bar inside the one above, as `detail 20s` says.
 */
import { barClose, parseTimeframe, type Timeframe } from '../../src/model/timeframe.ts'
import { formatMoment, timestamp, type Timestamp } from '../../src/model/time.ts'

export interface TableBar {
  readonly market: string
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  /** Open, high, low, close; null where nothing was quoted. */
  readonly bid: readonly number[] | null
  readonly ask: readonly number[] | null
  readonly repeated: boolean
}

/** What is asked at a step and what must come of it; `end` has no time. */
export interface TableStep {
  readonly time: Timestamp | 'end'
  readonly asks: { readonly market: string; readonly text: string }[]
  readonly wanted: string[]
}

export interface Table {
  readonly options: readonly string[]
  readonly timeframe: Timeframe
  readonly bars: readonly TableBar[]
  /** Finer bars, and their timeframe. */
  readonly finer: readonly TableBar[]
  readonly finerTimeframe: Timeframe
  readonly steps: readonly TableStep[]
}

const DEFAULT_START = '2024-01-01'
const ONLY_MARKET = 'A'

export function parseTable(text: string): Table {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const options = lines
    .filter((line) => !line.startsWith('|'))
    .flatMap((line) => line.split(','))
    .map((option) => option.trim())
  const [head, ...rows] = lines.filter((line) => line.startsWith('|')).map(cellsOf)
  if (head === undefined) throw new Error('expected a table, there is none')
  const columns = words(head[0])
  const timeframe = parseTimeframe(optionOf(options, 'bars') ?? '1m')
  const finerTimeframe = parseTimeframe(optionOf(options, 'detail') ?? '1s')
  const table = { bars: [] as TableBar[], finer: [] as TableBar[], steps: [] as TableStep[] }
  let finerOpen = 0
  let nextOpen: number = timestamp(optionOf(options, 'start') ?? DEFAULT_START)
  let market = ONLY_MARKET
  for (const [first = '', asks = '', then = ''] of rows) {
    if (first === 'end') table.steps.push({ time: 'end', asks: [], wanted: [] })
    else if (first.startsWith('at ')) stepAt(table.steps, timeOf(first.slice(3)))
    else if (first.startsWith('>')) {
      const bar = barOf(columns, words(first.slice(1)), finerOpen)
      finerOpen = barClose(finerTimeframe, bar.time)
      table.finer.push({ ...bar, market })
    } else if (first !== '') {
      const bar = barOf(columns, words(first), nextOpen)
      finerOpen = bar.time
      nextOpen = barClose(timeframe, bar.time)
      market = bar.market
      table.bars.push(bar)
      stepAt(table.steps, nextOpen as Timestamp)
    }
    const step = table.steps.at(-1)
    if (step === undefined) throw new Error('expected a bar in the first row')
    step.asks.push(...statements(asks).map((ask) => ({ market, text: ask })))
    step.wanted.push(...statements(then))
  }
  return { options, timeframe, finerTimeframe, ...table }
}

/** What follows the name in an option: `cash 1000` has `1000` for `cash`. */
export function optionOf(options: readonly string[], name: string): string | undefined {
  return options.find((option) => option.startsWith(`${name} `))?.slice(name.length + 1)
}

/** `2024-01-01T09:30` in UTC, or `09:30` on the first of January 2024. */
export function timeOf(text: string): Timestamp {
  return timestamp(/^\d\d:/.test(text) ? `${DEFAULT_START}T${text}` : text)
}

export function showTime(time: Timestamp | 'end'): string {
  return time === 'end' ? time : formatMoment(time)
}

function cellsOf(line: string): [string, string, string] {
  const cells = line.slice(1).split('|')
  if (cells.length > 3 && cells.slice(3).join('').trim() !== '') throw new Error(`expected three cells, was ${line}`)
  return [(cells[0] ?? '').trim(), (cells[1] ?? '').trim(), (cells[2] ?? '').trim()]
}

function statements(cell: string): string[] {
  const [spoken = ''] = cell.split(/\s{2,}/)
  return spoken
    .split(';')
    .map((s) => s.trim())
    .filter((s) => s !== '' && !s.startsWith('('))
}

function barOf(columns: readonly string[], values: readonly string[], nextOpen: number): TableBar {
  if (values.length !== columns.length) throw new Error(`expected ${columns.join(' ')}, was ${values.join(' ')}`)
  const cell = (name: string): string | undefined => values[columns.indexOf(name)]
  const number = (name: string): number => Number(cell(name) ?? cell('price'))
  const bar = {
    market: cell('market') ?? ONLY_MARKET,
    time: columns.includes('time') ? timeOf(cell('time') ?? '') : nextOpen,
    open: number('open'),
    high: number('high'),
    low: number('low'),
    close: number('close'),
    volume: Number(cell('volume') ?? 1),
    bid: quoteOf(cell('bid')),
    ask: quoteOf(cell('ask')),
    repeated: cell('row') === 'repeat',
  }
  const isBar = bar.low <= Math.min(bar.open, bar.close) && bar.high >= Math.max(bar.open, bar.close)
  if (!isBar) throw new Error(`expected low <= open, close <= high, was ${values.join(' ')}`)
  return bar
}

/** `100`, `100/101/99/100` or `-`. */
function quoteOf(cell: string | undefined): readonly number[] | null {
  if (cell === undefined || cell === '-') return null
  const prices = cell.split('/').map(Number)
  return prices.length === 1 ? [prices[0]!, prices[0]!, prices[0]!, prices[0]!] : prices
}

function stepAt(steps: TableStep[], time: Timestamp): void {
  if (steps.at(-1)?.time !== time) steps.push({ time, asks: [], wanted: [] })
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
