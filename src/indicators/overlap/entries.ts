import type { IndicatorEntry } from '../entry.ts'
import { smaEntry } from './sma.ts'
import { emaEntry } from './ema.ts'
import { wmaEntry } from './wma.ts'
import { bollingerEntry } from './bollinger.ts'
import { donchianEntry } from './donchian.ts'
import { rmaEntry } from './rma.ts'
import { supertrendEntry } from './supertrend.ts'
import { ichimokuEntry } from './ichimoku.ts'
import { hullEntry } from './hull.ts'
import { vwmaEntry } from './vwma.ts'
import { chandelierExitEntry } from './chandelier-exit.ts'
import { chandeKrollStopEntry } from './chande-kroll-stop.ts'
import { zlemaEntry } from './zlema.ts'
import { mcginleyEntry } from './mcginley.ts'
import { demaEntry } from './dema.ts'
import { temaEntry } from './tema.ts'
import { t3Entry } from './t3.ts'
import { trimaEntry } from './trima.ts'
import { kamaEntry } from './kama.ts'
import { keltnerEntry } from './keltner.ts'
import { mamaEntry } from './mama.ts'
import { hilbertTrendlineEntry } from './hilbert-trendline.ts'
import { almaEntry } from './alma.ts'
import { vidyaEntry } from './vidya.ts'
import { framaEntry } from './frama.ts'
import { sarEntry } from './sar.ts'
import { sarExtendedEntry } from './sar-extended.ts'
import { midPointEntry } from './mid-point.ts'
import { mavpEntry } from './mavp.ts'
import { movingAverageEntry } from './moving-average.ts'

/** The group's part of the catalogue. */
export const overlapEntries: readonly IndicatorEntry[] = [
  smaEntry,
  emaEntry,
  wmaEntry,
  bollingerEntry,
  donchianEntry,
  demaEntry,
  temaEntry,
  t3Entry,
  trimaEntry,
  kamaEntry,
  mamaEntry,
  hilbertTrendlineEntry,
  sarEntry,
  sarExtendedEntry,
  midPointEntry,
  mavpEntry,
  movingAverageEntry,
  rmaEntry,
  supertrendEntry,
  ichimokuEntry,
  hullEntry,
  vwmaEntry,
  chandelierExitEntry,
  chandeKrollStopEntry,
  zlemaEntry,
  mcginleyEntry,
  keltnerEntry,
  almaEntry,
  vidyaEntry,
  framaEntry,
]
