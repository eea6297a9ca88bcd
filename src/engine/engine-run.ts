/** From plain options to an engine that is ready to step: the one wiring that every front door uses. */
import { LockstepError } from '../base/error.ts'
import { VERSION } from '../base/version.ts'
import { spanOf } from '../model/bar-stream.ts'
import type { BarSeries } from '../model/bars.ts'
import { plainOf, type Plain } from '../model/fast-paths.ts'
import { currencyOf, type Currency, type Instrument } from '../model/instrument.ts'
import { Orders } from '../model/orders.ts'
import type { PhaseClock } from '../model/phase-clock.ts'
import type { InputTap, ParamValue, RunInfo, Tap } from '../model/ports.ts'
import type { Timestamp } from '../model/time.ts'
import type { Financing } from '../portfolio/financing.ts'
import type { Interest } from '../portfolio/interest.ts'
import { regularOf } from '../calendar/calendar-table.ts'
import { calendarOf } from '../calendar/calendars.ts'
import type { PowerOptions } from '../risk/buying-power.ts'
import { liquidationRuleOf } from '../risk/margin-call.ts'
import { marginRuleOf, type MarginRule } from '../risk/margin.ts'
import { settlementRuleOf, Unsettled } from '../risk/settlement.ts'
import { currenciesOf, type Rates } from '../portfolio/conversion.ts'
import { slotsFor, type Limits } from '../risk/limits.ts'
import type { LineStore } from '../strategy/line-store.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { hold, type EndingRule } from './ending.ts'
import { Engine, type EngineVenue } from './engine.ts'
import { conversionOf, type OrderConversion } from './conversion.ts'
import { SeriesSet } from './series-set.ts'
import { isWide } from './wide-rows.ts'
import { targetRuleOf, type TargetRule } from './target-rule.ts'
import type { SetUpStrategy } from './set-up.ts'
import type { WarmUpMode } from './warm-up.ts'

export interface EngineRun {
  readonly strategy: Strategy
  readonly params: Readonly<Record<string, ParamValue | undefined>>
  /** Where the strategy came from, for the manifest; null when it was a value. */
  readonly source: string | null
  readonly series: readonly BarSeries[]
  /** True when rows will be pushed one moment at a time (replay, live); then the bars of `series` are not read. */
  readonly pushed: boolean
  /** For a pushed run: when its first bar opened, from which timers count; without it they count from the epoch. */
  readonly firstTime?: Timestamp
  /** Opening cash in the account's currency. */
  readonly cash: number
  /** Code of the account's currency; the first instrument's unless given. */
  readonly currency?: string
  /** Currencies that fees are paid in, where that is not the instrument's own. */
  readonly feeCurrencies?: readonly string[]
  /** Money of the account for one unit of a currency that no instrument converts. */
  readonly rates?: Rates
  /** The margin rule or its name, `leverage` unless given, and whether open orders reserve, which is the rule's way unless given. */
  readonly margin?: string | MarginRule
  readonly reserve?: boolean
  /** Name of the liquidation rule, `none` unless given. */
  readonly liquidation?: string
  /** Name of the rule by which proceeds of sales may be spent again; `immediate` unless given. */
  readonly settlement?: string
  /** `lockstep` and `none` unless given. */
  readonly targets?: TargetRule
  readonly conversion?: OrderConversion
  /** `hold` unless given. */
  readonly ending?: EndingRule
  readonly financing?: readonly Financing[]
  readonly interest?: readonly Interest[]
  readonly limits: Limits
  readonly tradeFrom: Timestamp | null
  /** `all` unless given. */
  readonly warmUp?: WarmUpMode
  readonly seed: number
  readonly taps: readonly Tap[]
  readonly inputs: InputTap | null
  /** Fast paths that are left out; none unless given. */
  readonly plain?: Plain
  /** Who times some of the steps; nobody unless given. */
  readonly phases?: PhaseClock
  /** Where lines that other runs computed are found; nowhere unless given. */
  readonly lines?: LineStore
  /** Makes the venue for the run's instruments and open orders. */
  venue(instruments: readonly Instrument[], orders: Orders): EngineVenue
}

/** @throws LockstepError E_CONFIG, E_PARAM_*, E_DATA_*, E_STRATEGY_* */
export function createEngine(run: EngineRun): { readonly engine: Engine; readonly set: SeriesSet; readonly info: RunInfo } {
  const instruments = distinct(run.series)
  const [first] = instruments
  if (first === undefined)
    throw new LockstepError('E_DATA_EMPTY', 'expected at least one series of bars, there is none', 'Give the run data.')
  const plain = run.plain ?? plainOf(undefined)
  const account = run.currency === undefined ? first.currency : currencyOf(run.currency)
  const cash = openingCash(run.cash, account)
  const orders = new Orders(slotsFor(run.limits.openOrdersMax))
  const venue = run.venue(instruments, orders)
  const params = run.strategy.read(boundToOnly(run, instruments))
  const readsAhead = !plain.has('read-ahead')
  const set = new SeriesSet(
    run.series,
    run.series.map((s) => instruments.indexOf(instruments.find((i) => i.id === s.instrument.id) ?? s.instrument)),
    instruments.length,
    { pushed: run.pushed, readsAhead, lines: readsAhead && !plain.has('indicator-cache') ? (run.lines ?? null) : null },
  )
  const info = manifest(run, instruments, params, { cash, account, policies: venue.policies })
  const clock = new Float64Array(1).fill(NaN)
  const engine = new Engine({
    instruments,
    series: run.series,
    set,
    strategies: partsOf(run.strategy, params),
    orders,
    venue,
    account: {
      cash,
      currencies: currenciesOf(account, instruments, (run.feeCurrencies ?? []).map(currencyOf)),
      rates: run.rates ?? {},
      financing: run.financing ?? [],
      interest: run.interest ?? [],
      power: powerOf(run, instruments, clock),
      liquidation: liquidationRuleOf(run.liquidation ?? 'none'),
      limits: run.limits,
      settlement: settlementRuleOf(run.settlement ?? 'immediate'),
    },
    clock,
    targets: run.targets ?? targetRuleOf('lockstep'),
    conversion: run.conversion ?? conversionOf('none'),
    ending: run.ending ?? hold,
    tradeFrom: run.tradeFrom ?? -Infinity,
    warmUp: run.warmUp ?? 'all',
    // A run that waits for no indicator begins when it is told to, before the first bar too.
    firstTime: (run.warmUp === 'none' ? run.tradeFrom : null) ?? run.firstTime ?? firstOpen(run.series),
    info,
    taps: run.taps,
    inputs: run.inputs,
    plain,
    phases: run.phases ?? null,
  })
  return { engine, set, info }
}

/** In ledger units. @throws LockstepError E_CONFIG */
function openingCash(given: number, { code, decimals }: Currency): number {
  const cash = Math.round(given * 10 ** decimals)
  if (cash >= 1 && Number.isSafeInteger(cash)) return cash
  const most = Math.floor(Number.MAX_SAFE_INTEGER / 10 ** decimals)
  throw new LockstepError(
    'E_CONFIG',
    `expected opening cash from 10^-${decimals} to ${most} ${code}, was ${given}`,
    'Give cash in the account currency, for example 10000.',
  )
}

/** An instrument parameter that names nothing means the run's only instrument, and the manifest says so. */
function boundToOnly(run: EngineRun, instruments: readonly Instrument[]): EngineRun['params'] {
  const [only] = instruments
  if (only === undefined || instruments.length > 1) return run.params
  const unnamed = Object.entries(run.strategy.params).filter(
    ([name, spec]) => spec.kind === 'instrument' && (run.params[name] ?? spec.initial) === '',
  )
  return { ...run.params, ...Object.fromEntries(unnamed.map(([name]) => [name, only.id])) }
}

/** Instruments that a sentence names. */
const SHOWN_MAX = 8

/** Minutes before a close in which a market counts as closing for margin. */
const CLOSING_MS = 10 * 60_000

function powerOf(run: EngineRun, instruments: readonly Instrument[], clock: Float64Array): PowerOptions {
  const calendars = instruments.map((i) => regularOf(calendarOf(i.calendar)))
  return {
    margin: marginRuleOf(run.margin ?? 'leverage'),
    ...(settlementRuleOf(run.settlement ?? 'immediate').sessions > 0 && { unsettled: new Unsettled(clock) }),
    ...(run.reserve !== undefined && { reserve: run.reserve }),
    feeCurrencies: run.feeCurrencies ?? [],
    intraday: (i) => calendars[i]!.isOpen(clock[0]!) && calendars[i]!.nextClose(clock[0]!) - clock[0]! > CLOSING_MS,
  }
}

/** What positions may be worth: the account's multiple of equity, and that of instruments with one of their own. */
function leverageText(account: number, instruments: readonly Instrument[]): string {
  const own = new Map<number, string[]>()
  for (const { id, leverage } of instruments) if (leverage !== undefined) own.set(leverage, [...(own.get(leverage) ?? []), id])
  const groups = [...own].map(
    ([leverage, ids]) => `${leverage} × for ${ids.length > SHOWN_MAX ? `${ids.length} instruments` : ids.join(', ')}`,
  )
  const isAll = instruments.every((i) => i.leverage !== undefined)
  return [...(isAll ? [] : [`at most ${account} × equity`]), ...groups].join('; ')
}

/** Rules other than the defaults, by name. */
function rulesText({ margin = 'leverage', liquidation = 'none', targets, conversion }: EngineRun): Record<string, string> {
  const { name } = marginRuleOf(margin)
  return {
    ...(name !== 'leverage' && { margin: name }),
    ...(liquidation !== 'none' && { liquidation }),
    ...(targets !== undefined && targets.name !== 'lockstep' && { sizing: targets.name }),
    ...(conversion !== undefined && conversion.name !== 'none' && { conversion: conversion.name }),
  }
}

/** The strategies that share the run's account, each with its own parameters. */
function partsOf(strategy: Strategy, params: SetUpStrategy['params']): SetUpStrategy[] {
  if (strategy.parts === undefined) return [{ definition: strategy, params }]
  return strategy.parts.map((part) => ({ definition: part.strategy, params: part.valuesOf(params) }))
}

/** When the first bar of all series opens; 0 when there is none. */
function firstOpen(series: readonly BarSeries[]): number {
  const opens = series.flatMap((s) => spanOf(s)?.from ?? [])
  return opens.length === 0 ? 0 : Math.min(...opens)
}

function distinct(series: readonly BarSeries[]): Instrument[] {
  const byId = new Map<string, Instrument>()
  const seen = new Set<string>()
  for (const { instrument, timeframe, stream, closes, quotes, repeated } of series) {
    const key = `${instrument.id} ${timeframe.label}`
    if (seen.has(key)) throw new LockstepError('E_CONFIG', `expected each series once, ${key} is given twice`, 'Leave one of them out.')
    if (stream !== undefined && (closes ?? quotes ?? repeated) !== undefined)
      throw new LockstepError(
        'E_CONFIG',
        `expected streamed bars of six columns, those of ${key} have others beside them`,
        'Load bars with quotes, odd closes or repeated rows whole.',
      )
    seen.add(key)
    if (!byId.has(instrument.id)) byId.set(instrument.id, instrument)
  }
  return [...byId.values()]
}

function manifest(
  run: EngineRun,
  instruments: readonly Instrument[],
  params: Readonly<Record<string, ParamValue>>,
  { cash, account, policies }: { cash: number; account: Currency; policies: Readonly<Record<string, string>> },
): RunInfo {
  const { limits } = run
  const names = new Set(instruments.map((i) => i.calendar))
  const made = [...names].flatMap((name) => calendarOf(name).madeFrom ?? [])
  return {
    engineVersion: VERSION,
    strategy: {
      name: run.strategy.name,
      params: { ...params },
      source: run.source,
      ...(run.strategy.parts !== undefined && { parts: run.strategy.parts.map((part) => part.name) }),
    },
    instruments,
    series: run.series.map((s) => ({
      instrument: s.instrument.id,
      timeframe: s.timeframe,
      source: s.source,
      bars: s.bars.length,
      from: spanOf(s)?.from ?? (0 as Timestamp),
      to: spanOf(s)?.to ?? (0 as Timestamp),
      ...(isWide(s) && { wide: true }),
      ...(s.actions !== undefined && { actions: s.actions }),
    })),
    ...(made.length > 0 && { calendars: made }),
    policies: {
      ...policies,
      leverage: leverageText(limits.leverageMax, instruments),
      ...rulesText(run),
      shorts: limits.allowShort ? 'allowed' : 'not allowed',
      ...(limits.positionQtyMax < Infinity ? { position: `at most ${limits.positionQtyMax} units` } : {}),
      ...(run.settlement !== undefined && { settlement: settlementRuleOf(run.settlement).says }),
      ...labelled('financing', run.financing),
      ...(run.ending !== undefined && run.ending !== hold && { ending: run.ending.says }),
      ...labelled('interest', run.interest),
    },
    currency: account,
    cash,
    seed: run.seed,
  }
}

/** The rules of a run in words, where it has any. */
function labelled(name: string, rules: readonly { readonly label: string }[] = []): Readonly<Record<string, string>> {
  return rules.length === 0 ? {} : { [name]: rules.map((rule) => rule.label).join(' + ') }
}
