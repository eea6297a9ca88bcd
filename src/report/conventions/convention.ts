/**
 * What another tool would print of the same run. A convention is a list of figures as that tool names and defines them, its
 * peculiarities included: they are here to be equal to that tool's, not to be better. Where it would print NaN, infinity or
 * a magic number the figure is null with the reason.
 */
import type { AccountFacts, Definition } from '../definitions/definition.ts'
import type { ConventionFigure } from '../document.ts'
import type { RoundTrips } from '../round-trips.ts'
import { entry } from '../statistics-table.ts'
import type { Figure } from '../statistics/figure.ts'

export interface Convention {
  /** How it is asked for, and how its ids begin. */
  readonly name: string
  readonly definitions: readonly ConventionDefinition[]
}

export interface ConventionDefinition extends Definition {
  /** How it differs from ours, in one sentence. */
  readonly differs: string
  readonly value: (facts: ConventionFacts) => Figure
}

export interface ConventionFacts {
  readonly account: AccountFacts
  readonly trips: RoundTrips
  /** Bars of the finest timeframe, ms: some tools round durations to them. */
  readonly barMs: number
}

/** Every figure of a convention; `id` is `quantstats.sharpe`, with the tool's own name of it. */
export function conventionFigures({ name, definitions }: Convention, facts: ConventionFacts): ConventionFigure[] {
  return definitions.map((d) => ({
    ...entry({ id: `${name}.${d.id}`, label: d.label, unit: d.unit }, d.value(facts)),
    definition: d.definition,
    differs: d.differs,
  }))
}

/** Runs a figure of daily returns, or says why there are none. */
export function onReturns(figure: (returns: Float64Array, account: AccountFacts) => Figure): ConventionDefinition['value'] {
  return ({ account }) => account.noReturns ?? figure(account.returns, account)
}

/** Runs a figure of the daily returns of account and benchmark, or says why there are none. */
export function onPair(figure: (own: Float64Array, held: Float64Array, account: AccountFacts) => Figure): ConventionDefinition['value'] {
  return ({ account }) => {
    if (account.benchmark === null) return 'the run has no benchmark'
    return account.noReturns ?? figure(account.benchmark.account, account.benchmark.held, account)
  }
}
