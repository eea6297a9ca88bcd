import { checkNumber } from '../option.ts'
import { made, type IndicatorEntry, type NumberParameter } from '../entry.ts'
import { ParabolicStop } from './sar.ts'

const START_MAX = 1e15

export interface SarExtendedOptions {
  /** The first move's stop, negative for a falling move; 0, unless given, where the first bars tell. */
  readonly start?: number
  /** Share of the stop by which a turn sets it further off; 0 unless given. */
  readonly offset?: number
  /** Where the acceleration of a rising move begins, what a new extreme adds, and its most; 0.02, 0.02 and 0.2 unless given. */
  readonly risingInitial?: number
  readonly risingStep?: number
  readonly risingMaximum?: number
  /** The same of a falling move. */
  readonly fallingInitial?: number
  readonly fallingStep?: number
  readonly fallingMaximum?: number
}

/** Parabolic stop and reverse with terms for each direction; the stop of a falling move is negative. */
export class SarExtended extends ParabolicStop {
  /** @throws LockstepError E_PARAM_VALUE unless |start| <= 1e15 and the others are from 0 to 1 */
  constructor(options: SarExtendedOptions = {}) {
    const share = (name: keyof SarExtendedOptions, initial: number): number =>
      checkNumber(name, options[name] ?? initial, { min: 0, max: 1 })
    const [risingMaximum, fallingMaximum] = [share('risingMaximum', 0.2), share('fallingMaximum', 0.2)]
    super({
      rising: {
        initial: Math.min(share('risingInitial', 0.02), risingMaximum),
        step: Math.min(share('risingStep', 0.02), risingMaximum),
        maximum: risingMaximum,
      },
      falling: {
        initial: Math.min(share('fallingInitial', 0.02), fallingMaximum),
        step: Math.min(share('fallingStep', 0.02), fallingMaximum),
        maximum: fallingMaximum,
      },
      start: checkNumber('start', options.start ?? 0, { min: -START_MAX, max: START_MAX }),
      offset: share('offset', 0),
      signed: true,
    })
  }
}

export const sarExtendedEntry: IndicatorEntry = {
  name: 'sarExtended',
  title: 'Parabolic stop and reverse, extended',
  group: 'overlap',
  talib: 'SAREXT',
  parameters: [
    { name: 'start', default: 0, min: -START_MAX, real: true, max: START_MAX },
    share('offset', 0),
    share('risingInitial', 0.02),
    share('risingStep', 0.02),
    share('risingMaximum', 0.2),
    share('fallingInitial', 0.02),
    share('fallingStep', 0.02),
    share('fallingMaximum', 0.2),
  ],
  warmup: '1',
  convention: 'negative in a falling move; start 0: falls first when the second bar reaches further down than up',
  source: 'TA-Lib SAREXT',
  make: made(SarExtended),
}

function share(name: string, initial: number): NumberParameter {
  return { name, default: initial, min: 0, real: true, max: 1 }
}
