/** LEAN's market-hours database: zones, weekly sessions, holidays, early closes and late opens of every market. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LockstepError } from '../../base/error.ts'
import type { MarketHours, OpenInterval } from '../../calendar/calendar-table.ts'
import { dayDate, parseDay } from './small-file.ts'

/** What the database says of a market. */
export interface HoursEntry {
  /** Zone of the stamps in its data files: an IANA name, or an offset such as `-05:00`. */
  readonly dataZone: string
  /** Its sessions in its own zone, named such as `lean:Equity-usa-[*]`. */
  readonly hours: MarketHours
}

export class HoursDatabase {
  private readonly path: string
  private readonly entries: Readonly<Record<string, unknown>>

  private constructor(path: string, entries: Readonly<Record<string, unknown>>) {
    this.path = path
    this.entries = entries
  }

  /** @throws LockstepError E_DATA_FILE, E_DATA_FORMAT */
  static async read(root: string): Promise<HoursDatabase> {
    const path = join(root, 'market-hours', 'market-hours-database.json')
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new LockstepError(
        'E_DATA_FILE',
        `expected a LEAN data folder at ${root}, it has no market-hours/market-hours-database.json`,
        'Name the folder that holds equity, forex, market-hours and the like; LEAN calls it Data.',
        cause,
      )
    })
    let document: unknown
    try {
      document = JSON.parse(text.replace(/^\uFEFF/, ''))
    } catch (cause) {
      throw wrong(path, 'it is no JSON', cause)
    }
    if (!isRecord(document) || !isRecord(document['entries'])) throw wrong(path, 'it has no entries')
    return new HoursDatabase(path, document['entries'])
  }

  /**
   * The entry of a symbol, or else the one of its whole market. A symbol's own entry also keeps the holidays, early closes and
   * late opens of its market; where both name a date, its own holds.
   * @param type as LEAN spells it in keys, such as `Equity`
   * @throws LockstepError E_DATA_UNKNOWN when there is neither, E_DATA_FORMAT
   */
  entry(type: string, market: string, symbol: string): HoursEntry {
    const ownKey = `${type}-${market}-${symbol.toUpperCase()}`
    const allKey = `${type}-${market}-[*]`
    const own = this.parsed(ownKey)
    const all = this.parsed(allKey)
    const found = own ?? all
    if (found === null) {
      throw new LockstepError(
        'E_DATA_UNKNOWN',
        `expected the hours of ${ownKey} or ${allKey} in ${this.path}, there are neither`,
        'Check the market, or add its hours to that file.',
      )
    }
    if (own === null || all === null) return found
    return {
      ...own,
      hours: {
        ...own.hours,
        holidays: [...new Set([...(all.hours.holidays ?? []), ...(own.hours.holidays ?? [])])],
        earlyCloses: { ...all.hours.earlyCloses, ...own.hours.earlyCloses },
        lateOpens: { ...all.hours.lateOpens, ...own.hours.lateOpens },
      },
    }
  }

  private parsed(key: string): HoursEntry | null {
    const entry = this.entries[key]
    if (entry === undefined) return null
    if (!isRecord(entry)) throw wrong(this.path, `${key} is no entry`)
    return parseEntry(key, entry, this.path)
  }
}

const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
const STATES: readonly string[] = ['premarket', 'market', 'postmarket'] satisfies OpenInterval['kind'][]

function parseEntry(key: string, entry: Record<string, unknown>, path: string): HoursEntry {
  const fail = (what: string): never => {
    throw wrong(path, `${key} has ${what}`)
  }
  const zone = (name: string): string => {
    const value = entry[name]
    return typeof value === 'string' ? zoneName(value) : fail(`no ${name}`)
  }
  const list = (name: string): readonly unknown[] => {
    const value = entry[name] ?? []
    return Array.isArray(value) ? (value as unknown[]) : fail(`${name} that are no list`)
  }
  const interval = (given: unknown): OpenInterval => {
    if (!isRecord(given)) return fail('a session that is none')
    const { start, end, state } = given
    if (typeof state !== 'string' || !STATES.includes(state)) return fail(`a session in state ${JSON.stringify(state)}`)
    const [from, to] = [minuteOf(start), minuteOf(end)]
    return from < to ? { from, to, kind: state as OpenInterval['kind'] } : fail(`a session from ${String(start)} to ${String(end)}`)
  }
  const date = (text: unknown): string => isoDate(text) ?? fail(`the date ${String(text)}`)
  const clocks = (name: string): Record<string, number> => {
    const value = entry[name] ?? {}
    if (!isRecord(value)) return fail(`${name} that are no table`)
    const minute = (time: unknown): number => (Number.isNaN(minuteOf(time)) ? fail(`the time ${String(time)}`) : minuteOf(time))
    return Object.fromEntries(Object.entries(value).map(([day, time]) => [date(day), minute(time)]))
  }
  return {
    dataZone: zone('dataTimeZone'),
    hours: {
      name: `lean:${key}`,
      version: '1',
      zone: zone('exchangeTimeZone'),
      week: WEEK.map((name) => list(name).map(interval)),
      holidays: list('holidays').map(date),
      earlyCloses: clocks('earlyCloses'),
      lateOpens: clocks('lateOpens'),
    },
  }
}

/** LEAN writes fixed offsets as `UTC-05`. */
function zoneName(name: string): string {
  const fixed = /^UTC([+-]\d\d)$/.exec(name)
  return fixed === null ? name : `${fixed[1]}:00`
}

/** `09:30:00` is 570, `1.00:00:00` is 1440; NaN for what is no time. */
function minuteOf(text: unknown): number {
  const m = typeof text === 'string' ? /^(?:(1)\.)?(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) : null
  return m === null ? NaN : Number(m[1] ?? 0) * 1440 + Number(m[2]) * 60 + Number(m[3]) + Number(m[4] ?? 0) / 60
}

/** `7/3/2013` as `2013-07-03`; undefined for what is no date. */
function isoDate(text: unknown): string | undefined {
  const m = typeof text === 'string' ? /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) : null
  const day = m === null ? NaN : parseDay(`${m[3]}-${m[1]!.padStart(2, '0')}-${m[2]!.padStart(2, '0')}`)
  return Number.isNaN(day) ? undefined : dayDate(day)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(path: string, what: string, cause?: unknown): LockstepError {
  return new LockstepError(
    'E_DATA_FORMAT',
    `expected ${path} to be a market-hours database, ${what}`,
    'Take the file from LEAN again.',
    cause,
  )
}
