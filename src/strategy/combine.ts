/** Several strategies on one account: each keeps books of its own, which sum exactly to the account's. */
import { LockstepError } from '../base/error.ts'
import type { ParamValue } from '../model/ports.ts'
import type { ParamSpecs } from './params.ts'
import type { Setup, Strategy, StrategyPart } from './strategy.ts'

/** Strategies that one account may carry: the owner of an order is part of its record. */
export const OWNERS_MAX = 256

/**
 * One strategy made of several. Each part sees its own position in a market and closes only that; cash, equity, margin and limits are
 * the account's. Parameters are named by part: `trend.fast`.
 *
 *     const both = combine('both', { trend: smaCross, dips: rsiReversion })
 *
 * @throws LockstepError E_STRATEGY_SETUP for no part, too many parts, or a part that is itself combined
 */
export function combine(name: string, given: Readonly<Record<string, Strategy>>): Strategy {
  const members = Object.entries(given)
  if (members.length === 0 || members.length > OWNERS_MAX) {
    throw new LockstepError(
      'E_STRATEGY_SETUP',
      `expected 1 to ${OWNERS_MAX} strategies to combine, were ${members.length}`,
      'Give each a name: combine("both", { trend, dips }).',
    )
  }
  const nested = members.find(([, strategy]) => strategy.parts !== undefined)
  if (nested !== undefined) {
    throw new LockstepError(
      'E_STRATEGY_SETUP',
      `expected plain strategies to combine, ${nested[0]} is a combination itself`,
      'Name its parts one by one.',
    )
  }
  const parts: StrategyPart[] = members.map(([label, strategy]) => ({
    name: label,
    strategy,
    valuesOf: (all) => pick(all, label),
  }))
  const params = Object.fromEntries(
    members.flatMap(([label, strategy]) => Object.entries(strategy.params).map(([key, spec]) => [`${label}.${key}`, spec])),
  )
  return {
    kind: 'lockstep.strategy',
    name,
    params,
    parts,
    read(values) {
      refuseUnknown(values, params)
      const read = members.flatMap(([label, strategy]) =>
        Object.entries(strategy.read(pick(values, label))).map(([key, value]) => [`${label}.${key}`, value]),
      )
      return Object.freeze(Object.fromEntries(read)) as Setup<ParamSpecs>['params']
    },
    setup() {
      throw new LockstepError('E_STRATEGY_SETUP', `expected ${name} to be set up part by part`, 'Run it with backtest().')
    },
  }
}

/** Values of one part, under the names it knows them by. */
function pick<T extends ParamValue | undefined>(values: Readonly<Record<string, T>>, label: string): Record<string, T> {
  const own = Object.entries(values).filter(([key]) => key.startsWith(`${label}.`))
  return Object.fromEntries(own.map(([key, value]) => [key.slice(label.length + 1), value]))
}

function refuseUnknown(values: Readonly<Record<string, unknown>>, known: ParamSpecs): void {
  const stray = Object.keys(values).find((key) => !Object.hasOwn(known, key))
  if (stray === undefined) return
  throw new LockstepError(
    'E_PARAM_UNKNOWN',
    `expected a parameter of one of the strategies, was "${stray}"`,
    `Name the part first. Known: ${Object.keys(known).join(', ')}.`,
  )
}
