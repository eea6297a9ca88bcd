import type { IndicatorEntry } from '../entry.ts'
import { pivotsEntry } from './pivots.ts'
import { camarillaEntry } from './camarilla.ts'
import { fractalsEntry } from './fractals.ts'
import { zigzagPivotsEntry } from './zigzag-pivots.ts'
import { zigzagEntry } from './zigzag.ts'
import { openingRangeEntry } from './opening-range.ts'
import { gapEntry } from './gap.ts'
import { volumeProfileEntry } from './volume-profile.ts'
import { sessionProfileEntry } from './session-profile.ts'

/** The group's part of the catalogue. */
export const levelsEntries: readonly IndicatorEntry[] = [
  pivotsEntry,
  camarillaEntry,
  fractalsEntry,
  zigzagPivotsEntry,
  zigzagEntry,
  openingRangeEntry,
  gapEntry,
  volumeProfileEntry,
  sessionProfileEntry,
]
