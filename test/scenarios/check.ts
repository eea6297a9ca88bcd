/** Runs a scenario and holds it to its table: no record more, none less, in the order written. */
import { expect } from 'vitest'
import { createEngine } from '../../src/engine/engine-run.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { allocateBars, type BarSeries } from '../../src/model/bars.ts'
import { createInstrument, moneyOf, qtyOf, type Instrument } from '../../src/model/instrument.ts'
import type { OrderId } from '../../src/model/order.ts'
import type { RunEnd, Tap, VenueSink } from '../../src/model/ports.ts'
import { CANCEL, KIND, ORDER, ORDER_ROLE, RECORD_WIDTH, ROUND_TRIP } from '../../src/model/record.ts'
import type { Timestamp } from '../../src/model/time.ts'
import { createLimits } from '../../src/risk/limits.ts'
import { sma } from '../../src/strategy/indicator-lines.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { TimeframeName } from '../../src/strategy/params.ts'
import { moment, strategy, type ClockText, type Setup, type Strategy } from '../../src/strategy/strategy.ts'
import { feeBps, feePerOrder, feePerShare, sumOfFees, type Fee } from '../../src/venue/fees.ts'
import { fillPolicyOf } from '../../src/venue/fill-policy.ts'
import { SimVenue } from '../../src/venue/sim-venue.ts'
import { slippageBps, slippageTicks, sumOfSlippage, type Slippage } from '../../src/venue/slippage.ts'
import { ask } from './ask.ts'
import { say } from './say.ts'
import { optionOf, parseTable, showTime, timeOf, type Table } from './table.ts'

const STATE = /^(cash|equity|position( \w+)?) (-?[\d.]+)$/

/** Runs the table and fails on any difference. */
export function check(text: string): void {
  const table = parseTable(text)
  const run = new ScenarioRun(table)
  run.play()
  const wanted = table.steps.map((s) => line(s.time, s.then.filter((t) => !STATE.test(t))))
  expect(run.lines.filter((l) => l.happened.length > 0).map((l) => line(l.time, l.happened))).toEqual(wanted.filter((l) => !l.endsWith(':')))
  expect(run.unsaid, 'every statement is asked at a step that comes').toEqual([])
  expect(run.stateFaults).toEqual([])
}

function line(time: Timestamp | 'end', events: readonly string[]): string {
  return `${showTime(time)}: ${events.join('; ')}`.trim()
}

/** Tells when its policy had to choose. */
class HeardVenue extends SimVenue {
  heard = false
  override connect(sink: VenueSink, onAmbiguous: () => void): void {
    super.connect(sink, () => {
      this.heard = true
      onAmbiguous()
    })
  }
}

class ScenarioRun {
  readonly lines: { readonly time: Timestamp | 'end'; readonly happened: string[] }[] = []
  readonly stateFaults: string[] = []
  private readonly table: Table
  private readonly instruments: readonly Instrument[]
  private readonly engine: Engine
  private venue: HeardVenue | undefined
  private readonly markets = new Map<string, Market>()
  private readonly said = new Set<object>()
  private readonly noted: string[] = []
  private last: OrderId | undefined
  private began = false
  private ending = false
  /** Requests of the step that may become orders. */
  private asked = 0

  constructor(table: Table) {
    this.table = table
    const { options } = table
    const names = [...new Set(table.bars.map((b) => b.market))]
    this.instruments = names.map((id) => createInstrument({ id, tick: this.number('tick', 1), lot: this.number('lot', 1), multiplier: this.number('multiplier', 1) }))
    this.engine = createEngine({
      strategy: this.strategy() as unknown as Strategy,
      params: {},
      source: null,
      series: this.instruments.map((i) => seriesOf(table, i)),
      pushed: false,
      cash: this.number('cash', 100_000),
      limits: createLimits({
        leverageMax: this.number('leverage', 1),
        allowShort: !options.includes('no shorts'),
        positionQtyMax: this.number('position max', Infinity),
        openOrdersMax: this.number('orders max', 100),
      }),
      tradeFrom: optionOf(options, 'from') === undefined ? null : timeOf(optionOf(options, 'from') ?? ''),
      seed: 1,
      taps: [this.tap()],
      inputs: null,
      venue: (instruments, orders) => (this.venue = new HeardVenue({ instruments, orders, policy: fillPolicyOf('pessimistic'), fee: sumOfFees(feesOf(options)), slippage: sumOfSlippage(slippagesOf(options)) })),
    }).engine
  }

  play(): RunEnd {
    this.engine.run(Infinity)
    this.ending = true
    return this.engine.end('done')
  }

  /** What was to be asked at a time when nobody was called. */
  get unsaid(): string[] {
    return this.table.steps.flatMap((s) => s.asks.filter((a) => !this.said.has(a)).map((a) => `${showTime(s.time)} ${a.text}`))
  }

  private number(name: string, initial: number): number {
    return Number(optionOf(this.table.options, name) ?? initial)
  }

  private strategy(): Strategy<Record<never, never>> {
    return strategy({
      name: 'scenario',
      setup: (setup) => {
        for (const { id } of this.instruments) this.markets.set(id, setup.market(id))
        this.declareTimers(setup)
        const decide = optionOf(this.table.options, 'decide') as TimeframeName | undefined
        const first = this.markets.get(this.instruments[0]!.id)!
        const warm = this.number('warm', 0)
        if (warm > 0) sma(first.bars().close, warm)
        if (this.table.options.includes('only timers')) return
        if (decide === undefined) setup.on(moment, () => this.decide())
        else {
          const bars = first.bars(decide)
          setup.on(bars, () => {
            this.noted.push(`bar ${decide} ${bars.open()} ${bars.high()} ${bars.low()} ${bars.close()}`)
            this.decide()
          })
        }
        if (this.table.options.includes('show fills told')) setup.onFill((fill) => this.noted.push(`told fill ${fill.side} ${fill.qty} @ ${fill.price} position ${fill.position}`))
        if (this.table.options.includes('show refusals told')) setup.onRefusal((refusal) => this.noted.push(`told refusal ${refusal.reason}`))
      },
    })
  }

  private declareTimers({ at }: Setup<Record<never, never>>): void {
    for (const option of this.table.options.filter((o) => o.startsWith('at '))) {
      const [, clock = '', calendar = '24/7'] = option.split(' ')
      at(clock as ClockText, calendar, () => {
        this.noted.push('timer')
        this.decide()
      })
    }
  }

  private decide(): void {
    const now = this.engine.now()
    if (!this.began && (this.table.options.includes('show begin') || optionOf(this.table.options, 'warm') !== undefined)) this.noted.push('begin')
    this.began = true
    for (const asked of this.table.steps.find((s) => s.time === now)?.asks ?? []) {
      if (this.said.has(asked)) continue
      this.said.add(asked)
      const [, other, words = ''] = /^(?:(\w+): )?(.*)$/.exec(asked.text) ?? []
      const id = ask(this.markets.get(other ?? asked.market)!, words, this.last)
      if (id !== undefined) this.asked++
      this.last = id ?? this.last
    }
  }

  private tap(): Tap {
    return {
      everyStep: true,
      take: ({ records, recordCount }) => {
        const time = this.ending ? 'end' : this.engine.now()
        const happened: string[] = []
        for (let k = 0; k < recordCount; k++) {
          const at = k * RECORD_WIDTH
          if (this.isShown(records[at + KIND]!)) happened.push(say(records, at, this.instruments))
          if (records[at + KIND] === ORDER && records[at + ORDER_ROLE]! < 2) this.asked--
          if (happened.at(-1)?.includes('refused') === true && records[at + KIND] !== CANCEL && happened.at(-1)?.includes('UNKNOWN_ORDER') === false) this.asked--
        }
        if (this.asked !== 0) happened.push(`${this.asked} requests without an answer`)
        this.asked = 0
        if (this.venue?.heard === true) happened.push('ambiguous')
        if (this.venue !== undefined) this.venue.heard = false
        this.lines.push({ time, happened: [...this.noted.splice(0), ...happened] })
        this.checkState(time)
      },
    }
  }

  private isShown(kind: number): boolean {
    if (kind === ORDER) return this.table.options.includes('show orders')
    return kind !== ROUND_TRIP || this.table.options.includes('show trips')
  }

  /** `cash 897`, `equity 1000`, `position -1`, `position B 2`: what the books say after the step. */
  private checkState(time: Timestamp | 'end'): void {
    for (const text of this.table.steps.find((s) => s.time === time)?.then ?? []) {
      const m = STATE.exec(text)
      if (m === null) continue
      const found = this.stateOf(m[1] ?? '')
      if (found !== Number(m[3])) this.stateFaults.push(`${showTime(time)}: ${text} expected, was ${found}`)
    }
  }

  private stateOf(name: string): number {
    const [{ currency }] = this.instruments as [Instrument]
    if (name === 'cash') return moneyOf(currency, this.engine.ledger.cash)
    if (name === 'equity') return moneyOf(currency, this.engine.marks.equity())
    const id = name.split(' ')[1]
    const index = id === undefined ? 0 : this.instruments.findIndex((i) => i.id === id)
    return qtyOf(this.instruments[index]!, this.engine.ledger.lots[index]!)
  }
}

function seriesOf({ bars: all, timeframe }: Table, instrument: Instrument): BarSeries {
  const rows = all.filter((b) => b.market === instrument.id)
  const bars = allocateBars(rows.length)
  rows.forEach((row, k) => {
    for (const name of ['time', 'open', 'high', 'low', 'close'] as const) bars[name][k] = row[name]
    bars.volume[k] = 1
  })
  return { instrument, timeframe, bars, source: { name: 'table', contentHash: '', gaps: 0 } }
}

function feesOf(options: readonly string[]): Fee[] {
  return options
    .filter((o) => o.startsWith('fee '))
    .map((option) => {
      const amount = Number(option.split(' ')[1])
      if (option.endsWith('per order')) return feePerOrder(amount)
      if (option.endsWith('bps')) return feeBps(amount)
      return feePerShare({ amount, minimum: Number(/per share min ([\d.]+)$/.exec(option)?.[1] ?? 0) })
    })
}

function slippagesOf(options: readonly string[]): Slippage[] {
  return options
    .filter((o) => o.startsWith('slippage '))
    .map((option) => (option.endsWith('bps') ? slippageBps : slippageTicks)(Number(option.split(' ')[1])))
}
