/** Each month the markets that rose most over a year, equally weighted; what falls out of them is sold. */
import { float, int, moment, strategy } from 'lockstep'
import { largest, monthOf } from './ranking.ts'

export default strategy({
  name: 'bench-momentum',
  params: {
    /** There are so many, named S0, S1, … */
    markets: int(500, { min: 1 }),
    days: int(252, { min: 1 }),
    hold: int(50, { min: 1 }),
    /** Share of equity that is invested. */
    invested: float(0.95),
  },
  setup({ params, market, on, targets }) {
    const all = Array.from({ length: params.markets }, (_, k) => ({ market: market(`S${k}`), bars: market(`S${k}`).bars() }))
    const [{ bars: calendar }] = all as [(typeof all)[number]]
    const growth = new Float64Array(all.length)
    let month = -1
    on(moment, () => {
      const now = monthOf(calendar.openTime)
      if (now === month) return
      month = now
      if (calendar.count <= params.days) return
      for (const [k, { bars }] of all.entries()) growth[k] = bars.close() / bars.close(params.days)
      const chosen = largest(growth, params.hold)
      const weight = params.invested / params.hold
      targets(
        all.flatMap(({ market }, k) => (chosen.has(k) ? [{ market, weight }] : market.position.isOpen ? [{ market, weight: 0 }] : [])),
      )
    })
  },
})
