/** What the result of a golden run may depend on, and what of it changed, in sentences. */
import { moneyOf, type Instrument } from '../model/instrument.ts'
import type { ParamValue, RunEnd, RunInfo } from '../model/ports.ts'
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
}

export interface GoldenData {
  readonly instrument: string
  readonly timeframe: string
  readonly bars: number
  readonly contentHash: string
  /** What it is traded as. */
  readonly terms: Omit<Instrument, 'id'>
}

export function keyOfRun(info: RunInfo, { tradingFrom }: RunEnd): GoldenKey {
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
    data: series.map(({ instrument, timeframe, bars, source }) => {
      const { id: _, ...terms } = instruments.find(({ id }) => id === instrument)!
      return { instrument, timeframe: timeframe.label, bars, contentHash: source.contentHash, terms }
    }),
  }
}

/** What went in otherwise than it was recorded; empty when nothing did. */
export function changedInputs(was: GoldenKey, is: GoldenKey): string[] {
  const said: string[] = []
  const compare = (what: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a) !== JSON.stringify(b)) said.push(`${what} was ${worded(a)}, is ${worded(b)}`)
  }
  compare('the engine', was.engine, is.engine)
  compare('the strategy', was.strategy, is.strategy)
  if (was.source !== null && is.source !== null && was.source !== is.source) said.push('the code of the strategy changed')
  for (const name of namesOf(was.params, is.params)) compare(`parameter ${name}`, was.params[name], is.params[name])
  for (const name of namesOf(was.settings, is.settings)) compare(`setting ${name}`, was.settings[name], is.settings[name])
  const seriesOf = ({ data }: GoldenKey): Record<string, GoldenData> =>
    Object.fromEntries(data.map((one) => [`${one.instrument} ${one.timeframe}`, one]))
  const [before, now] = [seriesOf(was), seriesOf(is)]
  for (const name of namesOf(before, now)) {
    const [a, b] = [before[name], now[name]]
    if (a === undefined || b === undefined) said.push(`${name} is ${a === undefined ? 'new' : 'no longer'} among the data`)
    else {
      compare(`${name}: the number of bars`, a.bars, b.bars)
      if (a.contentHash !== b.contentHash) said.push(`${name}: the bars are others`)
      for (const term of namesOf(a.terms, b.terms)) compare(`${name}: ${term}`, Reflect.get(a.terms, term), Reflect.get(b.terms, term))
    }
  }
  return said
}

function namesOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
}

function worded(value: unknown): string {
  return value === undefined ? 'not given' : typeof value === 'string' ? value : JSON.stringify(value)
}
