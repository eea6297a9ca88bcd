/** Front doors' wiring of everything that a run says of its venue and account: names become policies, presets fill in what is not said. */
import type { BacktestOptions } from './backtest.ts'
import { LockstepError } from './base/error.ts'
import { didYouMean } from './base/nearest-name.ts'
import { conversionOf, type OrderConversion } from './engine/conversion.ts'
import { endingRuleOf } from './engine/ending.ts'
import type { EngineRun } from './engine/engine-run.ts'
import { targetRuleOf, type TargetRule } from './engine/target-rule.ts'
import type { WarmUpMode } from './engine/warm-up.ts'
import { expectWhole } from './model/bar-stream.ts'
import type { BarSeries } from './model/bars.ts'
import { plainOf } from './model/fast-paths.ts'
import type { Rates } from './portfolio/conversion.ts'
import type { Financing } from './portfolio/financing.ts'
import type { Interest } from './portfolio/interest.ts'
import type { Preset } from './presets/preset.ts'
import { presetOf } from './presets/presets.ts'
import type { Limits } from './risk/limits.ts'
import type { MarginRule } from './risk/margin.ts'
import { withDetail } from './venue/detail.ts'
import { feeScheduleOf } from './venue/fee-schedules.ts'
import { feeOf, sumOfFees, type Fee } from './venue/fees.ts'
import { fillPolicyOf, type FillPolicy } from './venue/fill-policy.ts'
import { shareOfVolume, type Liquidity } from './venue/liquidity.ts'
import { SimVenue, type SimVenueConfig } from './venue/sim-venue.ts'
import { sumOfSlippage, type Slippage } from './venue/slippage.ts'

/** What a run may say of venue and account. Where it names a preset, that fills in what is left out. */
export interface MarketRules {
  /** Name of a bundle of policies, such as `lean`. */
  readonly preset?: string
  /** Name of the fill policy; `pessimistic` unless given. */
  readonly fill?: string
  /** Finer bars of instruments of the run: what happens inside a bar is then read off them. */
  readonly detail?: BarSeries | readonly BarSeries[]
  readonly fees?: Fee | readonly Fee[]
  readonly slippage?: Slippage | readonly Slippage[]
  /** How much of an order a bar can fill; all of it unless given. */
  readonly liquidity?: Liquidity
  /** Time that orders and cancels take to arrive; 0 unless given. */
  readonly latencyMs?: number
  readonly account?: AccountRules
  /** How targets become quantities: a name (`lockstep`), or a rule. */
  readonly sizing?: string | TargetRule
  /** What becomes of orders that come at the wrong hour: a name (`none`), or a rule. */
  readonly conversion?: string | OrderConversion
  /** What becomes of positions that are open when the data end: `hold`, `close`, … */
  readonly ending?: string
  /** Whether trading waits for all indicators (`all`), each handler for those of its own series, or nobody for any. */
  readonly warmUp?: WarmUpMode
}

/** What a run may say of its account. */
export interface AccountRules {
  /** Code of its currency; the first instrument's unless given. */
  readonly currency?: string
  /** Money of the account for one unit of a currency that no instrument of the run converts. */
  readonly rates?: Rates
  /** The margin rule or its name, `leverage` unless given; and whether open orders reserve margin, the rule's own way unless given. */
  readonly margin?: string | MarginRule
  readonly reserve?: boolean
  /** Name of the rule that closes positions for want of margin; `none` unless given. */
  readonly liquidation?: string
  /** Name of the rule by which proceeds of sales may be spent again; `immediate` unless given. */
  readonly settlement?: string
  readonly financing?: Financing | readonly Financing[]
  readonly interest?: Interest | readonly Interest[]
}

/** What an engine is made with. */
export interface WiredRules {
  readonly series: readonly BarSeries[]
  readonly fee: Fee
  readonly slippage: Slippage
  readonly run: Pick<
    EngineRun,
    | 'venue'
    | 'targets'
    | 'conversion'
    | 'ending'
    | 'warmUp'
    | 'margin'
    | 'reserve'
    | 'liquidation'
    | 'settlement'
    | 'currency'
    | 'feeCurrencies'
    | 'rates'
    | 'financing'
    | 'interest'
    | 'plain'
  >
}

type OptionName = keyof BacktestOptions
const OPTIONS: Readonly<Record<OptionName, true>> = {
  data: true,
  params: true,
  cash: true,
  preset: true,
  fill: true,
  detail: true,
  fees: true,
  slippage: true,
  liquidity: true,
  latencyMs: true,
  account: true,
  sizing: true,
  conversion: true,
  ending: true,
  warmUp: true,
  limits: true,
  from: true,
  to: true,
  seed: true,
  full: true,
  taps: true,
  inputs: true,
  source: true,
  report: true,
  plain: true,
  phases: true,
  lines: true,
}
const ACCOUNT: Readonly<Record<keyof AccountRules, true>> = {
  currency: true,
  rates: true,
  margin: true,
  reserve: true,
  liquidation: true,
  settlement: true,
  financing: true,
  interest: true,
}

/** An option that is misspelt would be the default without a word. @throws LockstepError E_CONFIG */
export function checkOptions(options: object): void {
  checkNames('a run', options, OPTIONS)
  const { account } = options as MarketRules
  if (account !== undefined) checkNames('an account', account, ACCOUNT)
}

function checkNames(what: string, given: object, known: Readonly<Record<string, true>>): void {
  const names = Object.keys(known)
  const stray = Object.keys(given).find((name) => !Object.hasOwn(known, name))
  if (stray === undefined) return
  throw new LockstepError(
    'E_CONFIG',
    `expected options of ${what}, "${stray}" is none; ${didYouMean(stray, names)}`,
    'Correct the name, or leave it out.',
  )
}

/** @throws LockstepError E_CONFIG with the nearest name */
export function wireRules(
  rules: MarketRules & { readonly limits?: Partial<Limits>; readonly plain?: BacktestOptions['plain'] },
  data: readonly BarSeries[],
): WiredRules {
  const preset = rules.preset === undefined ? null : presetOf(rules.preset)
  // A leverage that the run names holds, and not the preset's.
  const leverages = rules.limits?.leverageMax === undefined ? preset?.leverage : undefined
  const series = data.map((s) => withLeverage(s, leverages))
  const fees = rules.fees === undefined ? presetFees(preset) : list(rules.fees)
  const fee = sumOfFees(fees)
  const slippage = sumOfSlippage(list(rules.slippage))
  const { account = {}, sizing = preset?.sizing ?? 'lockstep', conversion = preset?.conversion ?? 'none' } = rules
  const converting = typeof conversion === 'string' ? conversionOf(conversion) : conversion
  const execution = executionOf(rules, preset)
  const policy = policyOf(rules, preset, series)
  const plain = plainOf(rules.plain ?? process.env['LOCKSTEP_PLAIN'])
  return {
    series,
    fee,
    slippage,
    run: {
      venue: (instruments, orders) => {
        const feeds = instruments.map((i) => finestOf(series, i.id))
        const { nearestPrice = false } = converting
        return new SimVenue({
          instruments,
          orders,
          policy,
          fee,
          slippage,
          feeds,
          nearestPrice,
          matchesFar: plain.has('far-orders'),
          ...execution,
        })
      },
      targets: typeof sizing === 'string' ? targetRuleOf(sizing) : sizing,
      conversion: converting,
      ending: endingRuleOf(rules.ending ?? preset?.ending ?? 'hold'),
      warmUp: rules.warmUp ?? preset?.warmUp ?? 'all',
      margin: account.margin ?? preset?.margin ?? 'leverage',
      ...(account.reserve !== undefined && { reserve: account.reserve }),
      liquidation: account.liquidation ?? preset?.liquidation ?? 'none',
      ...(account.settlement !== undefined && { settlement: account.settlement }),
      ...(account.currency !== undefined && { currency: account.currency }),
      feeCurrencies: feeCurrenciesOf(fee, series),
      rates: account.rates ?? {},
      financing: list(account.financing),
      interest: list(account.interest),
      plain,
    },
  }
}

/** What limits and delays fills; what a run does not use is not named in its manifest. */
function executionOf(rules: MarketRules, preset: Preset | null): Pick<SimVenueConfig, 'liquidity' | 'latencyMs'> {
  const { latencyMs = 0, liquidity = preset?.volumeLimit === undefined ? null : shareOfVolume(preset.volumeLimit) } = rules
  if (!Number.isSafeInteger(latencyMs) || latencyMs < 0) {
    throw new LockstepError(
      'E_CONFIG',
      `expected a latency in whole milliseconds of at least 0, was ${latencyMs}`,
      'A quarter of a second is latencyMs: 250.',
    )
  }
  return { latencyMs, ...(liquidity !== null && { liquidity }) }
}

function policyOf(rules: MarketRules, preset: Preset | null, series: readonly BarSeries[]): FillPolicy {
  const policy = fillPolicyOf(rules.fill ?? preset?.fill ?? 'pessimistic')
  if (rules.detail === undefined) return policy
  expectWhole(list(rules.detail), 'what happens inside a bar')
  const ids = series.map((s) => s.instrument.id)
  for (const { instrument, timeframe } of list(rules.detail)) {
    const walked = finestOf(series, instrument.id)
    if (walked !== null && timeframe.ms < walked.timeframe.ms) continue
    throw new LockstepError(
      'E_CONFIG',
      walked === null
        ? `expected finer bars of an instrument of the run, was "${instrument.id}"; ${didYouMean(instrument.id, ids)}`
        : `expected bars of ${instrument.id} finer than ${walked.timeframe.label}, were ${timeframe.label}`,
      'Give finer bars of what the run trades, or leave them out.',
    )
  }
  return withDetail(policy, list(rules.detail))
}

function presetFees(preset: Preset | null): readonly Fee[] {
  return preset?.feeSchedule === undefined ? [] : [feeScheduleOf(preset.feeSchedule).fee]
}

/** Codes of the currencies that fees are paid in where that is neither the instrument's nor what is bought. */
function feeCurrenciesOf(fee: Fee, series: readonly BarSeries[]): string[] {
  const paidIn = series.map(({ instrument }) => feeOf(fee, instrument).paidIn ?? 'quote')
  return [...new Set(paidIn)].filter((code) => code !== 'quote' && code !== 'base')
}

/** An instrument that names no leverage gets that of its kind. */
function withLeverage(series: BarSeries, leverages: Preset['leverage']): BarSeries {
  const { instrument } = series
  const leverage = leverages?.[instrument.kind ?? 'other']
  if (leverage === undefined || instrument.leverage !== undefined) return series
  return { ...series, instrument: { ...instrument, leverage } }
}

/** The series that an instrument's orders are matched against. */
function finestOf(series: readonly BarSeries[], id: string): BarSeries | null {
  return series
    .filter((s) => s.instrument.id === id)
    .reduce<BarSeries | null>((a, b) => (a !== null && a.timeframe.ms <= b.timeframe.ms ? a : b), null)
}

export function list<T>(given: T | readonly T[] | undefined): readonly T[] {
  return given === undefined ? [] : Array.isArray(given) ? (given as readonly T[]) : [given as T]
}
