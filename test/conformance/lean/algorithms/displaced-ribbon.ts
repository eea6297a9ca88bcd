/** A ribbon of closes of 5, 10, … 30 bars ago: in when it rises throughout, out when it falls throughout. */
import { strategy } from '../../../../src/index.ts'
import { spyDaily, type LeanAlgorithm } from '../lean-algorithm.ts'

/** Bars ago. LEAN means to displace averages, but displaces closes. */
const DISPLACED = [5, 10, 15, 20, 25, 30] as const

export const displacedRibbon: LeanAlgorithm = {
  name: 'DisplacedMovingAverageRibbon',
  from: '2009-01-01',
  to: '2015-01-01',
  data: [spyDaily],
  strategy: () =>
    strategy({
      name: 'displaced-ribbon',
      setup({ market, on }) {
        const spy = market('SPY')
        const bars = spy.bars()
        on(bars, () => {
          if (bars.count <= 30) return
          const ribbon = DISPLACED.map((ago) => bars.close(ago))
          const rises = ribbon.every((close, k) => k === 0 || close <= ribbon[k - 1]!)
          const falls = ribbon.every((close, k) => k === 0 || close >= ribbon[k - 1]!)
          if (!spy.position.isLong && rises) spy.target({ weight: 1 })
          else if (spy.position.isLong && falls) spy.close()
        })
      },
    }),
}
