/** Front door: one strategy under several fill policies, and how much of its result is the assumption. */
import { startBacktest, type BacktestOptions, type BacktestRun } from './backtest.ts'
import { LockstepError } from './base/error.ts'
import type { RunEnd } from './model/ports.ts'
import type { ParamSpecs } from './strategy/params.ts'
import type { Strategy } from './strategy/strategy.ts'
import { fillPolicyOf } from './venue/fill-policy.ts'

/** Policies that need nothing but bars, from the unkindest. The first is what the others are measured against. */
export const checkedFills: readonly string[] = ['pessimistic', 'adaptive', 'ohlc', 'olhc', 'touch', 'this-close']

/** What one policy made of the strategy. Fractions are 0.01 for one per cent. */
export interface FillOutcome {
  readonly policy: string
  readonly says: string
  readonly return: number
  readonly endEquity: number
  readonly roundTrips: number
  /** Null without round trips. */
  readonly winRate: number | null
  readonly maxDrawdown: number
  /** Bars in which the policy had to choose what came first. */
  readonly ambiguousBars: number
}

/** One strategy under several fill policies. */
export interface FillCheck {
  readonly outcomes: readonly FillOutcome[]
  readonly best: string
  readonly worst: string
  /** Return under the best less return under the worst policy. */
  readonly spread: number
  /** That, as a share of the size of the first policy's return; null where that is 0. */
  readonly share: number | null
  /** Under one policy it earns and under another it loses. */
  readonly signDepends: boolean
}

/**
 * Runs a strategy under each policy and compares.
 *
 *     const { spread, signDepends } = checkFills(smaCross, { data: bars, policies: ['pessimistic', 'touch'] })
 *
 * @throws LockstepError E_CONFIG for fewer than two policies or an unknown one, and what a backtest throws
 */
export function checkFills<P extends ParamSpecs>(
  strategy: Strategy<P>,
  { policies = checkedFills, ...options }: Omit<BacktestOptions<P>, 'fill'> & { readonly policies?: readonly string[] },
): FillCheck {
  checkFillNames(policies)
  return compareFills(
    policies.map((policy) => {
      const { run, outcome } = startFill(strategy, options, policy)
      run.advance(Infinity)
      return outcome()
    }),
  )
}

/** @throws LockstepError E_CONFIG for fewer than two policies, one named twice or an unknown one */
export function checkFillNames(policies: readonly string[]): void {
  if (policies.length < 2 || new Set(policies).size < policies.length) {
    throw new LockstepError(
      'E_CONFIG',
      `expected at least two different fill policies to compare, was "${policies.join(', ')}"`,
      `Name more of them, for example ${checkedFills.slice(0, 2).join(',')}.`,
    )
  }
  for (const policy of policies) fillPolicyOf(policy)
}

/** One run of a comparison, for whoever shows progress: `outcome` ends it. */
export function startFill<P extends ParamSpecs>(
  strategy: Strategy<P>,
  options: Omit<BacktestOptions<P>, 'fill'>,
  policy: string,
): { readonly run: BacktestRun; readonly outcome: (status?: RunEnd['status']) => FillOutcome } {
  let ambiguousBars = 0
  const ending = { take: () => {}, end: (end: RunEnd) => void (ambiguousBars = end.ambiguousBars) }
  const run = startBacktest(strategy, { ...options, fill: policy, taps: [...(options.taps ?? []), ending] })
  return {
    run,
    outcome: (status = 'done') => {
      const { statistics } = run.finish(status)
      const figure = (id: string): number | null => statistics.all.find((s) => s.id === id)?.value ?? null
      return {
        policy,
        says: fillPolicyOf(policy).says,
        return: figure('totalReturn') ?? 0,
        endEquity: figure('finalEquity') ?? 0,
        roundTrips: figure('roundTrips') ?? 0,
        winRate: figure('winRate'),
        maxDrawdown: figure('maxDrawdown') ?? 0,
        ambiguousBars,
      }
    },
  }
}

/** What the outcomes say together; the first is what they are measured against. */
export function compareFills(outcomes: readonly FillOutcome[]): FillCheck {
  const [first] = outcomes
  if (first === undefined) throw new LockstepError('E_CONFIG', 'expected outcomes to compare, there are none', 'Run at least one policy.')
  const best = outcomes.reduce((a, b) => (b.return > a.return ? b : a))
  const worst = outcomes.reduce((a, b) => (b.return < a.return ? b : a))
  const spread = best.return - worst.return
  return {
    outcomes,
    best: best.policy,
    worst: worst.policy,
    spread,
    share: first.return === 0 ? null : spread / Math.abs(first.return),
    signDepends: best.return > 0 && worst.return < 0,
  }
}
