/** Data: which bars the fills came from. A result that is made on stale prices, beside gaps or in torn bars is a result of the data. */
import { calendarOf } from '../calendar/calendars.ts'
import type { BarSeries } from '../model/bars.ts'
import { tickSize } from '../model/instrument.ts'
import { FILL, FILL_POSITION, FILL_TICKS, INSTRUMENT, KIND, RECORD_WIDTH, SIDE, TIME } from '../model/record.ts'
import { DAY_MS, formatMoment, type Timestamp } from '../model/time.ts'
import type { CheckTable, CheckVerdict } from '../report/checked.ts'
import { counted, throwAgain, type Check } from './checking.ts'
import { percentOf } from './figures.ts'
import { closeOf } from './stage.ts'

/** So many bars of one and the same price are no market any more. */
const STALE_ROWS = 5
/** A bar whose range is so many times the usual one is taken for torn. */
const TORN_RANGES = 25

const findings = [
  { id: 'stale', says: 'on stale prices: no volume, a repeated row, or the same price for bars', weight: 'fails' },
  { id: 'gap', says: 'in the first bar after missing ones', weight: 'fails' },
  { id: 'torn', says: `in bars of more than ${TORN_RANGES} times the usual range`, weight: 'fails' },
  { id: 'best', says: "at a bar's best price: bought at its low or sold at its high", weight: 'warns' },
  { id: 'last', says: 'in the last bar of a session', weight: 'warns' },
] as const
type Finding = (typeof findings)[number]['id']

interface Found {
  count: number
  /** Time of the first. */
  first: number
}

export const dataUsed: Check = async ({ local, data, words, limits }) => {
  const plain = await local.play({ says: 'nothing is changed' })
  throwAgain(plain)
  const markets = words.instruments.map(({ id }) => new Market(finest(data, id)))
  const found = new Map<Finding, Found>(findings.map(({ id }) => [id, { count: 0, first: NaN }]))
  let fills = 0
  const { records, recordCount } = plain
  for (let at = 0; at < recordCount * RECORD_WIDTH; at += RECORD_WIDTH) {
    if (records[at + KIND] !== FILL) continue
    fills++
    for (const id of markets[records[at + INSTRUMENT]!]!.judge(records, at)) {
      const one = found.get(id)!
      if (one.count++ === 0) one.first = records[at + TIME]!
    }
  }
  const held = markets.reduce((sum, market) => sum + market.gapsHeld(plain.lastTime ?? 0), 0)
  const remarks = held === 0 ? [] : [`a position was held over ${counted(held, 'gap')} in the data`]
  const verdict = judge(found, fills, { warn: limits.fillShareWarn, fail: limits.fillShareFail })
  return { check: 'data', ...verdict, divergence: null, remarks, tables: [tableOf(found, fills)] }
}

function judge(
  found: ReadonlyMap<Finding, Found>,
  fills: number,
  limits: { readonly warn: number; readonly fail: number },
): Pick<CheckVerdict, 'outcome' | 'why'> {
  if (fills === 0) return { outcome: 'not proven', why: 'nothing was filled' }
  const shares = findings.map(({ id, says, weight }) => ({
    says,
    weight,
    share: found.get(id)!.count / fills,
    first: found.get(id)!.first,
  }))
  const told = ({ says, share, first }: (typeof shares)[number]): string =>
    `${percentOf(share)} of ${counted(fills, 'fill')} are ${says}, first at ${formatMoment(first as Timestamp)}`
  const failed = shares.find(({ weight, share }) => weight === 'fails' && share > limits.fail)
  if (failed !== undefined) return { outcome: 'fail', why: told(failed) }
  const warned = shares.find(({ weight, share }) => share > (weight === 'fails' ? limits.warn : limits.fail))
  if (warned !== undefined) return { outcome: 'warn', why: told(warned) }
  return { outcome: 'pass', why: `${counted(fills, 'fill')} on bars that a market made` }
}

function tableOf(found: ReadonlyMap<Finding, Found>, fills: number): CheckTable {
  const rows = findings.map(({ id, says }) => {
    const { count, first } = found.get(id)!
    return [says, count, fills === 0 ? null : (100 * count) / fills, count === 0 ? null : formatMoment(first as Timestamp)]
  })
  return { title: 'fills', columns: ['filled', 'count', '%', 'first'], rows }
}

/** The bars that an instrument's orders were matched against, looked at in the order of its fills. */
class Market {
  private readonly series: BarSeries
  private readonly hasVolume: boolean
  private readonly tornRange: number
  /** In order. */
  private readonly gapRows: ReadonlySet<number>
  private row = 0
  /** Fills in order: time and position after. */
  private readonly held: (readonly [time: number, lots: number])[] = []

  constructor(series: BarSeries) {
    const { volume, high, low, close, length } = series.bars
    this.series = series
    this.hasVolume = volume.subarray(0, length).some((units) => units > 0)
    const ranges = Float64Array.from(
      { length },
      (_, row) => (high[row]! - low[row]!) / Math.max(Math.abs(close[row]!), Number.MIN_VALUE),
    ).sort()
    this.tornRange = TORN_RANGES * (ranges[length >> 1] ?? 0)
    this.gapRows = new Set(gapsOf(series))
  }

  judge(records: Float64Array, at: number): Finding[] {
    const { series } = this
    const { bars, instrument } = series
    const time = records[at + TIME]!
    while (this.row < bars.length - 1 && closeOf(series, this.row) < time) this.row++
    this.held.push([time, records[at + FILL_POSITION]!])
    const { row } = this
    const [high, low, close] = [bars.high[row]!, bars.low[row]!, bars.close[row]!]
    const price = records[at + FILL_TICKS]! * tickSize(instrument)
    const best = records[at + SIDE]! > 0 ? low : high
    const range = (high - low) / Math.max(Math.abs(close), Number.MIN_VALUE)
    const is: readonly (readonly [Finding, boolean])[] = [
      ['stale', this.isStale(row)],
      ['gap', this.gapRows.has(row)],
      ['torn', this.tornRange > 0 && range > this.tornRange],
      ['best', high > low && Math.abs(price - best) < tickSize(instrument) / 2],
      ['last', this.isLastOfSession(row)],
    ]
    return is.filter(([, yes]) => yes).map(([id]) => id)
  }

  /** Gaps at which a position was open. */
  gapsHeld(lastTime: number): number {
    const { series, held } = this
    let k = 0
    let count = 0
    for (const row of this.gapRows) {
      const opens = series.bars.time[row]!
      if (opens > lastTime) break
      while (k < held.length && held[k]![0] <= opens) k++
      if (k > 0 && held[k - 1]![1] !== 0) count++
    }
    return count
  }

  private isStale(row: number): boolean {
    const { bars, repeated } = this.series
    if (repeated?.[row] === 1) return true
    if (this.hasVolume && bars.volume[row] === 0) return true
    if (row < STALE_ROWS - 1) return false
    const price = bars.close[row]!
    for (let back = 0; back < STALE_ROWS; back++) if (bars.high[row - back] !== price || bars.low[row - back] !== price) return false
    return true
  }

  private isLastOfSession(row: number): boolean {
    const { bars, timeframe, instrument } = this.series
    const calendar = calendarOf(instrument.calendar)
    if (timeframe.ms >= DAY_MS || calendar.openEveryDay || row + 1 >= bars.length) return false
    return calendar.sessionKey(bars.time[row]!) !== calendar.sessionKey(bars.time[row + 1]!)
  }
}

/** Rows before which bars are missing though the market was open. */
function gapsOf(series: BarSeries): number[] {
  const { bars, timeframe, instrument } = series
  if (timeframe.ms === 0) return []
  const calendar = calendarOf(instrument.calendar)
  const rows: number[] = []
  for (let row = 1; row < bars.length; row++) {
    const closed = closeOf(series, row - 1)
    const opens = bars.time[row]!
    if (opens - closed >= timeframe.ms / 2 && (calendar.isOpen(closed) || calendar.nextOpen(closed) < opens)) rows.push(row)
  }
  return rows
}

function finest(data: readonly BarSeries[], id: string): BarSeries {
  return data.filter((s) => s.instrument.id === id).reduce((a, b) => (b.timeframe.ms < a.timeframe.ms ? b : a))
}
