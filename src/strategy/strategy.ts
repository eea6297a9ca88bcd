/** A strategy is a value: a name, typed parameters, and a setup that declares lines and handlers. No class, no state of ours. */
import { LockstepError } from '../base/error.ts'
import type { Random } from '../base/random.ts'
import type { Schedule } from '../calendar/schedule.ts'
import type { ParamValue } from '../model/ports.ts'
import type { Timestamp } from '../model/time.ts'
import type { BarLines } from './bar-lines.ts'
import type { Market } from './market.ts'
import type { MarketTarget, TargetOptions } from './targets.ts'
import { readParams, type ParamSpecs, type ParamValues } from './params.ts'
import type { ActionView, CancelView, FillView, RefusalView } from './views.ts'

/** `on(moment, …)`: once per instant at which anything closed, after every bar of it has closed. */
export const moment: unique symbol = Symbol('moment')
export type Moment = typeof moment

/** A time of day such as `15:59`. */
export type ClockText = `${number}:${number}`

/** A schedule as text; the days it may begin with are those of `parseSchedule`. */
export type ScheduleText =
  | ClockText
  | `${string}open${string}`
  | `${string}close${string}`
  | `${string}every ${string}`
  | `${string} ${string}`
  | 'noon'
  | 'midnight'

export interface Account {
  /** Cash and positions at their last close, in the account's currency. */
  readonly equity: number
  /** All cash, in the account's currency. */
  readonly cash: number
  /** Cash in one currency, in that currency. @throws LockstepError E_DATA_UNKNOWN for one that the run does not have */
  cashOf(code: string): number
  /** Margin that open positions take, and what neither they nor what open orders reserve takes of equity. */
  readonly marginUsed: number
  readonly marginFree: number
}

/** Rejects handlers that return a promise: what they ask for would come after their step. */
export type AtOnce<R> = [R] extends [never]
  ? unknown
  : R extends PromiseLike<unknown>
    ? { readonly 'a handler decides at once and cannot be async': never }
    : unknown

/** What setup is given. Everything that a handler needs is taken from here, once. */
export interface Setup<P> {
  readonly params: ParamValues<P>
  /** The handle of an instrument; without an id, of the run's only one. @throws LockstepError E_DATA_UNKNOWN */
  readonly market: (id?: string) => Market
  /** Calls back when a bar of the series has closed, or at every moment. Finer timeframes come first. */
  readonly on: <R>(what: BarLines | Moment, handler: (() => R) & AtOnce<R>) => void
  /**
   * Calls back at a time of day (`15:59`), or by a schedule: `open+30m`, `close-5m`, `month-start open`, `every 15m`, or one that was
   * built. Days and sessions are those of the calendar that is named (`XNYS`); every day in UTC by default.
   */
  readonly at: {
    <R>(when: ScheduleText | Schedule, calendar: string, handler: (() => R) & AtOnce<R>): void
    <R>(when: ScheduleText | Schedule, handler: (() => R) & AtOnce<R>): void
  }
  readonly onFill: <R>(handler: ((fill: FillView) => R) & AtOnce<R>) => void
  readonly onRefusal: <R>(handler: ((refusal: RefusalView) => R) & AtOnce<R>) => void
  /** An order that ended without (all of) its fill: told at the next step, before anything is decided anew. */
  readonly onCancel: <R>(handler: ((cancel: CancelView) => R) & AtOnce<R>) => void
  /** A dividend, split, new symbol or delisting: told at its instant, after cash and position follow from it. */
  readonly onAction: <R>(handler: ((action: ActionView) => R) & AtOnce<R>) => void
  /** Random numbers from the run's seed: the same run draws the same ones. */
  readonly random: Random
  readonly account: Account
  /** Brings several positions to where they are to be: all differences are reckoned first, reductions go first, then the larger value. */
  readonly targets: (targets: readonly MarketTarget[], options?: TargetOptions) => void
  /** Cancels all of the strategy's orders and closes all its positions, markets in the order of their ids. */
  readonly flatten: (options?: { readonly tag?: string }) => void
  /** The instant being decided at: the close of the last bar. */
  readonly now: () => Timestamp
}

/** What `strategy` is given. */
export interface StrategySpec<P extends ParamSpecs> {
  readonly name: string
  readonly params?: P
  /** True, or a sentence that says what does not fit together. */
  check?(params: ParamValues<P>): true | string
  setup(setup: Setup<P>): void
}

/** A strategy as a run takes it: `strategy` and `combine` make one. */
export interface Strategy<P extends ParamSpecs = ParamSpecs> {
  readonly kind: 'lockstep.strategy'
  readonly name: string
  readonly params: P
  /** Reads and checks values. @throws LockstepError E_PARAM_UNKNOWN, E_PARAM_VALUE */
  read(given: Readonly<Record<string, ParamValue | undefined>>): ParamValues<P>
  setup(setup: Setup<P>): void
  /** The strategies of a combination (`combine`), each of which keeps books of its own; absent for a plain strategy. */
  readonly parts?: readonly StrategyPart[]
}

/** A strategy of a combination; its values are what the combination's are under its name. */
export interface StrategyPart {
  readonly name: string
  readonly strategy: Strategy
  valuesOf(all: ParamValues<ParamSpecs>): Readonly<Record<string, ParamValue>>
}

/** What a call may give for a strategy's parameters: any of them, of the right type. */
export type GivenParams<P> = { readonly [K in keyof P]?: ParamValues<P>[K] }

/**
 * Declares a strategy.
 *
 *     export const buyOnce = strategy({
 *       name: 'buy-once',
 *       setup({ market, on }) {
 *         const stock = market()
 *         on(stock.bars(), () => { if (!stock.position.isOpen) stock.buy({ equity: 1 }) })
 *       },
 *     })
 */
export function strategy<const P extends ParamSpecs = Readonly<Record<string, never>>>(spec: StrategySpec<P>): Strategy<P> {
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(spec.name)) {
    throw new LockstepError(
      'E_STRATEGY_SETUP',
      `expected a strategy name of letters, digits and . _ -, was "${spec.name}"`,
      'Rename it, for example sma-cross.',
    )
  }
  const params = spec.params ?? ({} as P)
  return {
    kind: 'lockstep.strategy',
    name: spec.name,
    params,
    read(given) {
      const values = readParams(params, given)
      const verdict = spec.check?.(values) ?? true
      if (verdict !== true) throw new LockstepError('E_PARAM_VALUE', `${spec.name}: ${verdict}`, 'Change one of the parameters.')
      return values
    },
    setup: (setup) => spec.setup(setup),
  }
}
