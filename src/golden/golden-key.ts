/** What the result of a golden run may depend on, and what of it changed, in sentences. */
import type { BarSeries } from '../model/bars.ts'
import { moneyOf, type Instrument } from '../model/instrument.ts'
import type { ParamValue, RunEnd, RunInfo } from '../model/ports.ts'
import { counted, type Digest } from './counted.ts'
import { momentText } from './golden-row.ts'

export interface GoldenKey {
  readonly engine: string
  readonly strategy: string
  /** What the strategy was loaded from, by its hash; null where nobody said. */
  readonly source: string | null
  readonly params: Readonly<Record<string, ParamValue>>
  /** Cash, seed, the first moment traded, and the policies in force, in words. */
  readonly settings: Readonly<Record<string, string>>
  readonly data: readonly GoldenData[]
  /** Finer bars that say what happened inside others; absent where there were none. */
  readonly detail?: readonly GoldenBars[]
}

export interface GoldenBars {
  readonly instrument: string
  readonly timeframe: string
  readonly bars: number
  readonly contentHash: string
}

export interface GoldenData extends GoldenBars {
  /** Count and the beginning of the SHA-256 of its dividends, splits and the like; absent where there are none. */
  readonly actions?: string
  /** What it is traded as. */
  readonly terms: Omit<Instrument, 'id'>
}

export interface KeyOptions {
  readonly digest: Digest
  readonly detail?: readonly BarSeries[]
}

export function keyOfRun(info: RunInfo, { tradingFrom }: RunEnd, { digest, detail = [] }: KeyOptions): GoldenKey {
  const { engineVersion, strategy, policies, currency, cash, seed, instruments, series } = info
  return {
    engine: engineVersion,
    strategy: strategy.name,
    source: strategy.source,
    params: strategy.params,
    settings: {
      cash: `${moneyOf(currency, cash)} ${currency.code}`,
      seed: String(seed),
      ...(tradingFrom !== null && { 'trading from': momentText(tradingFrom) }),
      ...policies,
    },
    data: series.map(({ instrument, timeframe, bars, source, actions = [] }) => {
      const { id: _, ...terms } = instruments.find(({ id }) => id === instrument)!
      const listed = actions.length > 0 && {
        actions: counted(
          actions.map((action) => JSON.stringify(action)),
          digest,
        ),
      }
      return { instrument, timeframe: timeframe.label, bars, contentHash: source.contentHash, ...listed, terms }
    }),
    ...(detail.length > 0 && {
      detail: detail.map(({ instrument, timeframe, bars, source }) => ({
        instrument: instrument.id,
        timeframe: timeframe.label,
        bars: bars.length,
        contentHash: source.contentHash,
      })),
    }),
  }
}

/** What went in otherwise than it was recorded; empty when nothing did. */
export function changedInputs(was: GoldenKey, is: GoldenKey): string[] {
  const said: string[] = []
  const compare = (what: string, a: unknown, b: unknown): void => {
    if (isOther(a, b)) said.push(changeText(what, a, b))
  }
  compare('the engine', was.engine, is.engine)
  compare('the strategy', was.strategy, is.strategy)
  if (was.source !== null && is.source !== null && was.source !== is.source) said.push('the code of the strategy changed')
  for (const name of namesOf(was.params, is.params)) compare(`parameter ${name}`, was.params[name], is.params[name])
  for (const name of namesOf(was.settings, is.settings)) compare(`setting ${name}`, was.settings[name], is.settings[name])
  said.push(...changedBars(was.data, is.data))
  said.push(...changedBars(was.detail ?? [], is.detail ?? []).map((text) => `inside bars, ${text}`))
  return said
}

function changedBars(was: readonly (GoldenBars & Partial<GoldenData>)[], is: readonly (GoldenBars & Partial<GoldenData>)[]): string[] {
  const said: string[] = []
  const byName = (data: typeof was): Record<string, (typeof was)[number]> =>
    Object.fromEntries(data.map((one) => [`${one.instrument} ${one.timeframe}`, one]))
  const [before, now] = [byName(was), byName(is)]
  for (const name of namesOf(before, now)) {
    const [a, b] = [before[name], now[name]]
    if (a === undefined || b === undefined) {
      said.push(`${name} is ${a === undefined ? 'new' : 'no longer'} among the data`)
      continue
    }
    if (a.bars !== b.bars) said.push(changeText(`${name}: the number of bars`, a.bars, b.bars))
    if (a.contentHash !== b.contentHash) said.push(`${name}: the bars are others`)
    if (a.actions !== b.actions) said.push(`${name}: its dividends, splits and the like are others`)
    const [terms, others] = [a.terms ?? {}, b.terms ?? {}]
    for (const term of namesOf(terms, others)) {
      const [old, young]: unknown[] = [Reflect.get(terms, term), Reflect.get(others, term)]
      if (isOther(old, young)) said.push(changeText(`${name}: ${term}`, old, young))
    }
  }
  return said
}

function isOther(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b)
}

function changeText(what: string, was: unknown, is: unknown): string {
  return `${what} was ${worded(was)}, is ${worded(is)}`
}

function namesOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
}

function worded(value: unknown): string {
  return value === undefined ? 'not given' : typeof value === 'string' ? value : JSON.stringify(value)
}
