import { made, period, type IndicatorEntry } from '../entry.ts'
import { changeAverages, RiseShare, type RiseShareOptions } from './rise-share.ts'

export type RsiOptions = RiseShareOptions

/** Relative strength index: 100 × average rise / (average rise + average fall); Cutler's with `average: 'sma'`. */
export class Rsi extends RiseShare {
  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and average is wilder or sma */
  constructor(options: RsiOptions = {}) {
    super(options, { lessFalls: false })
  }
}

export const rsiEntry: IndicatorEntry = {
  name: 'rsi',
  title: 'Relative strength index',
  group: 'momentum',
  talib: 'RSI',
  parameters: [period({ default: 14, min: 2 }), { name: 'average', default: 'wilder', choices: changeAverages }],
  warmup: 'period',
  convention: 'Wilder, seeded by the means of the first period changes, or with sma Cutler; 0 while nothing has moved',
  source: 'TA-Lib RSI',
  make: made(Rsi),
}
