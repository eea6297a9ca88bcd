/** What a reader must know before believing the figures, each with a stable code. */
import type { RunEnd, RunInfo } from '../model/ports.ts'
import { DAYS_MAX } from './daily-equity.ts'
import type { Counts, Warning } from './document.ts'
import { integer } from './format.ts'

/** Fewer round trips than this say little. */
const ROUND_TRIPS_FEW = 30

export interface WarningFacts {
  readonly info: RunInfo
  readonly end: RunEnd
  readonly roundTrips: number
  readonly fills: number
  readonly refusalsByReason: Counts
  readonly noReturns: string | null
  readonly daysFull: boolean
  /** Kinds of rows of which there were more than are kept, with the bound. */
  readonly cut: readonly { readonly what: string; readonly rowsMax: number }[]
}

export function warningsOf(f: WarningFacts): Warning[] {
  const gaps = f.info.series.reduce((sum, s) => sum + s.source.gaps, 0)
  const refused = Object.entries(f.refusalsByReason).filter(([reason]) => reason !== 'NOTHING_TO_CLOSE')
  const all: (Warning | false)[] = [
    f.end.status === 'aborted' && warning('ABORTED', 'The run was interrupted; the figures cover what was done until then.'),
    f.end.status === 'failed' && warning('FAILED', 'The run failed; the figures cover what was done until then.'),
    f.noReturns !== null && f.fills > 0 && warning('EQUITY_NOT_POSITIVE', `Daily returns are undefined: ${f.noReturns}.`),
    f.fills === 0 && warning('NOTHING_TRADED', 'No order was filled.'),
    f.fills > 0 &&
      f.roundTrips < ROUND_TRIPS_FEW &&
      warning('FEW_ROUND_TRIPS', `${count(f.roundTrips, 'closed round trip')}: fewer than ${ROUND_TRIPS_FEW} say little about the future.`),
    gaps > 0 && warning('DATA_GAPS', `The data have gaps: ${count(gaps, 'bar')} missing against the timeframe.`),
    f.end.ambiguousBars > 0 &&
      warning(
        'AMBIGUOUS_BARS',
        `In ${count(f.end.ambiguousBars, 'bar')} it was open what came first, such as a stop or its target; the fill policy chose.`,
      ),
    refused.length > 0 &&
      warning('ORDERS_REFUSED', `Requests were refused: ${refused.map(([reason, n]) => `${reason} ${integer(n)}`).join(', ')}.`),
    f.fills > 0 && warning('LOOK_AHEAD_NOT_CHECKED', 'The strategy was not checked for look-ahead.'),
    f.daysFull && warning('DAYS_LIMIT', `Days after the first ${integer(DAYS_MAX)} are counted as one.`),
    ...f.cut.map(({ what, rowsMax }) =>
      warning('ROWS_LIMIT', `Only the first ${integer(rowsMax)} ${what} are kept; further ones are counted.`),
    ),
  ]
  return all.filter((w) => w !== false)
}

function warning(code: string, message: string): Warning {
  return { code, message }
}

function count(n: number, noun: string): string {
  return `${integer(n)} ${noun}${n === 1 ? '' : 's'}`
}
