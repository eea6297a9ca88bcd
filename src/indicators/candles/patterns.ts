/** The candle patterns by name, in the order of TA-Lib's names. A new one is its file and its name in both lists. */
import { twoCrows } from './two-crows.ts'
import { threeBlackCrows } from './three-black-crows.ts'
import { threeInside } from './three-inside.ts'
import { threeLineStrike } from './three-line-strike.ts'
import { threeOutside } from './three-outside.ts'
import { threeStarsInSouth } from './three-stars-in-south.ts'
import { threeWhiteSoldiers } from './three-white-soldiers.ts'
import { abandonedBaby } from './abandoned-baby.ts'
import { advanceBlock } from './advance-block.ts'
import { beltHold } from './belt-hold.ts'
import { breakaway } from './breakaway.ts'
import { closingMarubozu } from './closing-marubozu.ts'
import { concealingBabySwallow } from './concealing-baby-swallow.ts'
import { counterattack } from './counterattack.ts'
import { darkCloudCover } from './dark-cloud-cover.ts'
import { doji } from './doji.ts'
import { dojiStar } from './doji-star.ts'
import { dragonflyDoji } from './dragonfly-doji.ts'
import { engulfing } from './engulfing.ts'
import { eveningDojiStar } from './evening-doji-star.ts'
import { eveningStar } from './evening-star.ts'
import { gapSideBySideWhite } from './gap-side-by-side-white.ts'
import { gravestoneDoji } from './gravestone-doji.ts'
import { hammer } from './hammer.ts'
import { hangingMan } from './hanging-man.ts'
import { harami } from './harami.ts'
import { haramiCross } from './harami-cross.ts'
import { highWave } from './high-wave.ts'
import { hikkake } from './hikkake.ts'
import { modifiedHikkake } from './modified-hikkake.ts'
import { homingPigeon } from './homing-pigeon.ts'
import { identicalThreeCrows } from './identical-three-crows.ts'
import { inNeck } from './in-neck.ts'
import { invertedHammer } from './inverted-hammer.ts'
import { kicking } from './kicking.ts'
import { kickingByLength } from './kicking-by-length.ts'
import { ladderBottom } from './ladder-bottom.ts'
import { longLeggedDoji } from './long-legged-doji.ts'
import { longLine } from './long-line.ts'
import { marubozu } from './marubozu.ts'
import { matchingLow } from './matching-low.ts'
import { matHold } from './mat-hold.ts'
import { morningDojiStar } from './morning-doji-star.ts'
import { morningStar } from './morning-star.ts'
import { onNeck } from './on-neck.ts'
import { piercing } from './piercing.ts'
import { rickshawMan } from './rickshaw-man.ts'
import { risingFallingThreeMethods } from './rising-falling-three-methods.ts'
import { separatingLines } from './separating-lines.ts'
import { shootingStar } from './shooting-star.ts'
import { shortLine } from './short-line.ts'
import { spinningTop } from './spinning-top.ts'
import { stalled } from './stalled.ts'
import { stickSandwich } from './stick-sandwich.ts'
import { takuri } from './takuri.ts'
import { tasukiGap } from './tasuki-gap.ts'
import { thrusting } from './thrusting.ts'
import { tristar } from './tristar.ts'
import { uniqueThreeRiver } from './unique-three-river.ts'
import { upsideGapTwoCrows } from './upside-gap-two-crows.ts'
import { gapThreeMethods } from './gap-three-methods.ts'
import type { Pattern } from './pattern.ts'

export const patternNames = [
  'twoCrows',
  'threeBlackCrows',
  'threeInside',
  'threeLineStrike',
  'threeOutside',
  'threeStarsInSouth',
  'threeWhiteSoldiers',
  'abandonedBaby',
  'advanceBlock',
  'beltHold',
  'breakaway',
  'closingMarubozu',
  'concealingBabySwallow',
  'counterattack',
  'darkCloudCover',
  'doji',
  'dojiStar',
  'dragonflyDoji',
  'engulfing',
  'eveningDojiStar',
  'eveningStar',
  'gapSideBySideWhite',
  'gravestoneDoji',
  'hammer',
  'hangingMan',
  'harami',
  'haramiCross',
  'highWave',
  'hikkake',
  'modifiedHikkake',
  'homingPigeon',
  'identicalThreeCrows',
  'inNeck',
  'invertedHammer',
  'kicking',
  'kickingByLength',
  'ladderBottom',
  'longLeggedDoji',
  'longLine',
  'marubozu',
  'matchingLow',
  'matHold',
  'morningDojiStar',
  'morningStar',
  'onNeck',
  'piercing',
  'rickshawMan',
  'risingFallingThreeMethods',
  'separatingLines',
  'shootingStar',
  'shortLine',
  'spinningTop',
  'stalled',
  'stickSandwich',
  'takuri',
  'tasukiGap',
  'thrusting',
  'tristar',
  'uniqueThreeRiver',
  'upsideGapTwoCrows',
  'gapThreeMethods',
] as const
export type PatternName = (typeof patternNames)[number]

export const patterns: Readonly<Record<PatternName, Pattern>> = {
  twoCrows,
  threeBlackCrows,
  threeInside,
  threeLineStrike,
  threeOutside,
  threeStarsInSouth,
  threeWhiteSoldiers,
  abandonedBaby,
  advanceBlock,
  beltHold,
  breakaway,
  closingMarubozu,
  concealingBabySwallow,
  counterattack,
  darkCloudCover,
  doji,
  dojiStar,
  dragonflyDoji,
  engulfing,
  eveningDojiStar,
  eveningStar,
  gapSideBySideWhite,
  gravestoneDoji,
  hammer,
  hangingMan,
  harami,
  haramiCross,
  highWave,
  hikkake,
  modifiedHikkake,
  homingPigeon,
  identicalThreeCrows,
  inNeck,
  invertedHammer,
  kicking,
  kickingByLength,
  ladderBottom,
  longLeggedDoji,
  longLine,
  marubozu,
  matchingLow,
  matHold,
  morningDojiStar,
  morningStar,
  onNeck,
  piercing,
  rickshawMan,
  risingFallingThreeMethods,
  separatingLines,
  shootingStar,
  shortLine,
  spinningTop,
  stalled,
  stickSandwich,
  takuri,
  tasukiGap,
  thrusting,
  tristar,
  uniqueThreeRiver,
  upsideGapTwoCrows,
  gapThreeMethods,
}
