/** Strategies that know what is not known yet. Each is how somebody has fooled himself. */
import { sma, strategy, type BarSeries } from 'lockstep'
import type { Indicator } from '../../src/indicators/indicator.ts'
import { linesOver } from '../../src/strategy/line.ts'
import { marketBars } from './market-bars.ts'
import { closesOf, follow, longWhile, type Specimen } from './specimen.ts'

const caught = 'look-ahead'
const hourly = marketBars({ timeframe: '1h', rows: 2400, wave: 400 })
const minutes = marketBars({ timeframe: '1h', rows: 36_00, seed: 11 })
const days = marketBars({ timeframe: '1d', rows: 150, seed: 11 })
const answers = [9, 14, 33, 51, 58, 77, 90, 140, 171, 222, 300, 333, 401, 480]

/** Each row gets the value of the one after it. */
const nextRow: Indicator = {
  inputs: ['value'],
  outputs: ['value'],
  warmup: 0,
  fill: ([source], sourceAt, [target], targetAt, count) => {
    for (let i = 0; i < count; i++) target![targetAt + i] = source![sourceAt + i + 1] ?? NaN
  },
}

/** Where a value lies between the least and the most of the stretch that it is computed with. */
const rankInStretch: Indicator = {
  inputs: ['value'],
  outputs: ['value'],
  warmup: 0,
  fill: ([source], sourceAt, [target], targetAt, count) => {
    const stretch = source!.subarray(sourceAt, sourceAt + count)
    const [low, high] = [Math.min(...stretch), Math.max(...stretch)]
    for (let i = 0; i < count; i++) target![targetAt + i] = (stretch[i]! - low) / (high - low || 1)
  },
}

export const wrongFutures: readonly Specimen[] = [
  {
    name: "tomorrow's close by closure",
    caught,
    make: (data) => longWhile('tomorrow', (_, bars) => () => closesOf(data)[bars.count]! > bars.close()),
  },
  {
    name: "tomorrow's open",
    caught,
    make: ([first]) => longWhile('next-open', (_, bars) => () => first!.bars.open[bars.count]! > bars.close()),
  },
  {
    name: "tomorrow's volume",
    caught,
    make: ([first]) => longWhile('next-volume', (_, bars) => () => first!.bars.volume[bars.count]! > bars.volume()),
  },
  {
    name: 'a column divided by the range of all the data',
    caught,
    make: (data) => {
      const closes = closesOf(data).filter((x) => x > 0)
      const [low, high] = [closes.reduce((a, b) => Math.min(a, b), Infinity), closes.reduce((a, b) => Math.max(a, b), -Infinity)]
      return longWhile('normalised', (_, bars) => () => (bars.close() - low) / (high - low) < 0.4)
    },
  },
  {
    name: 'the highest price of all the data',
    caught,
    make: (data) => longWhile('highest', (_, bars) => () => bars.close() < 0.7 * closesOf(data).reduce((a, b) => Math.max(a, b), 0)),
  },
  {
    name: 'the mean of all the data',
    caught,
    make: (data) => {
      const mean = closesOf(data).reduce((a, b) => a + b, 0) / closesOf(data).length
      return longWhile('mean', (_, bars) => () => bars.close() < mean)
    },
  },
  {
    name: 'a straight line fitted through all the data',
    caught,
    make: (data) => {
      const closes = closesOf(data)
      const slope = (closes.at(-1)! - closes[0]!) / closes.length
      return longWhile('fitted', (_, bars) => () => bars.close() < closes[0]! + slope * bars.count)
    },
  },
  {
    name: 'history() read beyond its end',
    caught,
    make: () =>
      longWhile('over-read', (_, bars) => () => {
        const { buffer, byteOffset } = bars.history(1).close as Float64Array
        return byteOffset + 16 <= buffer.byteLength && new Float64Array(buffer, byteOffset, 2)[1]! > bars.close()
      }),
  },
  {
    name: 'an indicator whose fill reads the next row',
    caught,
    make: () =>
      longWhile('reads-next', (_, bars) => {
        const [next] = linesOver(bars.close, nextRow)
        return () => next!() > bars.close()
      }),
  },
  {
    name: 'an indicator that divides by the range of its block',
    caught,
    make: () =>
      longWhile('by-block', (_, bars) => {
        const [rank] = linesOver(bars.close, rankInStretch)
        return () => rank!() < 0.3
      }),
  },
  {
    name: 'a centred average',
    caught,
    make: (data) =>
      longWhile('centred', (_, bars) => () => {
        const around = closesOf(data).subarray(Math.max(0, bars.count - 3), bars.count + 2)
        return around.reduce((a, b) => a + b, 0) / around.length > bars.close()
      }),
  },
  {
    name: 'labels of the future, made in advance',
    caught,
    make: (data) => {
      const closes = closesOf(data)
      const rises = Uint8Array.from(closes, (close, row) => (closes[row + 5]! > close ? 1 : 0))
      return longWhile('labels', (_, bars) => () => rises[bars.count - 1] === 1)
    },
  },
  {
    name: 'turning points that are drawn afterwards',
    caught,
    make: (data) => {
      const closes = closesOf(data)
      const low = (row: number): boolean => closes.subarray(Math.max(0, row - 20), row + 21).every((close) => close >= closes[row]!)
      const high = (row: number): boolean => closes.subarray(Math.max(0, row - 20), row + 21).every((close) => close <= closes[row]!)
      const turns = Int8Array.from(closes, (_, row) => (low(row) ? 1 : high(row) ? -1 : 0))
      let long = false
      return longWhile('repaints', (_, bars) => {
        long = false
        return () => {
          const turn = turns[bars.count - 1]
          long = turn === 0 ? long : turn === 1
          return long
        }
      })
    },
  },
  {
    name: 'a day whose close is known in the morning',
    caught,
    data: [hourly],
    make: ([first]) => {
      const { time, close, length } = first!.bars
      const closeOfDay = new Map<number, number>()
      for (let row = 0; row < length; row++) closeOfDay.set(Math.floor(time[row]! / 86_400_000), close[row]!)
      return longWhile('early-day', (_, bars) => () => closeOfDay.get(Math.floor(bars.openTime / 86_400_000))! > bars.close())
    },
  },
  {
    name: 'finer bars of the bar to come',
    caught,
    data: [days],
    options: { detail: minutes },
    make: () =>
      longWhile('next-detail', (_, bars) => () => {
        const row = bars.count * 24
        return minutes.bars.close[row + 12]! > minutes.bars.open[row]!
      }),
  },
  {
    name: 'the next close of the other leg',
    caught,
    data: [marketBars(), marketBars({ id: 'LEG', seed: 8, phase: 0.4 })],
    make: ([, leg]) => longWhile('other-leg', (_, bars) => () => leg!.bars.close[bars.count]! > leg!.bars.close[bars.count - 1]!),
  },
  {
    name: 'columns of bars.state beyond its row',
    caught,
    make: () =>
      longWhile(
        'state',
        (_, { state, close }) =>
          () =>
            state.columns.close[(state.row + 1) & state.mask]! > close(),
      ),
  },
  {
    name: 'values of a line beyond its row',
    caught,
    make: () =>
      longWhile('source', (_, bars) => {
        const { source } = sma(bars.close, 5)
        return () => source.values[(source.series.row + 1) & source.mask]! > source.values[source.series.row & source.mask]!
      }),
  },
  {
    name: 'the first half of the data',
    caught,
    make: (data) => longWhile('half', (_, bars) => () => bars.count < data[0]!.bars.length / 2),
  },
  {
    name: 'out at the last bar',
    caught,
    make: (data) => longWhile('last-bar', (_, bars) => () => bars.count < data[0]!.bars.length - 1),
  },
  {
    name: 'the worst days, left out',
    caught,
    make: (data) => {
      const { close, open, time } = data[0]!.bars
      const rows = [...close.keys()].sort((a, b) => close[a]! - open[a]! - (close[b]! - open[b]!))
      const worst = new Set(rows.slice(0, 200).map((row) => time[row]!))
      return longWhile('no-bad-days', (_, bars) => () => !worst.has(bars.closeTime))
    },
  },
  {
    name: 'answers learnt by heart',
    caught,
    outcome: 'warn',
    make: () =>
      longWhile('by-heart', (_, bars) => {
        const average = sma(bars.close, 3)
        return () => average() > 0 && answers.filter((row) => row <= bars.count).length % 2 === 1
      }),
  },
  {
    name: 'a stop at the low of the bar to come',
    caught,
    make: ([first]: readonly BarSeries[]) =>
      strategy({
        name: 'perfect-stop',
        setup({ market, on }) {
          const zoo = market()
          const bars = zoo.bars()
          on(bars, () => {
            const low = first!.bars.low[bars.count]!
            if (zoo.position.isOpen) follow(zoo, false)
            else if (bars.close() > bars.close(1))
              zoo.buy({ qty: 1, bracket: { stop: Math.min(low, bars.close()) - 0.01 || 1, target: bars.close() * 1.01 } })
          })
        },
      }),
  },
]
