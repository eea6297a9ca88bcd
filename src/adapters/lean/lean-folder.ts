/**
 * A LEAN data folder as a data source: what is in it, and its series as a run takes them. Rules of the format: paths by type, market
 * and resolution; prices of equities in ten-thousandths; stamps in the zone of the data, sessions in the exchange's.
 */
import { join } from 'node:path'
import { LockstepError } from '../../base/error.ts'
import { BAD_SHARE_MAX, describeRow, type Quarantine } from '../../catalog/quarantine.ts'
import type { BarSeries, CorporateAction } from '../../model/bars.ts'
import { createInstrument, type Instrument } from '../../model/instrument.ts'
import { DAY_MS } from '../../model/time.ts'
import { BarGrid } from './bar-grid.ts'
import { CorporateHistory } from './corporate-actions.ts'
import { findDataFiles, readDataFiles } from './data-files.ts'
import { readFactorFile } from './factor-file.ts'
import { HoursDatabase } from './hours-database.ts'
import { listFolder, type LeanListing } from './lean-listing.ts'
import { fillColumns, hashSeries, outlineOf } from './lean-series.ts'
import { planName, planOf, type LeanPlan, type LeanRequest } from './lean-request.ts'
import { findMapFile, tickerSpans, type MapFile } from './map-file.ts'
import { OpenHours } from './open-hours.ts'
import { PrintReader } from './print-reader.ts'
import { dayDate } from './small-file.ts'
import { PropertiesDatabase } from './symbol-properties.ts'

/** A series with the rows that were no bars. */
export interface LeanSeries extends BarSeries {
  readonly quarantined: Quarantine
}

/** Adjusted prices lie between ticks: 10^-8 keeps them to well below what a ledger can tell. */
const ADJUSTED_TICK = 1e-8
/** The unit of the files. Raw prices of equities are printed to it, finer than the cent that orders keep to. */
const EQUITY_TICK = 1e-4
/** Finest step of price and quantity that is kept. */
const STEP_MIN = 1e-10

/** A LEAN data folder that was opened: its hours and properties are read once, series as they are asked for. */
export class LeanFolder {
  readonly root: string
  private readonly hours: HoursDatabase
  private readonly properties: PropertiesDatabase

  private constructor(root: string, hours: HoursDatabase, properties: PropertiesDatabase) {
    this.root = root
    this.hours = hours
    this.properties = properties
  }

  /** @throws LockstepError E_DATA_FILE when `root` is no LEAN data folder, E_DATA_FORMAT */
  static async open(root: string): Promise<LeanFolder> {
    return new LeanFolder(root, await HoursDatabase.read(root), await PropertiesDatabase.read(root))
  }

  /**
   * One series: bars with quotes, repeated rows and corporate actions beside them. The series' calendar is registered under the name of its
   * market hours, such as `lean:Equity-usa-[*]`. A bar belongs to the days asked for by when it closes.
   *
   *     const folder = await LeanFolder.open('Data')
   *     const spy = await folder.series({ type: 'equity', symbol: 'SPY', resolution: 'minute', from: '2013-10-07', to: '2013-10-11' })
   *
   * @throws LockstepError E_USAGE, E_DATA_UNKNOWN, E_DATA_EMPTY, E_DATA_FORMAT, E_DATA_BAD_ROWS, E_LIMIT
   */
  async series(request: LeanRequest): Promise<LeanSeries> {
    const plan = planOf(request)
    const hours = new OpenHours(this.hours.entry(plan.rule.name, plan.market, plan.symbol), plan.extended)
    const map = plan.rule.shares ? await findMapFile(join(this.root, plan.type, plan.market, 'map_files'), plan.symbol) : null
    const window = windowOf(plan, hours, map)
    const spans = tickerSpans(map, plan.symbol, window.firstDay, window.lastDay)
    if (spans.length === 0) throw notListed(plan, map)
    const grid = new BarGrid(plan, hours)
    const history = await this.historyOf(plan, hours, map)
    const prints = new PrintReader(plan, grid, history, window)
    for await (const { file, bytes } of readDataFiles(await findDataFiles(this.root, plan, spans), plan)) prints.read(file, bytes)
    checkRows(plan, prints)
    const fillTo = plan.to === Infinity ? null : window.to
    const ticks = plan.resolution === 'tick'
    const outline = outlineOf(prints, grid, { ticks, fillForward: plan.fillForward, fillTo })
    const columns = fillColumns(outline, prints, { ofQuotes: plan.rule.kinds[0] === 'quote', ticks, ofSessions: grid.ofSessions })
    const { time } = columns.bars
    const actions = within(history.actions(spans, map?.last ?? Infinity, hours, plan.to), time[0]!, fillTo ?? time.at(-1)! + 1)
    return {
      instrument: this.instrument(plan, hours.calendar.name),
      timeframe: plan.timeframe,
      ...columns,
      ...(actions.length > 0 && { actions }),
      source: {
        name: `lean ${planName(plan)}${plan.rule.shares ? ` ${plan.mode}` : ''}`,
        contentHash: hashSeries(columns, actions),
        gaps: outline.missing,
      },
      quarantined: prints.quarantine,
    }
  }

  /** What is in the folder, in order of type, market, resolution and symbol. @throws LockstepError E_LIMIT, E_DATA_DISK */
  async list(): Promise<LeanListing[]> {
    return listFolder(this.root)
  }

  /** Factors and events of a share; of anything else there are none. */
  private async historyOf(plan: LeanPlan, hours: OpenHours, map: MapFile | null): Promise<CorporateHistory> {
    const name = map?.name ?? plan.symbol.toLowerCase()
    const path = join(this.root, plan.type, plan.market, 'factor_files', `${name}.csv`)
    return new CorporateHistory(plan.rule.shares ? await readFactorFile(path) : [], plan.mode, hours, plan)
  }

  private instrument(plan: LeanPlan, calendar: string): Instrument {
    const { symbol, market, type, rule, mode } = plan
    const properties = this.properties.of(market, symbol, type)
    const { currency } = properties
    const tick = !rule.shares ? properties.tick : mode === 'raw' ? EQUITY_TICK : ADJUSTED_TICK
    const converts = (type === 'forex' || type === 'crypto') && symbol.endsWith(currency) && symbol.length > currency.length
    // Binance states the least worth of an order, all others the least quantity.
    const least = market.startsWith('binance') ? 'minNotional' : 'minQty'
    return createInstrument({
      id: symbol,
      kind: rule.kind,
      tick: Math.max(tick, STEP_MIN),
      // Shares are stored in hundredths of a cent and orders name cents; on adjusted prices they name any.
      ...((!rule.shares || mode === 'raw') && { orderTick: Math.max(properties.tick, tick) }),
      lot: Math.max(properties.lot, STEP_MIN),
      multiplier: properties.multiplier,
      currency,
      calendar,
      // Of what both trades and quotes tell of, LEAN takes the price of shares from trades and all others' from quotes.
      ...(rule.kinds.length > 1 && !rule.shares && { markedBy: 'quotes' as const }),
      ...(converts && { baseCurrency: symbol.slice(0, -currency.length) }),
      ...(properties.minOrder > 0 && { [least]: properties.minOrder }),
      ...plan.instrument,
    })
  }
}

/** Several series of one folder. @throws LockstepError as `LeanFolder` */
export async function leanData(root: string, requests: readonly LeanRequest[]): Promise<LeanSeries[]> {
  const folder = await LeanFolder.open(root)
  const all: LeanSeries[] = []
  for (const request of requests) all.push(await folder.series(request))
  return all
}

/** The instants that bars close in, epoch ms, and the days in the zone of the data whose files may hold them. */
interface Window {
  readonly from: number
  readonly to: number
  readonly firstDay: number
  readonly lastDay: number
}

function windowOf(plan: LeanPlan, hours: OpenHours, map: MapFile | null): Window {
  const lastDay = Math.min(plan.to, map?.last ?? Infinity)
  const from = plan.from === -Infinity ? -Infinity : hours.midnight(plan.from)
  // A daily bar that is known at midnight is still of the day before.
  const isLate = plan.resolution === 'daily' && plan.dailyEnd === 'midnight'
  const to = lastDay === Infinity ? Infinity : hours.midnight(lastDay + 1) + (isLate ? 1 : 0)
  const dataDay = (time: number): number => (Number.isFinite(time) ? Math.floor((time + hours.data.offsetAt(time)) / DAY_MS) : time)
  // A bar of the day before may close at the first midnight. In files of one date that day's is not looked at, as LEAN does not.
  const before = plan.resolution === 'hour' || plan.resolution === 'daily' ? 1 : 0
  return { from, to, firstDay: dataDay(from) - before, lastDay: dataDay(to - 1) }
}

/** Actions after the first row and before `end`. A delisting after it is told too: nothing trades from then on. */
function within(actions: readonly CorporateAction[], first: number, end: number): CorporateAction[] {
  return actions.filter((action) => action.time > first && (action.time < end || action.kind === 'delisting'))
}

function checkRows(plan: LeanPlan, { trades, quotes, quarantine, rowsIn }: PrintReader): void {
  const first = quarantine.rows[0]
  if (first !== undefined && quarantine.count > rowsIn * BAD_SHARE_MAX) {
    throw new LockstepError(
      'E_DATA_BAD_ROWS',
      `expected at most ${BAD_SHARE_MAX * 100}% bad rows in ${planName(plan)}, ${quarantine.count} of ${rowsIn} are; ${describeRow(first)}`,
      'Take the files from where they came again.',
    )
  }
  const bars = plan.rule.kinds[0] === 'quote' ? quotes.length : trades.length + quotes.length
  if (bars > 0) return
  const asked = `${Number.isFinite(plan.from) ? dayDate(plan.from) : 'the first day'} to ${Number.isFinite(plan.to) ? dayDate(plan.to) : 'the last'}`
  throw new LockstepError(
    'E_DATA_EMPTY',
    `expected bars of ${planName(plan)} from ${asked}, none of ${rowsIn} rows is within ${plan.extended ? 'extended' : 'regular'} hours of these days`,
    'Ask for days that are there, or for extended hours.',
  )
}

function notListed(plan: LeanPlan, map: MapFile | null): LockstepError {
  const [first, last] = [map?.first ?? 0, map?.last ?? Infinity]
  return new LockstepError(
    'E_DATA_EMPTY',
    `expected ${plan.symbol} to be listed on the days asked for, it was from ${dayDate(first)} to ${last === Infinity ? 'now' : dayDate(last)}`,
    'Ask for days on which it was.',
  )
}
