/**
 * What sweeps are measured with: a pullback to the lower band, bought in a quiet market, with a stop of some ATR. It asks for what
 * published strategies ask for most: bands, RSI, ATR, and a filter of the regime by ADX and by where volatility stands among its last
 * hundred values. Of its four searched parameters two change what is computed and two only how it is judged, as they do in practice:
 * four bands, four RSIs and three lines that never change make up the 256 sets.
 */
import { adx, atr, bollinger, crossedAbove, float, instrument, int, percentileRank, rsi, strategy } from 'lockstep'

/** Four values each: 256 sets. */
export const sweepSpace = { bands: '20:50:10', strength: '7:28:7', calm: '15:30:5', stop: '1.5:3:0.5' } as const
/** Fees never ruin it: one unit of quantity at a time. */
export const sweepTerms = { cash: 1_000_000, feeBps: 1 } as const

export default strategy({
  name: 'bench-band-pullback',
  params: {
    market: instrument(),
    bands: int(20, { min: 2 }),
    strength: int(14, { min: 2 }),
    weak: float(35),
    calm: float(25),
    volatile: float(80),
    stop: float(2, { min: 0.1 }),
    qty: float(2),
  },
  setup({ params, market, on }) {
    const future = market(params.market)
    const bars = future.bars()
    const { lower, middle } = bollinger(bars.close, params.bands)
    const strength = rsi(bars.close, params.strength)
    const trend = adx(bars, 14).adx
    const range = atr(bars, 14)
    const volatility = percentileRank(range)
    on(bars, () => {
      if (future.position.isOpen) {
        if (crossedAbove(bars.close, middle)) future.close()
        return
      }
      if (bars.close() >= lower() || strength() >= params.weak) return
      if (trend() >= params.calm || volatility() >= params.volatile) return
      future.buy({ qty: params.qty, bracket: { stop: bars.close() - params.stop * range() } })
    })
  },
})
