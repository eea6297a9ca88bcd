/** One trial: a plain backtest of a stretch of the data, and what is kept of it. */
import { startBacktest } from '../backtest.ts'
import { LockstepError } from '../base/error.ts'
import { calendarFromTable } from '../calendar/calendar-table.ts'
import { registerCalendar } from '../calendar/calendars.ts'
import type { CalendarSource } from '../calendar/calendar.ts'
import type { BarSeries } from '../model/bars.ts'
import type { RunFigures } from '../report/run-figures.ts'
import { optionsOf, type RunConfig } from '../run-config.ts'
import type { Params, TrialResult } from '../search/trial.ts'
import type { Strategy } from '../strategy/strategy.ts'
import type { LineCache } from './line-cache.ts'

/** Everything of a run but the strategy, its parameters and its span, as plain data that threads can be sent. */
export type SweepSettings = Omit<RunConfig, 'strategy' | 'params' | 'from' | 'to'>

/** What all trials of a sweep have in common. */
export interface TrialSetting {
  readonly series: readonly BarSeries[]
  readonly detail: readonly BarSeries[]
  readonly calendars: readonly CalendarSource[]
  readonly settings: SweepSettings
}

/** What one trial is. */
export interface TrialJob {
  /** Every parameter that is given, searched or not. */
  readonly params: Params
  /** Epoch ms: bars that open from here on are traded; null to trade as soon as all is warm. */
  readonly from: number | null
  /** Epoch ms: bars that open before this are used. */
  readonly to: number
  /** Days since 1970-01-01 whose returns are kept; null for none. */
  readonly days: Float64Array | null
}

export type TrialOutcome = Omit<TrialResult, 'number'>

/** Makes the calendars of the data known, in a thread or on a machine that has not read the data itself. */
export function knowCalendars({ calendars }: Pick<TrialSetting, 'calendars'>): void {
  for (const { table, hours } of calendars) registerCalendar(calendarFromTable(table, hours))
}

/** Runs it. A trial that fails is an outcome and no exception. @param lines what it shares with others; null for nothing */
export function runTrial(
  strategy: Strategy,
  { series, detail, settings }: TrialSetting,
  job: TrialJob,
  lines: LineCache | null = null,
): TrialOutcome {
  try {
    const run = startBacktest(strategy, {
      ...optionsOf({ ...settings, strategy: NO_FILE, params: job.params, from: job.from, to: job.to }),
      data: series,
      ...(detail.length > 0 && { detail }),
      ...(lines !== null && { lines }),
    })
    run.advance(Infinity)
    const figures = run.figures()
    return {
      status: 'done',
      figures: Object.fromEntries(figures.statistics.map(({ id, value }) => [id, value])),
      ...(job.days !== null && { returns: returnsOn(job.days, figures) }),
    }
  } catch (error) {
    return failed(error)
  } finally {
    lines?.release()
  }
}

export function failed(error: unknown): TrialOutcome {
  const message = error instanceof Error ? error.message : String(error)
  return { status: 'failed', figures: {}, error: { code: error instanceof LockstepError ? error.code : 'BUG', message } }
}

/** A config names a file for journals; a trial has none. */
const NO_FILE = { path: '', export: '', sha256: '' }

/** Returns of days: from one's last equity to the next's. A day without a mark, or after the account is lost, has a return of 0. */
function returnsOn(days: Float64Array, { day, equity, opening }: RunFigures): Float64Array {
  const returns = new Float64Array(days.length)
  let row = 0
  let base = opening
  for (let i = 0; i < days.length; i++) {
    let worth = base
    for (; row < day.length && day[row]! <= days[i]!; row++) worth = equity[row]!
    returns[i] = base > 0 ? worth / base - 1 : 0
    base = worth
  }
  return returns
}
