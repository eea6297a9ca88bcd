/** The plain path: one line of any dialect as text, into a row. It decides what every byte-level shortcut must agree with. */
import { LockstepError } from '../base/error.ts'
import { BAR_COLUMNS } from '../model/bars.ts'
import type { BarTable } from './bar-table.ts'
import type { CsvDialect } from './csv-dialect.ts'
import type { RowReason } from './row-check.ts'
import { epochToMs, epochUnitOf, readDate } from './time-text.ts'
import type { Zone } from './zone.ts'

/** Small numbers, such as a 0 for a missing time, prove nothing about units: this is 1973 in seconds. */
const EPOCH_TELLING = 1e8

export class CsvText {
  private readonly dialect: CsvDialect
  private readonly zone: Zone | null
  private readonly table: BarTable

  constructor(dialect: CsvDialect, zone: Zone | null, table: BarTable) {
    this.dialect = dialect
    this.zone = zone
    this.table = table
  }

  /** Stores or quarantines one line. @throws LockstepError E_DATA_TIME when its epoch time is of another unit than the file's. */
  take(text: string, line: number): void {
    this.takeFields(splitFields(text, this.dialect.separator), line, text)
  }

  /** The same for a line that is split already; without its `text` the fields are joined for the quarantine. */
  takeFields(fields: readonly string[], line: number, text?: string): void {
    const reason = this.read(fields, line) ?? this.table.fault()
    if (reason === null) this.table.accept(line)
    else this.table.refuse(line, reason, text ?? fields.join(this.dialect.separator))
  }

  private read(fields: readonly string[], line: number): RowReason | null {
    const { columns, fieldCount } = this.dialect
    if (fields.length !== fieldCount) return 'ragged'
    const { row } = this.table
    const clock = columns.clock === null ? '' : ` ${fields[columns.clock]}`
    const time = this.readTime(`${fields[columns.time]}${clock}`, line)
    if (typeof time === 'string') return time
    row[0] = time
    for (let k = 1; k < BAR_COLUMNS.length; k++) {
      const column = columns[BAR_COLUMNS[k]!]
      const value = column === null ? 0 : this.readNumber(fields[column]!)
      if (value === null) return 'number'
      row[k] = value
    }
    return null
  }

  private readTime(text: string, line: number): number | RowReason {
    const format = this.dialect.time
    if (format.kind === 'date') {
      const written = readDate(text, format.order, format.compact)
      if (written === null) return 'time'
      const ms = written.absolute || this.zone === null ? written.ms : this.zone.toUtc(written.ms)
      return Number.isNaN(ms) ? 'local time' : ms
    }
    const value = readDecimal(text)
    if (value === null || !Number.isFinite(value)) return 'time'
    const unit = epochUnitOf(value)
    if (unit === format.unit) return epochToMs(value, unit)
    if (Math.abs(value) < EPOCH_TELLING) return 'time'
    throw new LockstepError(
      'E_DATA_TIME',
      `expected all times in ${unitNames[format.unit]} like the first rows, line ${line} has ${text}, which are ${unitNames[unit]}`,
      'Convert the times of the file to one unit.',
    )
  }

  private readNumber(text: string): number | null {
    if (this.dialect.decimal === ',') {
      const bare = this.dialect.thousands ? ungroup(text, '.') : text
      return bare === null || bare.includes('.') ? null : readDecimal(bare.replace(',', '.'))
    }
    const bare = this.dialect.thousands ? ungroup(text, ',') : text
    return bare === null ? null : readDecimal(bare)
  }
}

export const unitNames = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const

/**
 * A decimal number as a person or a program writes it, correctly rounded; NaN for a missing or infinite one in any of the
 * usual spellings; null for anything else (hexadecimal, grouped, with a unit).
 */
export function readDecimal(text: string): number | null {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text)
  return /^(?:|nan|[+-]?inf(?:inity)?|null|none|n\/a|na|-)$/i.test(text) ? NaN : null
}

/** `1,234.5` without its grouping, or null when the groups are not of three digits. */
function ungroup(text: string, mark: ',' | '.'): string | null {
  if (!text.includes(mark)) return text
  return GROUPED[mark].test(text) ? text.replaceAll(mark, '') : null
}

const GROUPED = { ',': /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, '.': /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/ } as const

/** Splits a line at separators outside double quotes; a doubled quote is a quote. Fields are trimmed. */
export function splitFields(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator).map((field) => field.trim())
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '"') {
      if (quoted && text[i + 1] === '"') field += text[++i]!
      else quoted = !quoted
    } else if (c === separator && !quoted) {
      fields.push(field.trim())
      field = ''
    } else field += c
  }
  fields.push(field.trim())
  return fields
}
