/** A strategy that is the same, and of which it is noted what it asks for and whether it looks at prices. */
import type { BarLines } from '../strategy/bar-lines.ts'
import type { Market } from '../strategy/market.ts'
import type { ParamSpecs } from '../strategy/params.ts'
import type { Setup, Strategy } from '../strategy/strategy.ts'
import type { Asked } from './variant.ts'

const REQUESTS_MAX = 1_000_000
const asks = ['buy', 'sell', 'close', 'oco', 'ouo', 'amend', 'cancel', 'cancelAll', 'target', 'leave', 'join'] as const
const ofPrices: readonly (string | symbol)[] = ['open', 'high', 'low', 'close', 'volume', 'history', 'state']
/** Numbers of `targets` and `flatten`, which are asked of no market. */
const TARGETS = asks.length
const FLATTEN = TARGETS + 1
const KINDS = FLATTEN + 1

export class Watch {
  private readonly requests: number[] = []
  private count = 0
  private byClock = 0
  private readsBars = false
  private inSchedule = false
  /** What stands for what: a market or bars by the watched one. */
  private readonly real = new WeakMap<object, object>()

  get asked(): Asked {
    const { requests, count, byClock, readsBars } = this
    return { requests: Float64Array.from(requests), count, byClock, readsBars }
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
      on: (what, handler) => setup.on(typeof what === 'symbol' ? what : ((this.real.get(what) ?? what) as BarLines), handler),
      at: (...given: readonly unknown[]) => at(...given.slice(0, -1), this.scheduled(given.at(-1) as () => unknown)),
      targets: (list, options) => {
        this.note(TARGETS, setup.now)
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
    const bars = new Map<BarLines, BarLines>()
    const watched = new Proxy(real, {
      get: (_, name) => {
        const value: unknown = Reflect.get(real, name, real)
        if (typeof value !== 'function') return value
        const kind = asks.indexOf(name as (typeof asks)[number])
        return (...given: readonly unknown[]) => {
          if (kind >= 0) this.note(index * KINDS + kind, now)
          const result: unknown = Reflect.apply(value, real, given)
          return name === 'bars' ? this.bars(result as BarLines, bars) : result
        }
      },
    })
    this.real.set(watched, real)
    return watched
  }

  private bars(real: BarLines, known: Map<BarLines, BarLines>): BarLines {
    const watched =
      known.get(real) ??
      new Proxy(real, {
        get: (_, name) => {
          if (ofPrices.includes(name)) this.readsBars = true
          const value: unknown = Reflect.get(real, name, real)
          return name === 'history' ? (value as () => unknown).bind(real) : value
        },
      })
    known.set(real, watched)
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

  private note(what: number, now: () => number): void {
    this.count++
    if (this.inSchedule) this.byClock++
    if (this.requests.length < 2 * REQUESTS_MAX) this.requests.push(now(), what)
  }
}
