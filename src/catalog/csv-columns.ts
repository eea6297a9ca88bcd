/** Which column is which: by the names people give them, by what the caller says, or, without a header, by the data alone. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'

/** A file's columns by 0-based index. `clock` is the time of day when it has a column of its own. */
export interface ColumnPlan {
  readonly time: number
  readonly clock: number | null
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number | null
}

/** What a caller may say about columns: a header name or a number counted from 1. */
export type ColumnChoice = { readonly [name in keyof ColumnPlan]?: string | number }

/** Spellings, best first. A name is compared in lower case with marks turned to spaces. */
const SPELLINGS: Readonly<Record<keyof ColumnPlan, readonly string[]>> = {
  time: (
    'open time,opentime,timestamp ms,timestamp,unix timestamp,unix time,unix,ts,epoch,datetime,date time,gmt time,local time,' +
    'time,date,dtyyyymmdd,day,t,index,index level 0,bucket,'
  ).split(','),
  clock: ['clock', 'time of day', 'hhmmss'],
  open: ['open', 'o', 'open price', 'first'],
  high: ['high', 'h', 'high price', 'max'],
  low: ['low', 'l', 'low price', 'min'],
  close: ['close', 'c', 'close price', 'close last', 'last', 'price'],
  volume: ['volume', 'tickvol', 'tick volume', 'vol', 'vol.', 'v', 'base volume', 'volume base', 'volume btc', 'volume usd', 'amount'],
}
export const PRICES = ['open', 'high', 'low', 'close'] as const

/** The plan for a header, with `choice` first. @throws LockstepError E_DATA_DIALECT naming the column that is missing */
export function columnsByName(header: readonly string[], choice: ColumnChoice, where: string, firstRow: readonly string[]): ColumnPlan {
  const names = header.map(plainName)
  const find = (column: keyof ColumnPlan): number | null => {
    const chosen = choice[column]
    if (chosen !== undefined) return chosenColumn(header, column, chosen, where)
    const spelling = SPELLINGS[column].find((name) => names.includes(name))
    if (spelling !== undefined) return names.indexOf(spelling)
    const longer = column === 'volume' ? names.findIndex((name) => name.startsWith('volume ')) : -1
    return longer >= 0 ? longer : null
  }
  const need = (column: keyof ColumnPlan): number => find(column) ?? missing(column, header, where)
  const plan = {
    time: need('time'),
    clock: find('clock'),
    open: need('open'),
    high: need('high'),
    low: need('low'),
    close: need('close'),
    volume: find('volume'),
  }
  return choice.time === undefined && choice.clock === undefined ? splitDateAndTime(plan, names, firstRow) : plan
}

/**
 * The plan for a file without a header: time first, then prices, then perhaps volume. Most files write open, high, low,
 * close; some write open, close, high, low. The high is the column that is never below the others: when the rows prove
 * one order it is taken, else the caller is asked.
 */
export function columnsByData(rows: readonly (readonly string[])[], numberOf: (text: string) => number, where: string): ColumnPlan {
  const width = rows[0]!.length
  const clock = looksLikeClock(rows[0]![1] ?? '') ? 1 : null
  const first = clock === null ? 1 : 2
  const orders = [
    { open: first, high: first + 1, low: first + 2, close: first + 3 },
    { open: first, close: first + 1, high: first + 2, low: first + 3 },
  ].filter((order) => fits(order, rows, numberOf))
  const order = orders[0]
  if (width < first + 4 || order === undefined || orders.length > 1) {
    throw new LockstepError(
      'E_DATA_DIALECT',
      `expected a header in ${where}, or rows that prove which columns are open, high, low and close; it has ${width} columns and no header`,
      'Say which is which, counted from 1: --columns time=1,open=2,high=3,low=4,close=5,volume=6.',
    )
  }
  return { time: 0, clock, ...order, volume: width > first + 4 ? first + 4 : null }
}

/** `<Open_Time>` is `open time`. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[<>"'()[\]]/g, ' ')
    .replaceAll(/[\s_/-]+/g, ' ')
    .trim()
}

function looksLikeClock(text: string): boolean {
  return /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$|^\d{6}$/.test(text)
}

/** `Date` beside a `Time` of day: two columns are one time. */
function splitDateAndTime(plan: ColumnPlan, names: readonly string[], firstRow: readonly string[]): ColumnPlan {
  const date = names.findIndex((name) => name === 'date' || name === 'dtyyyymmdd')
  const time = names.indexOf('time')
  const isClock = time >= 0 && date >= 0 && looksLikeClock(firstRow[time] ?? '')
  return isClock ? { ...plan, time: date, clock: time } : plan
}

function chosenColumn(header: readonly string[], column: string, chosen: string | number, where: string): number {
  const exact = header.findIndex((name) => name === chosen || plainName(name) === plainName(String(chosen)))
  if (exact >= 0) return exact
  const index = Number(chosen) - 1
  if (Number.isInteger(index) && index >= 0 && index < header.length) return index
  throw new LockstepError(
    'E_DATA_DIALECT',
    `expected column ${column} of ${where} to be one of its ${header.length} columns, was "${chosen}"; ${didYouMean(String(chosen), header)}`,
    'Give a header name or a number counted from 1: --columns close=5.',
  )
}

function missing(column: keyof ColumnPlan, header: readonly string[], where: string): never {
  throw new LockstepError(
    'E_DATA_DIALECT',
    `expected a column for ${column} in ${where}, its header is: ${header.map((name) => name || '(empty)').join(', ')}`,
    `Name it: --columns ${column}=NAME, or a number counted from 1.`,
  )
}

function fits(
  order: { open: number; high: number; low: number; close: number },
  rows: readonly (readonly string[])[],
  numberOf: (text: string) => number,
): boolean {
  const good = rows.filter((row) => {
    const [open, high, low, close] = PRICES.map((name) => numberOf(row[order[name]] ?? '')) as [number, number, number, number]
    return low <= Math.min(open, close) && high >= Math.max(open, close)
  })
  return good.length > 0 && good.length >= rows.length * 0.99
}
