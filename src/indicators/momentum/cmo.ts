import { made, period, type IndicatorEntry } from '../entry.ts'
import { changeAverages, RiseShare, type RiseShareOptions } from './rise-share.ts'

export type CmoOptions = RiseShareOptions

/** Chande momentum oscillator: 100 × (average rise - average fall) / (average rise + average fall); his own averages are `sma`. */
export class Cmo extends RiseShare {
  /** @throws LockstepError E_PARAM_VALUE unless 2 <= period <= 100,000 and average is wilder or sma */
  constructor(options: CmoOptions = {}) {
    super(options, { lessFalls: true })
  }
}

export const cmoEntry: IndicatorEntry = {
  name: 'cmo',
  title: 'Chande momentum oscillator',
  group: 'momentum',
  talib: 'CMO',
  parameters: [period({ default: 14, min: 2 }), { name: 'average', default: 'wilder', choices: changeAverages }],
  warmup: 'period',
  convention: "TA-Lib's: averages by Wilder's rule; Chande's own with sma; 0 while nothing has moved",
  source: 'TA-Lib CMO; Chande and Kroll, The New Technical Trader, 1994',
  make: made(Cmo),
}
