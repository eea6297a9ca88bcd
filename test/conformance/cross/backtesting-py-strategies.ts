/** The strategies that backtesting.py was run with, from what its cases say of them. */
import { rsi, sma, strategy, type Strategy } from '../../../src/index.ts'

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
