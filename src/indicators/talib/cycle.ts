/** TA-Lib's cycle indicators. */
import { HilbertPeriod } from '../cycle/hilbert-period.ts'
import { HilbertPhase } from '../cycle/hilbert-phase.ts'
import { HilbertPhasor } from '../cycle/hilbert-phasor.ts'
import { HilbertSine } from '../cycle/hilbert-sine.ts'
import { HilbertTrendMode } from '../cycle/hilbert-trend-mode.ts'
import { run, runOne, runWhole, type Column } from './run.ts'

/** Hilbert transform: dominant cycle period. */
export function HT_DCPERIOD(real: Column): Float64Array {
  return runOne(new HilbertPeriod(), real)
}

/** Hilbert transform: dominant cycle phase. */
export function HT_DCPHASE(real: Column): Float64Array {
  return runOne(new HilbertPhase(), real)
}

/** Hilbert transform, phasor components: in phase, quadrature. */
export function HT_PHASOR(real: Column): Float64Array[] {
  return run(new HilbertPhasor(), real)
}

/** Hilbert transform, sine wave: sine, lead sine. */
export function HT_SINE(real: Column): Float64Array[] {
  return run(new HilbertSine(), real)
}

/** Hilbert transform: 1 in a trend, 0 in a cycle. */
export function HT_TRENDMODE(real: Column): Int32Array {
  return runWhole(new HilbertTrendMode(), real)
}
