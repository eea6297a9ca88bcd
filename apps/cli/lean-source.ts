/** Bars for a run from a LEAN data folder: `--data lean:PATH --instrument SPY --timeframe 1m`. */
import {
  didYouMean,
  formatDate,
  formatMoment,
  LeanFolder,
  LockstepError,
  parseTimeframe,
  timestamp,
  type BarSeries,
  type LeanListing,
  type LeanRequest,
  type Timestamp,
} from 'lockstep'
import { instrumentSpec, type BarFlags } from './commands/bar-flags.ts'
import type { LeanFlags } from './commands/lean-flags.ts'
import { UsageFault } from './failure.ts'
import { grouped, type Progress } from './progress.ts'
import { readRange } from './read-flag.ts'
import type { Screen } from './screen.ts'

export interface LeanSourceFlags extends BarFlags, LeanFlags {
  readonly instrument?: string
  readonly range?: string
  readonly from?: string
  readonly to?: string
}

/** What --data names a LEAN folder with. */
const PREFIX = 'lean:'
/** Symbols that a message lists. */
const SYMBOLS_SHOWN = 12

const timeframes: Readonly<Record<LeanListing['resolution'], string>> = {
  tick: 'tick',
  second: '1s',
  minute: '1m',
  hour: '1h',
  daily: '1d',
}

/** The folder that a text of --data names, or null when it names none. */
export function leanFolderOf(name: string): string | null {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null
}

/**
 * Every series that --instrument names: `SPY`, or `forex/oanda/EURUSD` where several markets have the symbol, with the contract
 * after it for a future: `future/cme/ES/201312`.
 * @throws UsageFault, LockstepError E_DATA_*
 */
export async function readLean(
  path: string,
  flags: LeanSourceFlags,
  { screen, progress }: { readonly screen: Screen; readonly progress: Progress },
): Promise<BarSeries[]> {
  const folder = await LeanFolder.open(path)
  const listed = await folder.list()
  const names = (flags.instrument ?? '').split(',').filter((name) => name !== '')
  if (names.length === 0)
    throw new UsageFault(
      `expected --instrument to say which symbols of ${path} to run on`,
      `There are ${shown(listed.map((l) => l.symbol))}.`,
    )
  const all: BarSeries[] = []
  for (const name of names) {
    const request = requestOf(name, listed, flags)
    progress.update(0, () => `reading ${name} from ${path}`)
    const series = await folder.series(request)
    progress.clear()
    checkHasData(name, series, firstInstant(flags))
    all.push(series)
    const { instrument, timeframe, bars, quarantined, source } = series
    const span = `${formatMoment(bars.time[0] as Timestamp)} to ${formatMoment(bars.time[bars.length - 1] as Timestamp)}`
    screen.note('data', `${instrument.id} ${timeframe.label}, ${grouped(bars.length)} bars, ${span}, from ${path} (${source.name})`)
    if (quarantined.count > 0) screen.warn(`${name}: ${grouped(quarantined.count)} bad rows left out`)
  }
  return all
}

function requestOf(name: string, listed: readonly LeanListing[], flags: LeanSourceFlags): LeanRequest {
  const parts = name.split('/')
  if (parts.length > 4 || parts.length === 2)
    throw new UsageFault(`expected a symbol or type/market/symbol, was "${name}"`, 'For example SPY or forex/oanda/EURUSD.')
  const [type, market, symbol = ''] = parts.length === 1 ? [undefined, undefined, name] : parts
  const contract = parts[3]
  const found = select(name, symbol, { type, market }, listed, flags.timeframe)
  const { id: _, ...terms } = instrumentSpec(symbol, flags)
  const to = lastDate(flags)
  return {
    type: found.type,
    market: found.market,
    symbol,
    resolution: found.resolution,
    instrument: terms,
    extended: flags.extendedHours ?? false,
    fillForward: flags.fillForward ?? true,
    ...(flags.adjust !== undefined && { mode: flags.adjust }),
    ...(to !== null && { to }),
    ...(contract !== undefined && { contract }),
  }
}

/** The one listing that is meant. A symbol that no file is named after may be a later ticker of one: the type and market must then be told. */
function select(
  name: string,
  symbol: string,
  { type, market }: { readonly type: string | undefined; readonly market: string | undefined },
  listed: readonly LeanListing[],
  timeframe: string | undefined,
): Pick<LeanListing, 'type' | 'market' | 'resolution'> {
  const wanted = timeframe === undefined ? undefined : timeframe === 'tick' ? 'tick' : parseTimeframe(timeframe).label
  const ofMarket = listed.filter((l) => (type ?? l.type) === l.type && (market ?? l.market) === l.market)
  const ofSymbol = ofMarket.filter((l) => l.symbol === symbol.toUpperCase())
  const found = ofSymbol.filter((l) => wanted === undefined || timeframes[l.resolution] === wanted)
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  const resolution = Object.entries(timeframes).find(([, label]) => label === wanted)?.[0] as LeanListing['resolution'] | undefined
  const [first] = ofMarket
  if (ofSymbol.length === 0 && type !== undefined && first !== undefined && resolution !== undefined)
    return { type: first.type, market: first.market, resolution }
  if (ofSymbol.length === 0) {
    const there = (ofMarket.length > 0 ? ofMarket : listed).map((l) => l.symbol)
    const near = didYouMean(symbol, there)
    const hint = near.endsWith('?') ? `D${near.slice(1)}` : `There are ${shown(there)}.`
    throw new LockstepError('E_DATA_UNKNOWN', `expected ${name} in the LEAN folder, it is not there`, hint)
  }
  if (found.length === 0) {
    const labels = [...new Set(ofSymbol.map((l) => timeframes[l.resolution]))]
    throw new LockstepError(
      'E_DATA_TIMEFRAME',
      `expected ${name} at ${timeframe}, there are ${labels.join(', ')}`,
      `Name one of them with --timeframe.`,
    )
  }
  const markets = new Set(found.map((l) => `${l.type}/${l.market}/${l.symbol}`))
  if (markets.size > 1)
    throw new UsageFault(`expected one market of ${name}, there are ${[...markets].join(', ')}`, 'Name one of them with --instrument.')
  throw new UsageFault(
    `expected --timeframe, ${name} is there at ${found.map((l) => timeframes[l.resolution]).join(', ')}`,
    'Name one of them.',
  )
}

/** Fails where the run would see nothing but the last price repeated. */
function checkHasData(name: string, { bars, quotes, repeated }: BarSeries, from: number | null): void {
  let last = bars.length - 1
  const isQuoted = (i: number): boolean => quotes !== undefined && !(Number.isNaN(quotes.bidClose[i]) && Number.isNaN(quotes.askClose[i]))
  while (last >= 0 && repeated?.[last] === 1 && !isQuoted(last)) last--
  if (from === null || bars.time[last]! >= from) return
  const asked = formatDate(from as Timestamp)
  throw new LockstepError(
    'E_DATA_EMPTY',
    `expected data of ${name} from ${asked} to the end of what was asked for, the last before that are of ${formatDate(bars.time[last] as Timestamp)}`,
    'Ask for dates that are there, which `lockstep data ls` lists.',
  )
}

/** When the run begins to trade, or null for the first bar. */
function firstInstant({ range, from }: LeanSourceFlags): number | null {
  if (from !== undefined) return timestamp(from)
  return range === undefined ? null : readRange(range).from
}

/** The last date that can matter to the run; its end cuts the rest. */
function lastDate({ range, to }: LeanSourceFlags): string | null {
  if (to !== undefined) return to.slice(0, 10)
  const end = range === undefined ? null : readRange(range).to
  return end === null ? null : formatDate(end as Timestamp)
}

function shown(symbols: readonly string[]): string {
  const names = [...new Set(symbols)]
  const more = names.length > SYMBOLS_SHOWN ? ` and ${names.length - SYMBOLS_SHOWN} more` : ''
  return names.length === 0 ? 'no symbols' : `${names.slice(0, SYMBOLS_SHOWN).join(', ')}${more}`
}
