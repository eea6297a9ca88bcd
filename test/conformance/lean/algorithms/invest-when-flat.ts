/** Five algorithms with one rule, on other data: all of equity into SPY whenever nothing is held. */
import { expect } from 'vitest'
import { moment, sma, strategy, type Strategy } from '../../../../src/index.ts'
import { spyDaily, spyHour, spyMinute, week, type LeanAlgorithm } from '../lean-algorithm.ts'

const investWhenFlat = (): Strategy =>
  strategy({
    name: 'invest-when-flat',
    setup({ market, on }) {
      const spy = market('SPY')
      on(moment, () => {
        if (!spy.position.isOpen) spy.target({ weight: 1 })
      })
    },
  })

/** A market order in an open market fills at once, at the ask of the last quote. */
export const basicTemplate: LeanAlgorithm = {
  name: 'BasicTemplateAlgorithm',
  ...week,
  data: [spyMinute],
  strategy: investWhenFlat,
}

/** Hourly data have no quotes: it fills at the close. */
export const basicTemplateHourly: LeanAlgorithm = {
  name: 'BasicTemplateHourlyAlgorithm',
  ...week,
  data: [spyHour],
  strategy: investWhenFlat,
}

/** A daily bar is delivered when the market has closed: the order becomes market-on-open, and is not sent twice. */
export const basicTemplateDaily: LeanAlgorithm = {
  name: 'BasicTemplateDailyAlgorithm',
  from: '2013-10-08',
  to: '2013-10-17',
  data: [spyDaily],
  strategy: investWhenFlat,
}

/** Prices are there before the first slice. */
export const securitySeeder: LeanAlgorithm = {
  name: 'SecuritySeederRegressionAlgorithm',
  from: '2013-10-08',
  to: '2013-10-10',
  data: [spyMinute],
  history: '2013-10-07',
  strategy: () =>
    strategy({
      name: 'security-seeder',
      setup({ market, on }) {
        const spy = market('SPY')
        const bars = spy.bars()
        let first = true
        on(moment, () => {
          if (first) expect(bars.close(1)).toBeGreaterThan(0)
          first = false
          if (!spy.position.isOpen) spy.target({ weight: 1 })
        })
      },
    }),
}

/** An average is warm from history at the first slice. */
export const automaticWarmUp: LeanAlgorithm = {
  name: 'AutomaticIndicatorWarmupRegressionAlgorithm',
  ...week,
  data: [spyMinute],
  history: '2013-10-04',
  strategy: () =>
    strategy({
      name: 'automatic-warm-up',
      setup({ market, on }) {
        const spy = market('SPY')
        const average = sma(spy.bars().close, 10)
        on(moment, () => {
          expect(average()).toBeGreaterThan(0)
          if (!spy.position.isOpen) spy.target({ weight: 1 })
        })
      },
    }),
}
