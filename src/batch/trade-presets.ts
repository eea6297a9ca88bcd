/**
 * The three ways in which one research backtester found its exits, as rules. What of them is sound is the preset; what is not is named
 * beside it, with the rule that reproduces it where there is one. Nothing that only flatters is copied unasked.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { TradeRules } from './trade-rules.ts'

export interface TradePreset {
  readonly name: string
  readonly says: string
  readonly rules: TradeRules
  /** What the entries are to say for it. */
  readonly columns: string
  /** Where it leaves the original, and why. */
  readonly differs: readonly PresetDifference[]
}

export interface PresetDifference {
  readonly theirs: string
  readonly here: string
  /** The rule that does as they did, where there is one. */
  readonly reproducedBy?: Partial<TradeRules>
}

const gapless: PresetDifference = {
  theirs: 'a stop fills at its level, however far beyond it the bar opened',
  here: 'at the open, where somebody traded',
  reproducedBy: { gaps: 'level' },
}

const pips: PresetDifference = {
  theirs: 'profit is the difference times 10,000 times a pip value of 10, which is wrong for pairs quoted in yen',
  here: "the instrument's tick, multiplier and currency say what a difference is worth",
}

export const tradePresets: readonly TradePreset[] = [
  {
    name: 'quantpipe-execution',
    says: 'in at the next open, out at two risks, and after fifty bars behind the closes',
    rules: { entry: 'next-open', positionsMax: Infinity, trail: { kind: 'distance', from: 'close', afterBars: 50 } },
    columns: 'stop; targetR of 2; trail, the distance of the signal price from the stop',
    differs: [
      { theirs: 'trades that are open at the end are dropped', here: 'closed at the last close', reproducedBy: { atEnd: 'drop' } },
      { theirs: 'the bar of the entry can neither stop it out nor pay', here: 'it is held to its levels from its open on' },
      { theirs: 'spread and commission are noted and not taken from profit', here: '`fees` and `slippage` are charged' },
      { theirs: 'targets slip like stops', here: 'a limit fills at its price or better' },
      gapless,
    ],
  },
  {
    name: 'quantpipe-batch',
    says: 'in at the price of the signal, out at shares of it, after ten days of minutes at the close',
    rules: { entry: 'signal', positionsMax: Infinity, expiry: 'close' },
    columns:
      'price, stop, target; bars of 14,400; for its trails also trail and activation, with a trail rule of kind distance, atr or level',
    differs: [
      gapless,
      {
        theirs: 'a trail is moved by the high of a bar and then held to its low, which may have come first',
        here: 'only bars that are over move it',
        reproducedBy: { trail: { kind: 'atr', reference: 'current-bar' } },
      },
      { theirs: 'the signal price counts whether the bar traded there or not', here: 'a price outside its row is refused and counted' },
    ],
  },
  {
    name: 'quantpipe-scan',
    says: 'one at a time, out after a hundred bars at the latest',
    rules: { entry: 'next-open', positionsMax: 1, reentry: 'later-row', expiry: 'close' },
    columns: 'stop, target; bars of 100',
    differs: [
      { theirs: 'in at the open of the bar whose close gave the signal', here: 'at the next open', reproducedBy: { entry: 'this-open' } },
      { theirs: 'an expired trade is left at the last high of its window', here: 'at the last close' },
      { theirs: 'slippage moves exits in favour of the trade', here: 'slippage is against it on both sides' },
      pips,
      gapless,
    ],
  },
]

/** @throws LockstepError E_CONFIG with the nearest name */
export function tradePresetOf(name: string): TradePreset {
  const found = tradePresets.find((preset) => preset.name === name)
  if (found !== undefined) return found
  const names = tradePresets.map((preset) => preset.name)
  throw new LockstepError(
    'E_CONFIG',
    `expected a preset of trade rules, was "${name}"; ${didYouMean(name, names)}`,
    'docs/explanation/batch.md says what each does.',
  )
}
