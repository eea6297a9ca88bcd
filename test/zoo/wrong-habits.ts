/** Strategies whose result hangs on where the data begin, on the machine, on missing costs, on one number, or on bad bars. */
import { feeBps, float, strategy } from 'lockstep'
import type { Indicator } from '../../src/indicators/indicator.ts'
import { linesOver } from '../../src/strategy/line.ts'
import { marketBars } from './market-bars.ts'
import { follow, longWhile, type Specimen } from './specimen.ts'

let runs = 0
let ready = false

/** Each value moves it by a five-hundredth of its distance. */
function slowAverage(): Indicator {
  let average = NaN
  return {
    inputs: ['value'],
    outputs: ['value'],
    warmup: 0,
    fill: ([source], sourceAt, [target], targetAt, count) => {
      for (let i = 0; i < count; i++) {
        const value = source![sourceAt + i]!
        average = Number.isNaN(average) ? value : average + (value - average) * 0.002
        target![targetAt + i] = average
      }
    },
  }
}

/** Now and then the market stands still and nobody trades; it jumps when it begins again. */
function standingStill(): ReturnType<typeof marketBars> {
  const data = marketBars({ rows: 600 })
  const { open, high, low, close, volume, length } = data.bars
  for (let row = 0; row < length; row++) {
    if (row % 40 < 30 || row === 0) continue
    const price = close[row - 1]!
    for (const column of [open, high, low, close]) column[row] = price
    volume[row] = 0
  }
  return data
}

/** Each day goes down and up by the same. */
function wideDays(): ReturnType<typeof marketBars> {
  const data = marketBars({ rows: 300 })
  const { open, high, low, close, length } = data.bars
  for (let row = 0; row < length; row++) {
    open[row] = close[row] = 100
    high[row] = 105
    low[row] = 95
  }
  return data
}

const warmUps: readonly Specimen[] = [
  {
    name: 'an average that never forgets and declares no warm-up',
    caught: 'warm-up',
    make: () =>
      longWhile('own-average', (_, bars) => {
        const [average] = linesOver(bars.close, slowAverage())
        return () => bars.close() > average!()
      }),
  },
  {
    name: 'a sum since the first bar',
    caught: 'warm-up',
    make: () =>
      longWhile('own-vwap', (setup, bars) => {
        let [worth, units, seen] = [0, 0, 0]
        return () => {
          for (; seen < bars.count; seen++) {
            const ago = bars.count - 1 - seen
            worth += bars.close(ago as 0) * bars.volume(ago as 0)
            units += bars.volume(ago as 0)
          }
          return setup.now() > 0 && bars.close() < worth / units
        }
      }),
  },
  { name: 'every second bar', caught: 'warm-up', make: () => longWhile('parity', (_, bars) => () => bars.count % 2 === 0) },
  { name: 'every eleventh bar', caught: 'warm-up', make: () => longWhile('eleventh', (_, bars) => () => bars.count % 11 < 4) },
  {
    name: 'the lowest price since the data begin',
    caught: 'warm-up',
    make: () =>
      longWhile(
        'all-time-low',
        (_, bars) => () =>
          bars.close() <
          1.4 *
            bars
              .history(4000)
              .close.slice()
              .reduce((a, b) => Math.min(a, b)),
      ),
  },
]

const machines: readonly Specimen[] = [
  {
    name: 'a counter that outlives the run',
    caught: 'determinism',
    make: () =>
      longWhile('counter', (_, bars) => {
        runs++
        return () => (bars.count + runs) % 3 === 0
      }),
  },
  { name: 'Math.random', caught: 'determinism', make: () => longWhile('dice', () => () => Math.random() < 0.5) },
  {
    name: 'the wall clock',
    caught: 'determinism',
    make: () => longWhile('clock', (_, bars) => () => (Date.now() / 86_400_000 + bars.count) % 9 < 4),
  },
  {
    name: 'the month of today',
    caught: 'determinism',
    make: () => longWhile('this-month', (_, bars) => () => new Date(bars.openTime).getUTCMonth() !== new Date().getUTCMonth()),
  },
  {
    name: 'the month of today, by Temporal',
    caught: 'determinism',
    make: () => longWhile('temporal', (_, bars) => () => (bars.count + Temporal.Now.plainDateISO().month) % 12 < 5),
  },
  {
    name: "the machine's zone",
    caught: 'determinism',
    data: [marketBars({ timeframe: '1h' })],
    make: () => longWhile('local-hour', (_, bars) => () => new Date(bars.openTime).getHours() < 12),
  },
  {
    name: "dates as the machine's zone writes them",
    caught: 'determinism',
    data: [marketBars({ timeframe: '1h' })],
    make: () => longWhile('local-date', (_, bars) => () => Number(new Date(bars.openTime).toString().slice(8, 10)) % 2 === 0),
  },
  {
    name: 'an order of random keys',
    caught: 'determinism',
    make: () =>
      longWhile('keys', (_, bars) => {
        const keyed = [...Array(16).keys()].map((k) => [crypto.randomUUID(), k] as const).sort(([a], [b]) => (a < b ? -1 : 1))
        return () => keyed[bars.count % 16]![1] < 8
      }),
  },
  {
    name: 'how quick the machine is',
    caught: 'determinism',
    make: () => longWhile('stopwatch', () => () => Math.floor(performance.now() * 1e4) % 2 === 0),
  },
  {
    name: 'a race with a timer',
    caught: 'determinism',
    make: () => {
      ready = false
      setTimeout(() => (ready = true), 0)
      return longWhile('race', (_, bars) => () => ready && bars.count % 20 < 10)
    },
  },
]

const falseFriends: readonly Specimen[] = [
  {
    name: 'earnings that are all paid in fees',
    caught: 'costs',
    options: { fees: feeBps(150) },
    make: () => longWhile('churner', (_, bars) => () => bars.close() < bars.close(1)),
  },
  {
    name: 'earnings before costs that nobody named',
    caught: 'costs',
    outcome: 'warn',
    options: { fees: [] },
    make: () => longWhile('free-lunch', (_, bars) => () => bars.close() < bars.close(1)),
  },
  {
    name: 'a needle of a parameter',
    caught: 'sensitivity',
    make: () =>
      strategy({
        name: 'needle',
        params: { level: float(1, { min: 0.5, max: 1.5 }) },
        setup({ market, on, params }) {
          const zoo = market()
          const bars = zoo.bars()
          // Away from the one level that was found it buys what it should have sold.
          on(bars, () =>
            follow(zoo, Math.abs(params.level - 1) < 0.01 ? bars.count % 160 < 40 : bars.count % 160 >= 40 && bars.count % 160 < 120),
          )
        },
      }),
  },
  {
    name: 'fills at prices at which nobody traded',
    caught: 'data',
    data: [standingStill()],
    make: () => longWhile('stale', (_, bars) => () => bars.volume() > 0 && bars.count % 40 >= 30),
  },
  {
    name: 'a stop and a target in every bar',
    caught: 'fills',
    data: [wideDays()],
    make: () =>
      strategy({
        name: 'torn',
        setup({ market, on }) {
          const zoo = market()
          on(zoo.bars(), () => {
            if (!zoo.position.isOpen) zoo.buy({ qty: 10, bracket: { stop: 97, target: 103 } })
          })
        },
      }),
  },
]

export const wrongHabits: readonly Specimen[] = [...warmUps, ...machines, ...falseFriends]
