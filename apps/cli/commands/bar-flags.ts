/** Flags of every command that reads a file of bars, and what they come to. */
import { Option, type Command } from 'commander'
import type { BarFileOptions, InstrumentSpec } from 'lockstep'
import { UsageFault } from '../failure.ts'
import { readNumber } from '../read-flag.ts'

export interface BarFlags {
  readonly timeframe?: string
  readonly tick?: string
  readonly lot?: string
  readonly currency?: string
  readonly calendar?: string
  readonly columns?: string
  readonly separator?: string
  readonly decimal?: '.' | ','
  readonly dateOrder?: 'dmy' | 'mdy' | 'ymd'
  readonly zone?: string
  readonly stamp?: 'open' | 'close'
  readonly maxBad?: string
  readonly allowNegative?: boolean
}

/** Adds them; the rarer ones show only in the help of `data import`. */
export function addBarFlags(command: Command, all: boolean): Command {
  const add = (option: Option): Command => command.addOption(option.hideHelp(!all))
  command
    .option('--tick <size>', 'smallest price step; default from the decimals of the prices')
    .option('--lot <size>', 'smallest quantity step, default 0.000001')
    .option('--currency <code>', 'of the prices, default USD')
    .option('--calendar <name>', '24/7, weekdays, FX, XNYS, XNAS, XLON, XNSE or CMES; default from the days of the bars')
    .option('--tf, --timeframe <name>', 'of the bars, such as 1h; default the most common step')
    .option('--columns <list>', 'which is which: time=Date,close=5 (a name, or a number from 1)')
    .option('--zone <iana>', 'zone of times without an offset, default UTC')
  add(new Option('--stamp <which>', 'whether times name the opening or the closing of a bar, default open').choices(['open', 'close']))
  add(new Option('--separator <char>', 'between columns'))
  add(new Option('--decimal <mark>', 'decimal mark').choices(['.', ',']))
  add(new Option('--date-order <order>', 'of 03/04/2020').choices(['dmy', 'mdy', 'ymd']))
  add(new Option('--max-bad <share>', 'share of rows that may be bad, default 1%'))
  add(new Option('--allow-negative', 'prices at or below zero are right'))
  return command
}

/** How the file is to be read. @throws UsageFault naming the flag */
export function barFileOptions(flags: BarFlags): BarFileOptions {
  return {
    ...(flags.timeframe !== undefined && { timeframe: flags.timeframe }),
    ...(flags.columns !== undefined && { columns: readColumns(flags.columns) }),
    ...(flags.separator !== undefined && { separator: flags.separator === '\\t' ? '\t' : flags.separator }),
    ...(flags.decimal !== undefined && { decimal: flags.decimal }),
    ...(flags.dateOrder !== undefined && { dateOrder: flags.dateOrder }),
    ...(flags.zone !== undefined && { zone: flags.zone }),
    ...(flags.stamp !== undefined && { stamp: flags.stamp }),
    ...(flags.calendar !== undefined && { calendar: flags.calendar }),
    ...(flags.maxBad !== undefined && { maxBadShare: readShare(flags.maxBad) }),
    ...(flags.allowNegative === true && { allowNegative: true }),
  }
}

/** What was said about the instrument. */
export function instrumentSpec(id: string, flags: BarFlags): InstrumentSpec {
  return {
    id,
    ...(flags.tick !== undefined && { tick: readNumber('--tick', flags.tick) }),
    ...(flags.lot !== undefined && { lot: readNumber('--lot', flags.lot) }),
    ...(flags.currency !== undefined && { currency: flags.currency }),
    ...(flags.calendar !== undefined && { calendar: flags.calendar }),
  }
}

/** Gathers a flag that may be repeated. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

const COLUMNS = ['time', 'clock', 'open', 'high', 'low', 'close', 'volume'] as const

function readColumns(text: string): NonNullable<BarFileOptions['columns']> {
  const entries = text.split(',').map((part) => part.split('='))
  const wrong = entries.find(
    ([name = '', column = '', ...rest]) => !COLUMNS.some((c) => c === name.trim()) || column === '' || rest.length > 0,
  )
  if (wrong === undefined) return Object.fromEntries(entries.map(([name = '', column = '']) => [name.trim(), column.trim()]))
  throw new UsageFault(
    `expected --columns as pairs of ${COLUMNS.join(', ')} and a column, was "${wrong.join('=')}"`,
    'For example --columns time=Date,open=2,high=3,low=4,close=5.',
  )
}

function readShare(text: string): number {
  const share = text.endsWith('%') ? readNumber('--max-bad', text.slice(0, -1)) / 100 : readNumber('--max-bad', text)
  if (share >= 0 && share <= 1) return share
  throw new UsageFault(`expected --max-bad between 0% and 100%, was ${text}`, 'For example --max-bad 5%.')
}
