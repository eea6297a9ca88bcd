/** A strategy that is the same, and of which it is noted what it asks for. */
import type { Market } from '../strategy/market.ts'
import type { TargetRequest } from '../strategy/order-request.ts'
import type { ParamSpecs } from '../strategy/params.ts'
import type { Setup, Strategy } from '../strategy/strategy.ts'
import type { Asked } from './variant.ts'

const REQUESTS_MAX = 1_000_000
const asks = ['buy', 'sell', 'close', 'oco', 'ouo', 'amend', 'cancel', 'cancelAll', 'target', 'leave', 'join'] as const
/** What of a request is decided by itself. Units and brackets follow from the price in any strategy; where a target has units, they are it. */
const decided = ['buy', 'sell', 'equity', 'weight', 'value', 'limit', 'stop', 'touch', 'share'] as const
/** Numbers of `targets` and `flatten`, which are asked of no market. */
const TARGETS = asks.length
const FLATTEN = TARGETS + 1
const KINDS = FLATTEN + 1

export class Watch {
  private readonly requests: number[] = []
  private count = 0
  private byClock = 0
  private inSchedule = false
  /** What a watched market stands for. */
  private readonly real = new WeakMap<object, object>()

  get asked(): Asked {
    const { requests, count, byClock } = this
    return { requests: Float64Array.from(requests), count, byClock }
  }

  /** The same strategy, watched. */
  watched(strategy: Strategy): Strategy {
    const parts = strategy.parts?.map((part) => ({ ...part, strategy: this.watched(part.strategy) }))
    return { ...strategy, setup: (setup) => strategy.setup(this.setup(setup)), ...(parts !== undefined && { parts }) }
  }

  private setup(setup: Setup<ParamSpecs>): Setup<ParamSpecs> {
    const markets = new Map<Market, Market>()
    const at = setup.at as (...given: readonly unknown[]) => void
    return {
      ...setup,
      market: (id) => {
        const real = setup.market(id)
        const watched = markets.get(real) ?? this.market(real, markets.size, setup.now)
        markets.set(real, watched)
        return watched
      },
      at: (...given: readonly unknown[]) => at(...given.slice(0, -1), this.scheduled(given.at(-1) as () => unknown)),
      targets: (list, options) => {
        this.note(TARGETS, setup.now, [list, ...list.map(({ qty }) => qty)])
        setup.targets(
          list.map((target) => ({ ...target, market: this.real.get(target.market) ?? target.market })),
          options,
        )
      },
      flatten: (options) => {
        this.note(FLATTEN, setup.now)
        setup.flatten(options)
      },
    }
  }

  private market(real: Market, index: number, now: () => number): Market {
    const watched = new Proxy(real, {
      get: (_, name) => {
        const value: unknown = Reflect.get(real, name, real)
        if (typeof value !== 'function') return value
        const kind = asks.indexOf(name as (typeof asks)[number])
        return (...given: readonly unknown[]) => {
          if (kind >= 0)
            this.note(index * KINDS + kind, now, name === 'target' ? [...given, (given[0] as TargetRequest | undefined)?.qty] : given)
          return Reflect.apply(value, real, given) as unknown
        }
      },
    })
    this.real.set(watched, real)
    return watched
  }

  /** A handler of a schedule; one that is no plain function is handed on, to be refused as it is. */
  private scheduled(handler: () => unknown): () => unknown {
    if (handler.constructor !== Function) return handler
    return () => {
      this.inSchedule = true
      try {
        return handler()
      } finally {
        this.inSchedule = false
      }
    }
  }

  private note(what: number, now: () => number, given: readonly unknown[] = []): void {
    this.count++
    if (this.inSchedule) this.byClock++
    if (this.requests.length < 3 * REQUESTS_MAX) this.requests.push(now(), what, named(given))
  }
}

/** One number of what a request names. */
function named(given: unknown): number {
  if (typeof given !== 'object' || given === null) return typeof given === 'number' ? given : 0
  if (Array.isArray(given)) return given.reduce<number>((sum, one, k) => sum + (k + 1) * named(one), 0)
  return decided.reduce((sum, name, k) => sum + (k + 1) * named(Reflect.get(given, name)), 0)
}
