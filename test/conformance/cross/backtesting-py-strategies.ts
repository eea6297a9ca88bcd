/** The strategies that backtesting.py was run with, from what its cases say of them. */
import { rsi, sma, strategy, type BarSeries, type Strategy } from '../../../src/index.ts'
import { DAY_MS } from '../../../src/model/time.ts'

export function smaCross(fastBars = 10, slowBars = 30): Strategy {
  return strategy({
    name: 'sma-cross',
    setup({ market, on }) {
      const m = market()
      const bars = m.bars()
      const [fast, slow] = [sma(bars.close, fastBars), sma(bars.close, slowBars)]
      on(bars, () => {
        if (fast(1) < slow(1) && fast() > slow()) {
          if (m.position.isOpen) m.close()
          m.buy({ equity: 1 })
        } else if (slow(1) < fast(1) && slow() > fast()) {
          if (m.position.isOpen) m.close()
          m.sell({ equity: 1 })
        }
      })
    },
  })
}

/** One position at a time: 100 units against the extreme, out at 5 % against and 10 % for. */
export function rsiBracket(): Strategy {
  return strategy({
    name: 'rsi-bracket',
    setup({ market, on }) {
      const m = market()
      const bars = m.bars()
      const strength = rsi(bars.close, 14)
      on(bars, () => {
        if (m.position.isOpen) return
        const close = bars.close()
        if (strength() < 30) m.buy({ qty: 100, bracket: { stop: close * 0.95, target: close * 1.1 } })
        else if (strength() > 70) m.sell({ qty: 100, bracket: { stop: close * 1.05, target: close * 0.9 } })
      })
    },
  })
}

/** Every fifth bar buys 10, every seventh sells 15, the first bar counted as 0. */
export function pyramid(): Strategy {
  return strategy({
    name: 'pyramid',
    setup({ market, on }) {
      const m = market()
      // Its first decision is at the second bar.
      let bar = 0
      on(m.bars(), () => {
        bar++
        if (bar % 5 === 0) m.buy({ qty: 10 })
        if (bar % 7 === 0) m.sell({ qty: 15 })
      })
    },
  })
}

/** Sold short as the average of ten rises above the close; all is closed once the oldest entry is older than three days. */
export function fifths(): Strategy {
  return strategy({
    name: 'fifths',
    setup({ market, on, onFill }) {
      const m = market()
      const bars = m.bars()
      const average = sma(bars.close, 10)
      /** When the bars of open entries opened, by the entry's order; and the entries of legs. */
      const entered = new Map<number, number>()
      const entryOf = new Map<number, number>()
      onFill(({ order, role, position }) => {
        if (role === 'entry') entered.set(order, bars.openTime)
        else entered.delete(entryOf.get(order)!)
        if (position === 0) entered.clear()
      })
      on(bars, () => {
        for (const { id, parent } of m.orders) if (parent !== undefined) entryOf.set(id, parent)
        const [price, before] = [bars.close(), bars.close(1)]
        if (average(1) < before && average() > price) {
          for (const { id, role } of m.orders) if (role === 'entry') m.cancel(id)
          m.sell({ equity: 0.21, limit: price, stop: price, bracket: { stop: 1.05 * price, target: 0.9 * price } })
        } else if (m.position.isOpen && bars.openTime - Math.min(...entered.values()) > 3 * DAY_MS) m.close()
      })
    },
  })
}

/** A unit bought at each close above the average of ten, all sold below it. */
export function signals(): Strategy {
  return strategy({
    name: 'signals',
    setup({ market, on }) {
      const m = market()
      const { close } = m.bars()
      const average = sma(close, 10)
      on(m.bars(), () => {
        if (close() < average() && m.position.isOpen) m.close()
        if (close() > average()) m.buy({ qty: 1 })
      })
    },
  })
}

/** Bought above the average of ten; the stop follows each close by three mean true ranges of 40 bars, the first of which counts back too. */
export function trailing({ bars }: BarSeries): Strategy {
  const ranges = Array.from({ length: bars.length }, (_, k) => {
    const before = bars.close[k - 1] ?? bars.low[k]!
    return Math.max(bars.high[k]! - bars.low[k]!, Math.abs(before - bars.high[k]!), Math.abs(before - bars.low[k]!))
  })
  const meanOf = (end: number): number => ranges.slice(end - 40, end).reduce((a, b) => a + b, 0) / 40
  return strategy({
    name: 'trailing',
    setup({ market, on }) {
      const m = market()
      const { close } = m.bars()
      const average = sma(close, 10)
      let row = 9
      on(m.bars(), () => {
        row++
        const level = close() - 3 * meanOf(Math.max(row + 1, 41))
        const [stop] = m.orders
        if (!m.position.isOpen) {
          if (close() > average()) m.buy({ equity: 1 })
        } else if (stop === undefined) m.sell({ qty: m.position.qty, stop: level, reduceOnly: true })
        else if (level > stop.stop!) m.amend(stop.id, { stop: level })
      })
    },
  })
}
