/** How a text file of bars is written, found from its beginning and said in words. Nothing is guessed that the data leave open. */
import { LockstepError } from '../base/error.ts'
import { columnsByData, columnsByName, type ColumnChoice, type ColumnPlan } from './csv-columns.ts'
import { readDecimal, splitFields, unitNames } from './csv-text.ts'
import { dateOrderOf, epochUnitOf, readDate, type DateOrder, type TimeFormat } from './time-text.ts'

export interface CsvDialect {
  readonly separator: string
  /** 10 for line feeds (with or without a carriage return), 13 for carriage returns alone. */
  readonly lineEnd: 10 | 13
  /** Lines before the first row: preamble and header. */
  readonly skipLines: number
  readonly fieldCount: number
  readonly columns: ColumnPlan
  readonly time: TimeFormat
  readonly decimal: '.' | ','
  readonly thousands: boolean
  /** All of that as one sentence for the person who imports. */
  readonly words: string
}

/** What a caller may say instead of leaving it to the file. */
export interface DialectOptions {
  readonly columns?: ColumnChoice
  readonly separator?: string
  readonly decimal?: '.' | ','
  /** Which of 03/04/2020 is the month, when the file does not prove it. */
  readonly dateOrder?: DateOrder
  /** IANA zone of times that name no offset; default UTC. */
  readonly zone?: string
}

const SEPARATORS = [';', '\t', '|', ','] as const
const SEPARATOR_NAMES: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }
/** Time and four prices. */
export const FIELDS_MIN = 5

/** The first lines of a file, split into fields. */
interface SplitSample {
  readonly separator: string
  readonly lineEnd: 10 | 13
  /** Lines before the first of `rows`, and that row: a header or the first bar. */
  readonly preamble: number
  readonly rows: readonly (readonly string[])[]
}

/** The dialect of a file that begins with `sample`. @throws LockstepError E_DATA_EMPTY, E_DATA_DIALECT, E_DATA_TIME */
export function detectDialect(sample: string, options: DialectOptions, where: string): CsvDialect {
  const lineEnd = sample.includes('\n') || !sample.includes('\r') ? 10 : 13
  const lines = sample.replace(/^\uFEFF/, '').split(lineEnd === 10 ? /\r?\n/ : '\r')
  const isText = (line: string): boolean => line.trim() !== '' && !isComment(line)
  if (!lines.some(isText)) throw new LockstepError('E_DATA_EMPTY', `expected bars in ${where}, it is empty`, 'Export the data again.')
  const separator = options.separator ?? findSeparator(lines.filter(isText), where)
  const preamble = Math.max(
    0,
    lines.findIndex((line) => isText(line) && line.includes(separator)),
  )
  const rows = lines
    .slice(preamble)
    .filter(isText)
    .map((line) => splitFields(line, separator))
  return dialectOf({ separator, lineEnd, preamble, rows }, options, where)
}

/** The dialect of a file whose first rows are split already. @throws LockstepError E_DATA_EMPTY, E_DATA_DIALECT, E_DATA_TIME */
export function dialectOf({ separator, lineEnd, preamble, rows: all }: SplitSample, options: DialectOptions, where: string): CsvDialect {
  const head = all[0] ?? []
  const hasHeader = !head.some((field) => /\d/.test(field) && (readDecimal(field.replaceAll(',', '.')) !== null || isDate(field)))
  const skipLines = preamble + (hasHeader ? 1 : 0)
  const rows = hasHeader ? all.slice(1) : all
  if (rows.length === 0) {
    throw new LockstepError('E_DATA_EMPTY', `expected bars in ${where}, it has a header and no rows`, 'Export the data again.')
  }
  const whole = rows.filter((row) => row.length === head.length)
  const decimal = options.decimal ?? findDecimal(whole, separator)
  const thousands = hasThousands(whole, decimal)
  const choice = options.columns ?? {}
  const columns =
    hasHeader || choice.time !== undefined ? columnsByName(head, choice, where, whole[0] ?? []) : headerless(whole, decimal, where)
  const time = findTime(
    whole.map((row) => (columns.clock === null ? row[columns.time]! : `${row[columns.time]} ${row[columns.clock]}`)),
    options.dateOrder,
    where,
  )
  const found = { separator, lineEnd, skipLines, fieldCount: head.length, columns, time, decimal, thousands } as const
  return { ...found, words: describe(found, hasHeader ? head : null, preamble, options.zone) }
}

export function isComment(line: string): boolean {
  return line.startsWith('#') || line.startsWith('//') || /^"?sep=/i.test(line)
}

/** The separator that gives most lines one and the same number of fields, at least five. */
function findSeparator(lines: readonly string[], where: string): string {
  let best: string | undefined
  let bestScore = 0
  for (const separator of SEPARATORS) {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const width = splitFields(line, separator).length
      if (width >= FIELDS_MIN) counts.set(width, (counts.get(width) ?? 0) + 1)
    }
    const score = Math.max(0, ...counts.values())
    if (score > bestScore) {
      best = separator
      bestScore = score
    }
  }
  if (best === undefined) {
    throw new LockstepError(
      'E_DATA_DIALECT',
      `expected at least ${FIELDS_MIN} columns in ${where} (time, open, high, low, close), separated by comma, semicolon, tab or bar`,
      'Give the separator with --separator, or check that this is a file of bars.',
    )
  }
  return best
}

function findDecimal(rows: readonly (readonly string[])[], separator: string): '.' | ',' {
  if (separator === ',') return '.'
  const fields = rows.flatMap((row) => row.slice(1))
  const commas = fields.filter((field) => /^[+-]?\d{1,3}(?:\.\d{3})*,\d+$|^[+-]?\d+,\d+$/.test(field)).length
  const points = fields.filter((field) => /^[+-]?\d+\.\d+$/.test(field)).length
  return commas > points ? ',' : '.'
}

/** Grouped numbers are read as such only where one of them proves it, by two groups or by a group and a decimal mark. */
function hasThousands(rows: readonly (readonly string[])[], decimal: '.' | ','): boolean {
  const proof =
    decimal === '.' ? /^[+-]?\d{1,3}(,\d{3})+\.\d+$|^\d{1,3}(,\d{3}){2,}$/ : /^[+-]?\d{1,3}(\.\d{3})+,\d+$|^\d{1,3}(\.\d{3}){2,}$/
  return rows.some((row) => row.some((field) => proof.test(field)))
}

function headerless(rows: readonly (readonly string[])[], decimal: '.' | ',', where: string): ColumnPlan {
  const numberOf = (text: string): number => readDecimal(decimal === ',' ? text.replace(',', '.') : text.replaceAll(',', '')) ?? NaN
  return columnsByData(rows, numberOf, where)
}

function isDate(text: string): boolean {
  return readDate(text, 'ymd', false) !== null || readDate(text, 'dmy', false) !== null || readDate(text, 'mdy', false) !== null
}

/** Bad rows may be among the samples, so a format must read most of them: those it cannot read are quarantined later. */
function findTime(samples: readonly string[], wanted: DateOrder | undefined, where: string): TimeFormat {
  const epochs = samples.map(readDecimal).filter((value) => value !== null && !Number.isNaN(value))
  const dates = samples.filter((text) => readDate(text, 'ymd', true) !== null || isDate(text))
  const compactDates = dates.length > 0 && dates.length >= epochs.length
  if (epochs.length > samples.length / 2 && !compactDates)
    return { kind: 'epoch', unit: epochUnitOf(epochs.find((value) => value !== 0) ?? 0) }
  const order = dateOrderOf(dates)
  if (dates.length === 0 || order === null) {
    throw new LockstepError(
      'E_DATA_TIME',
      `expected times of one kind in ${where} (epoch numbers, 2020-01-31 15:59, 31.01.2020 …), the first is "${samples[0] ?? ''}"`,
      'Say which column is the time with --columns time=NAME, or write the times in ISO form.',
    )
  }
  if (order !== 'unproved') return { kind: 'date', ...order }
  if (wanted !== undefined) return { kind: 'date', order: wanted, compact: false }
  throw new LockstepError(
    'E_DATA_TIME',
    `expected dates in ${where} to prove whether day or month comes first, "${dates[0]}" and all others could be either`,
    'Say which: --date-order dmy or --date-order mdy.',
  )
}

function describe(d: Omit<CsvDialect, 'words'>, header: readonly string[] | null, preamble: number, zone: string | undefined): string {
  const parts = [`${SEPARATOR_NAMES[d.separator] ?? JSON.stringify(d.separator)} separated`]
  const used = Object.entries(d.columns).filter(([, index]) => index !== null) as [string, number][]
  const names = used.map(([name, index]) => `${name} = ${header?.[index] || (header === null ? `column ${index + 1}` : 'unnamed column')}`)
  parts.push(header === null ? 'no header' : 'header', names.join(', '))
  const taken = new Set(used.map(([, index]) => index))
  const ignored = Array.from({ length: d.fieldCount }, (_, k) => k).filter((k) => !taken.has(k))
  if (ignored.length > 0) parts.push(`ignored: ${ignored.map((k) => header?.[k] || `column ${k + 1}`).join(', ')}`)
  if (d.columns.volume === null) parts.push('no volume (zeros)')
  parts.push(
    d.time.kind === 'epoch'
      ? `times are epoch ${unitNames[d.time.unit]}`
      : `times are ${describeDates(d.time)}, ${zone ?? 'UTC'} unless they say otherwise`,
  )
  if (d.decimal === ',') parts.push('decimal comma')
  if (d.thousands) parts.push('thousands are grouped')
  if (preamble > 0) parts.push(`${preamble} lines before the data skipped`)
  return parts.join('; ')
}

function describeDates(time: { order: DateOrder; compact: boolean }): string {
  if (time.compact) return 'dates like 20200131'
  return { ymd: 'dates with the year first', dmy: 'dates with the day first', mdy: 'dates with the month first' }[time.order]
}
