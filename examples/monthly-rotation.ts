/**
 * At the turn of each month holds the markets that rose most over the last months, in equal parts, and cash for those that fell. `targets`
 * reckons every difference before it asks for an order, and what is sold pays for what is bought. To be read, not to be traded.
 */
import { float, int, strategy, text } from 'lockstep'

export default strategy({
  name: 'monthly-rotation',
  params: {
    markets: text('SP500,SP500-2X,SP500-SHORT'),
    months: int(6, { min: 1 }),
    hold: int(2, { min: 1 }),
    // The rest is for opens above the close that was reckoned with.
    invested: float(0.95, { min: 0.01, max: 1 }),
  },
  setup({ params, market, at, targets }) {
    const all = params.markets.split(',').map((id) => ({ market: market(id), month: market(id).bars('1mo').close }))
    at('month-start midnight', () => {
      const gains = all.map(({ market, month }) => ({ market, gain: month() / month(params.months) - 1 }))
      const best = gains
        .filter(({ gain }) => gain > 0)
        .sort((a, b) => b.gain - a.gain)
        .slice(0, params.hold)
      const weight = params.invested / params.hold
      const wanted = gains.map((one) => ({ market: one.market, weight: best.includes(one) ? weight : 0 }))
      targets(wanted, { tag: 'rotation' })
    })
  },
})
