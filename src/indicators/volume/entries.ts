import type { IndicatorEntry } from '../entry.ts'
import { vwapEntry } from './vwap.ts'
import { obvEntry } from './obv.ts'
import { accumulationDistributionEntry } from './accumulation-distribution.ts'
import { chaikinOscillatorEntry } from './chaikin-oscillator.ts'
import { vwapBandsEntry } from './vwap-bands.ts'
import { anchoredVwapEntry } from './anchored-vwap.ts'
import { chaikinMoneyFlowEntry } from './chaikin-money-flow.ts'
import { easeOfMovementEntry } from './ease-of-movement.ts'
import { forceIndexEntry } from './force-index.ts'
import { klingerEntry } from './klinger.ts'
import { relativeVolumeEntry } from './relative-volume.ts'
import { relativeVolumeAtTimeEntry } from './relative-volume-at-time.ts'

/** The group's part of the catalogue. */
export const volumeEntries: readonly IndicatorEntry[] = [
  vwapEntry,
  obvEntry,
  accumulationDistributionEntry,
  chaikinOscillatorEntry,
  vwapBandsEntry,
  anchoredVwapEntry,
  chaikinMoneyFlowEntry,
  easeOfMovementEntry,
  forceIndexEntry,
  klingerEntry,
  relativeVolumeEntry,
  relativeVolumeAtTimeEntry,
]
