/** Long or short of each market by the crossing of two averages of its minutes, as a share of equity, as algorithms for LEAN are written. */
import { calendarOf, crossedAbove, crossedBelow, float, int, sma, strategy, text } from 'lockstep'

const HOUR_MS = 3_600_000

export default strategy({
  name: 'bench-retarget',
  params: {
    /** Ids of the markets, separated by commas. */
    markets: text(''),
    fast: int(60, { min: 1 }),
    slow: int(240, { min: 2 }),
    weight: float(0.4),
  },
  setup({ params, market, on }) {
    for (const id of params.markets.split(',')) {
      const share = market(id)
      const bars = share.bars()
      const hours = calendarOf(share.instrument.calendar)
      const fast = sma(bars.close, params.fast)
      const slow = sma(bars.close, params.slow)
      on(bars, () => {
        const side = crossedAbove(fast, slow) ? 1 : crossedBelow(fast, slow) ? -1 : 0
        // What comes with the last bars of a session would have to wait for the next.
        if (side !== 0 && hours.nextClose(bars.closeTime) - bars.closeTime >= HOUR_MS) share.target({ weight: side * params.weight })
      })
    }
  },
})
