import type { IndicatorEntry } from '../entry.ts'
import { rsiEntry } from './rsi.ts'
import { macdEntry } from './macd.ts'
import { stochasticEntry } from './stochastic.ts'
import { adxEntry } from './adx.ts'
import { vortexEntry } from './vortex.ts'
import { awesomeEntry } from './awesome.ts'
import { connorsRsiEntry } from './connors-rsi.ts'
import { coppockEntry } from './coppock.ts'
import { kstEntry } from './kst.ts'
import { dpoEntry } from './dpo.ts'
import { rviEntry } from './rvi.ts'
import { demarkerEntry } from './demarker.ts'
import { waveTrendEntry } from './wave-trend.ts'
import { efficiencyRatioEntry } from './efficiency-ratio.ts'
import { cciEntry } from './cci.ts'
import { adxrEntry } from './adxr.ts'
import { apoEntry } from './apo.ts'
import { aroonEntry } from './aroon.ts'
import { bopEntry } from './bop.ts'
import { cmoEntry } from './cmo.ts'
import { directionalIndexEntry } from './directional-index.ts'
import { directionalMovementEntry } from './directional-movement.ts'
import { imiEntry } from './imi.ts'
import { macdFixEntry } from './macd-fix.ts'
import { mfiEntry } from './mfi.ts'
import { momentumEntry } from './momentum.ts'
import { ppoEntry } from './ppo.ts'
import { rocEntry } from './roc.ts'
import { stochRsiEntry } from './stoch-rsi.ts'
import { trixEntry } from './trix.ts'
import { ultimateOscillatorEntry } from './ultimate-oscillator.ts'
import { williamsREntry } from './williams-r.ts'
import { squeezeEntry } from './squeeze.ts'
import { schaffEntry } from './schaff.ts'
import { trueStrengthEntry } from './true-strength.ts'
import { fisherEntry } from './fisher.ts'
import { trixSignalEntry } from './trix-signal.ts'
import { derivativeOscillatorEntry } from './derivative-oscillator.ts'
import { premierStochasticEntry } from './premier-stochastic.ts'
import { swingIndexEntry } from './swing-index.ts'

/** The group's part of the catalogue. */
export const momentumEntries: readonly IndicatorEntry[] = [
  rsiEntry,
  macdEntry,
  stochasticEntry,
  adxEntry,
  momentumEntry,
  rocEntry,
  cciEntry,
  mfiEntry,
  williamsREntry,
  stochRsiEntry,
  cmoEntry,
  ppoEntry,
  apoEntry,
  macdFixEntry,
  adxrEntry,
  directionalIndexEntry,
  directionalMovementEntry,
  aroonEntry,
  ultimateOscillatorEntry,
  trixEntry,
  bopEntry,
  imiEntry,
  vortexEntry,
  awesomeEntry,
  connorsRsiEntry,
  coppockEntry,
  kstEntry,
  dpoEntry,
  rviEntry,
  demarkerEntry,
  waveTrendEntry,
  efficiencyRatioEntry,
  squeezeEntry,
  schaffEntry,
  trueStrengthEntry,
  fisherEntry,
  trixSignalEntry,
  derivativeOscillatorEntry,
  premierStochasticEntry,
  swingIndexEntry,
]
