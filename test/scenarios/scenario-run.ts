/** One run of a table: a strategy that asks what the table asks, and a tap that notes what happens, in a table's words. */
import { conversionOf } from '../../src/engine/conversion.ts'
import { createEngine } from '../../src/engine/engine-run.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { targetRuleOf } from '../../src/engine/target-rule.ts'
import { createInstrument, moneyOf, qtyOf, type Instrument, type InstrumentKind } from '../../src/model/instrument.ts'
import type { Plain } from '../../src/model/fast-paths.ts'
import type { OrderId } from '../../src/model/order.ts'
import type { Tap, VenueSink } from '../../src/model/ports.ts'
import { ID, KIND, ORDER, RECORD_WIDTH, REFUSAL, ROUND_TRIP } from '../../src/model/record.ts'
import type { Timestamp } from '../../src/model/time.ts'
import { sma } from '../../src/strategy/indicator-lines.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { moment, strategy, type ClockText, type Setup } from '../../src/strategy/strategy.ts'
import { withDetail } from '../../src/venue/detail.ts'
import { fillPolicyOf } from '../../src/venue/fill-policy.ts'
import { SimVenue } from '../../src/venue/sim-venue.ts'
import { ask } from './ask.ts'
import { feeOf, finerOf, latencyOf, limitsOf, liquidityOf, numberOf, seriesOf, slippageOf, termsOf } from './options.ts'
import { say } from './say.ts'
import { optionOf, timeOf, type Table } from './table.ts'

/** What one step did and what the books said after it. */
export interface PlayedStep {
  readonly time: Timestamp | 'end'
  readonly happened: readonly string[]
  /** By name: cash, equity, `position` of the first market, `position B`. */
  readonly books: ReadonlyMap<string, number>
}

/** Tells when its policy had to choose. */
class HeardVenue extends SimVenue {
  ambiguousHeard = false
  override connect(sink: VenueSink, onAmbiguous: () => void): void {
    super.connect(sink, () => {
      this.ambiguousHeard = true
      onAmbiguous()
    })
  }
}

export class ScenarioRun {
  /** Records and marks, where nobody looks at each step. */
  readonly rows: Float64Array[] = []
  /** Statements that were asked. */
  readonly said = new Set<object>()
  private readonly table: Table
  private readonly instruments: readonly Instrument[]
  private readonly engine: Engine
  private venue: HeardVenue | undefined
  private readonly markets = new Map<string, Market>()
  private readonly steps: PlayedStep[] = []
  /** What handlers saw in the step under way. */
  private readonly seen: string[] = []
  private last: OrderId | undefined
  private began = false
  private ending = false
  /** Requests of the step that must each end as an order or a refusal. */
  private readonly unanswered = new Set<number>()
  private setup: Setup<object> | undefined

  /** @param plain fast paths that are left out; where it is given nobody looks at each step, so that those which need that are taken */
  constructor(table: Table, plain?: Plain) {
    this.table = table
    const { options } = table
    const sizes = { tick: numberOf(options, 'tick', 1), lot: numberOf(options, 'lot', 1), multiplier: numberOf(options, 'multiplier', 1) }
    const kind = optionOf(options, 'kind') as InstrumentKind | undefined
    const terms = { ...sizes, ...termsOf(options), calendar: optionOf(options, 'calendar') ?? '24/7', ...(kind !== undefined && { kind }) }
    this.instruments = [...new Set(table.bars.map((b) => b.market))].map((id) => createInstrument({ id, ...terms }))
    const series = this.instruments.map((i) => seriesOf(table, i))
    this.engine = createEngine({
      strategy: strategy({ name: 'scenario', setup: (setup) => this.setUp(setup) }),
      params: {},
      source: null,
      series,
      pushed: false,
      cash: numberOf(options, 'cash', 100_000),
      limits: limitsOf(options),
      tradeFrom: optionOf(options, 'from') === undefined ? null : timeOf(optionOf(options, 'from') ?? ''),
      seed: 1,
      taps: [plain === undefined ? this.tap() : this.bareTap()],
      ...(plain !== undefined && { plain }),
      inputs: null,
      targets: targetRuleOf(optionOf(options, 'sizing') ?? 'lockstep'),
      conversion: conversionOf(optionOf(options, 'conversion') ?? 'none'),
      venue: (instruments, orders) => {
        const named = fillPolicyOf(optionOf(options, 'policy') ?? 'pessimistic')
        const finer = instruments.map((i) => finerOf(table, i))
        const policy = table.finer.length === 0 ? named : withDetail(named, finer)
        this.venue = new HeardVenue({
          instruments,
          orders,
          policy,
          fee: feeOf(options),
          slippage: slippageOf(options),
          feeds: series,
          latencyMs: latencyOf(options),
          matchesFar: plain?.has('far-orders') === true,
          ...liquidityOf(options),
        })
        return this.venue
      },
    }).engine
  }

  play(): readonly PlayedStep[] {
    this.engine.run(Infinity)
    this.ending = true
    this.engine.end('done')
    return this.steps
  }

  private setUp(setup: Setup<object>): void {
    this.setup = setup
    const { options } = this.table
    for (const { id } of this.instruments) this.markets.set(id, setup.market(id))
    const first = setup.market(this.instruments[0]!.id)
    const warm = numberOf(options, 'warm', 0)
    if (warm > 0) sma(first.bars().close, warm)
    this.setTimers(setup)
    const decide = optionOf(options, 'decide') as TimeframeName | undefined
    if (decide !== undefined) {
      const bars = first.bars(decide)
      const { open, high, low, close } = bars
      setup.on(bars, () => this.decide(`bar ${decide} ${open()} ${high()} ${low()} ${close()}`))
    } else if (!options.includes('only timers')) setup.on(moment, () => this.decide())
    if (!options.includes('show told')) return
    setup.onFill((fill) => this.seen.push(`told fill ${fill.side} ${fill.qty} @ ${fill.price} position ${fill.position}`))
    setup.onRefusal((refusal) => this.seen.push(`told ${refusal.reason}`))
  }

  private setTimers({ at }: Setup<object>): void {
    for (const option of this.table.options.filter((o) => o.startsWith('at '))) {
      const [, clock = '', calendar = '24/7'] = option.split(' ')
      at(clock as ClockText, calendar, () => this.decide('timer'))
    }
  }

  private decide(called?: string): void {
    if (called !== undefined) this.seen.push(called)
    if (!this.began && this.table.options.includes('show begin')) this.seen.push('begin')
    this.began = true
    const now = this.setup!.now()
    for (const asked of this.table.steps.find((s) => s.time === now)?.asks ?? []) {
      if (this.said.has(asked)) continue
      this.said.add(asked)
      const [, other, words = ''] = /^(?:(\w+): )?(.*)$/.exec(asked.text) ?? []
      const market = this.markets.get(other ?? asked.market)!
      const ids = ask({ setup: this.setup!, markets: this.markets, market, last: this.last }, words)
      for (const id of ids) this.unanswered.add(id)
      this.last = ids.at(-1) ?? this.last
    }
  }

  private tap(): Tap {
    return {
      everyStep: true,
      take: ({ records, recordCount }) => {
        const happened = this.seen.splice(0)
        for (let k = 0; k < recordCount; k++) {
          const at = k * RECORD_WIDTH
          const kind = records[at + KIND]
          if (kind === ORDER || kind === REFUSAL) this.unanswered.delete(records[at + ID]!)
          if (this.isShown(records[at + KIND]!)) happened.push(say(records, at, this.instruments))
        }
        for (const id of this.unanswered) happened.push(`request ${id} is not answered`)
        this.unanswered.clear()
        if (this.venue?.ambiguousHeard === true) {
          happened.push('ambiguous')
          this.venue.ambiguousHeard = false
        }
        this.steps.push({ time: this.ending ? 'end' : this.engine.now(), happened, books: this.books() })
      },
    }
  }

  private bareTap(): Tap {
    return {
      take: ({ records, recordCount, markTime, markEquity, markExposure, markCount }) => {
        for (let k = 0; k < recordCount; k++) this.rows.push(records.slice(k * RECORD_WIDTH, (k + 1) * RECORD_WIDTH))
        for (let k = 0; k < markCount; k++) this.rows.push(Float64Array.of(markTime[k]!, markEquity[k]!, markExposure[k]!))
      },
    }
  }

  private isShown(kind: number): boolean {
    if (kind === ORDER) return this.table.options.includes('show orders')
    return kind !== ROUND_TRIP || this.table.options.includes('show trips')
  }

  private books(): Map<string, number> {
    const { ledger, marks } = this.engine
    const [{ currency }] = this.instruments as [Instrument]
    const positions = this.instruments.map((i, k) => [`position ${i.id}`, qtyOf(i, ledger.lots[k]!)] as const)
    return new Map([
      ['cash', moneyOf(currency, ledger.cash)],
      ['equity', moneyOf(currency, marks.equity())],
      ['position', positions[0]![1]],
      ...positions,
    ])
  }
}
