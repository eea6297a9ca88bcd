import { checkNumber } from '../option.ts'
import { VwapBands } from './vwap-bands.ts'
import { made, type IndicatorEntry } from '../entry.ts'

/** The farthest times there are, epoch ms: about 270,000 years off. */
const TIME_MAX = 8.64e15

/** `from` is when it begins, epoch ms: with the first bar that opens then or later, the first one of all unless given. */
export interface AnchoredVwapOptions {
  readonly from?: number
  readonly deviations?: number
}

/** Volume-weighted average price since an instant, with bands as in vwap-bands.ts; NaN before it. */
export class AnchoredVwap extends VwapBands {
  /** @throws LockstepError E_PARAM_VALUE unless from is a time and 0 < deviations <= 100 */
  constructor(options: AnchoredVwapOptions = {}) {
    const from = checkNumber('from', options.from ?? -TIME_MAX, { min: -TIME_MAX, max: TIME_MAX })
    super({ deviations: options.deviations ?? 1, sessionOf: (timeMs) => (timeMs >= from ? from : NaN) })
  }
}

export const anchoredVwapEntry: IndicatorEntry = {
  name: 'anchoredVwap',
  title: 'Anchored volume-weighted average price',
  group: 'volume',
  parameters: [
    { name: 'from', default: -TIME_MAX, min: -TIME_MAX, real: true, max: TIME_MAX },
    { name: 'deviations', default: 1, above: 0, max: 100 },
  ],
  warmup: '0',
  convention: 'since the first bar that opens at from (epoch ms) or later; bands as of vwapBands',
  source: 'Shannon, Maximum Trading Gains with Anchored VWAP (2023)',
  gaps: 'before its anchor, and while there has been no volume since',
  make: made(AnchoredVwap),
}
