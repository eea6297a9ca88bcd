/** Front door: a run recorded as its golden file, and a golden file as text. */
import { createHash } from 'node:crypto'
import { startBacktest, type BacktestOptions } from './backtest.ts'
import { goldenText, parseGolden } from './golden/golden-file.ts'
import { GoldenTap } from './golden/golden-tap.ts'
import { goldenOf, type Golden, type GoldenOptions } from './golden/golden.ts'
import type { ParamSpecs } from './strategy/params.ts'
import type { Strategy } from './strategy/strategy.ts'

/**
 * Runs a strategy and keeps what it did, to be compared with later runs by `compareGolden`.
 *
 *     const golden = recordGolden(smaCross, { data: bars, fees: feeBps(10) })
 *     writeFileSync('sma-cross.golden', writeGolden(golden))
 *
 * @throws LockstepError E_LIMIT for more than a million records, and what a backtest throws
 */
export function recordGolden<P extends ParamSpecs>(strategy: Strategy<P>, options: BacktestOptions<P>, how: GoldenOptions = {}): Golden {
  const tap = new GoldenTap()
  const run = startBacktest(strategy, { ...options, taps: [...(options.taps ?? []), tap] })
  run.advance(Infinity)
  run.finish()
  const { detail } = options
  return finishGolden(tap, { ...(detail !== undefined && { detail: [detail].flat() }), ...how })
}

/** What a tap saw of a run that has ended. @throws LockstepError E_LIMIT */
export function finishGolden(tap: GoldenTap, how: GoldenOptions = {}): Golden {
  return goldenOf(tap.seen(), sha256, how)
}

/** The text of a golden file; equal runs give equal texts. */
export function writeGolden(golden: Golden): string {
  return goldenText(golden, sha256)
}

/** @param name of the file, for messages @throws LockstepError E_GOLDEN_FILE for what is none, or was changed by hand */
export function readGolden(text: string, name = 'the text'): Golden {
  return parseGolden(text, sha256, name)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
