/** Honest strategies: whatever they know was known, and what they earn is there with other numbers too. */
import {
  crossedAbove,
  crossedBelow,
  ema,
  float,
  highest,
  int,
  lowest,
  moment,
  rsi,
  sma,
  stdDev,
  strategy,
  type BarSeries,
  type CheckOptions,
  type Strategy,
} from 'lockstep'
import { marketBars } from './market-bars.ts'
import { follow } from './specimen.ts'

export interface Honest {
  readonly name: string
  readonly make: (data: readonly BarSeries[]) => Strategy
  readonly data?: readonly BarSeries[]
  readonly options?: Partial<CheckOptions>
}

const of = (made: object): Strategy => made as Strategy

const smaCross = strategy({
  name: 'sma-cross',
  params: { fast: int(10, { min: 2 }), slow: int(30, { min: 3 }) },
  setup({ market, on, params }) {
    const zoo = market()
    const bars = zoo.bars()
    const [fast, slow] = [sma(bars.close, params.fast), sma(bars.close, params.slow)]
    on(bars, () => {
      if (crossedAbove(fast, slow)) zoo.buy({ equity: 0.9 })
      if (crossedBelow(fast, slow) && zoo.position.isOpen) zoo.close()
    })
  },
})

const rsiReversion = strategy({
  name: 'rsi-reversion',
  params: { period: int(4, { min: 2 }), below: int(35), above: int(60) },
  setup({ market, on, params }) {
    const zoo = market()
    const bars = zoo.bars()
    const strength = rsi(bars.close, params.period)
    on(bars, () => {
      if (strength() < params.below && !zoo.position.isOpen) zoo.buy({ equity: 0.5 })
      if (strength() > params.above && zoo.position.isOpen) zoo.close()
    })
  },
})

const breakout = strategy({
  name: 'breakout',
  params: { days: int(20, { min: 2 }), stop: float(0.06), target: float(0.12) },
  setup({ market, on, params }) {
    const zoo = market()
    const bars = zoo.bars()
    const top = highest(bars.close, params.days)
    on(bars, () => {
      const price = bars.close()
      if (zoo.position.isOpen || price < top()) return
      zoo.buy({ equity: 0.5, bracket: { stop: price * (1 - params.stop), target: price * (1 + params.target) } })
    })
  },
})

const buyAndHold = strategy({
  name: 'buy-and-hold',
  setup({ market, on }) {
    const zoo = market()
    on(zoo.bars(), () => follow(zoo, true))
  },
})

const rotation = strategy({
  name: 'monthly-rotation',
  params: { days: int(40, { min: 5 }) },
  setup({ market, at, params }) {
    const markets = ['ZOO', 'ONE', 'TWO'].map((id) => market(id))
    const closes = markets.map((m) => m.bars().close)
    const averages = closes.map((close) => sma(close, params.days))
    at('month-start 00:00', () => {
      const strengths = closes.map((close, k) => close() / averages[k]!())
      const best = strengths.indexOf(Math.max(...strengths))
      markets.forEach((m, k) => k !== best && m.position.isOpen && m.close())
      if (strengths[best]! > 1 && !markets[best]!.position.isOpen) markets[best]!.buy({ equity: 0.3 })
    })
  },
})

const saving = strategy({
  name: 'saving-plan',
  setup({ market, at, on }) {
    const zoo = market()
    on(zoo.bars(), () => {})
    at('month-start 00:00', () => void zoo.buy({ qty: 1 }))
  },
})

const twoTimeframes = strategy({
  name: 'two-timeframes',
  params: { fast: int(8, { min: 2 }), slow: int(20, { min: 3 }) },
  setup({ market, on, params }) {
    const zoo = market()
    const [hours, days] = [zoo.bars(), zoo.bars('1d')]
    const fast = sma(hours.close, params.fast * 4)
    const slow = sma(days.close, params.slow)
    on(hours, () => follow(zoo, fast() > slow()))
  },
})

const pairs = strategy({
  name: 'pairs',
  params: { days: int(40, { min: 5 }), wide: float(1) },
  setup({ market, on, params }) {
    const [left, right] = [market('ZOO'), market('LEG')]
    const bars = left.bars()
    const other = right.bars()
    const spreads: number[] = []
    on(moment, () => {
      spreads.push(bars.close() - other.close())
      if (spreads.length > params.days) spreads.shift()
      if (spreads.length < params.days) return
      const mean = spreads.reduce((a, b) => a + b, 0) / spreads.length
      const deviation = Math.sqrt(spreads.reduce((a, b) => a + (b - mean) ** 2, 0) / spreads.length)
      const far = (spreads.at(-1)! - mean) / deviation
      if (far > params.wide && !left.position.isOpen) {
        left.sell({ qty: 100 })
        right.buy({ qty: 100 })
      }
      if (far < -params.wide && !left.position.isOpen) {
        left.buy({ qty: 100 })
        right.sell({ qty: 100 })
      }
      if (Math.abs(far) < 0.3 && left.position.isOpen) {
        left.close()
        right.close()
      }
    })
  },
})

const seeded = strategy({
  name: 'seeded-dice',
  setup({ market, at, on, random }) {
    const zoo = market()
    on(zoo.bars(), () => {})
    at('week-start 00:00', () => follow(zoo, random.unit() < 0.8))
  },
})

const trailing = strategy({
  name: 'trailing-stop',
  params: { days: int(15, { min: 2 }), trail: float(0.08) },
  setup({ market, on, params }) {
    const zoo = market()
    const bars = zoo.bars()
    const average = ema(bars.close, params.days)
    on(bars, () => {
      if (zoo.position.isOpen || !crossedAbove(bars.close, average)) return
      zoo.buy({ equity: 0.5, bracket: { stop: { trail: { percent: 100 * params.trail } } } })
    })
  },
})

const bands = strategy({
  name: 'bands',
  params: { days: int(10, { min: 5 }), wide: float(1) },
  setup({ market, on, params }) {
    const zoo = market()
    const bars = zoo.bars()
    const [middle, deviation, floor] = [sma(bars.close, params.days), stdDev(bars.close, params.days), lowest(bars.low, params.days)]
    on(bars, () => {
      if (bars.close() < middle() - params.wide * deviation() && bars.close() > floor() && !zoo.position.isOpen) zoo.buy({ equity: 0.5 })
      if (bars.close() > middle() && zoo.position.isOpen) zoo.close()
    })
  },
})

const others = [marketBars(), marketBars({ id: 'ONE', seed: 3, phase: 0.33 }), marketBars({ id: 'TWO', seed: 5, phase: 0.66 })]

export const honest: readonly Honest[] = [
  { name: 'two averages that cross', make: () => of(smaCross) },
  { name: 'buying weakness', make: () => of(rsiReversion) },
  { name: 'a breakout with stop and target', make: () => of(breakout) },
  { name: 'buy and hold', make: () => of(buyAndHold) },
  { name: 'a monthly rotation', make: () => of(rotation), data: others },
  { name: 'a saving plan by the calendar', make: () => of(saving) },
  { name: 'two timeframes', make: () => of(twoTimeframes), data: [marketBars({ timeframe: '6h', rows: 3000, wave: 640 })] },
  { name: 'a pair', make: () => of(pairs), data: [marketBars(), marketBars({ id: 'LEG', seed: 9, swing: 0.08 })] },
  { name: 'dice with a seed', make: () => of(seeded) },
  { name: 'a trailing stop', make: () => of(trailing) },
  { name: 'bands', make: () => of(bands) },
]
