/**
 * Tells the phases of a step apart where a run is timed: at set-up the methods that begin a phase are put around those of the run's own
 * parts. The step itself says nothing of time, so a run that is not timed has neither a branch nor a call more.
 */
import {
  PHASE_ACCEPT,
  PHASE_BOOK,
  PHASE_CLOSE,
  PHASE_MATCH,
  PHASE_RECORD,
  PHASE_RISK,
  PHASE_STRATEGY,
  type PhaseClock,
} from '../model/phase-clock.ts'
import type { Venue } from '../model/ports.ts'
import type { SeriesState } from '../strategy/series-state.ts'
import type { Agenda } from './agenda.ts'
import type { Books } from './books.ts'
import type { News } from './news.ts'
import type { OrderDesk } from './order-desk.ts'
import type { Recorder } from './recorder.ts'
import type { SeriesSet } from './series-set.ts'
import type { StrategyCalls } from './strategy-calls.ts'
import type { Timers } from './timers.ts'

/** Parts of one run, which no other run has. */
export interface TimedParts {
  readonly venue: Venue
  readonly books: Books
  readonly agenda: Agenda
  readonly set: SeriesSet
  readonly calling: StrategyCalls
  readonly news: News
  readonly timers: Timers
  readonly desk: OrderDesk
  readonly recorder: Recorder
  /** Whether lines are computed for many rows at once. */
  readonly readsAhead: boolean
}

export function timeParts(parts: TimedParts, clock: PhaseClock): void {
  const { venue, books, agenda, set, calling, news, timers, desk, readsAhead } = parts
  const put = around(clock)
  put(PHASE_MATCH, venue, ['open', 'inside'])
  put(PHASE_BOOK, books, ['fillable', 'filled', 'placed', 'amended', 'ended'])
  put(PHASE_BOOK, agenda, ['run'])
  put(PHASE_CLOSE, set, ['derivedClosed', 'noteDerived'])
  put(PHASE_STRATEGY, news, ['tell'])
  put(PHASE_STRATEGY, timers, ['call'])
  put(PHASE_RISK, desk, ['process'])
  put(PHASE_ACCEPT, venue, ['accept'])
  timeEachStep(parts, clock)
  if (readsAhead) for (const series of [...set.bases, ...set.derived]) timeBlocks(series, clock)
  const begin = calling.begin.bind(calling)
  calling.begin = () => {
    clock.warm()
    begin()
  }
}

/** What every step calls is put around by a function of its own: V8 inlines it where it would not one that calls many. */
function timeEachStep({ set, calling, recorder }: TimedParts, clock: PhaseClock): void {
  const lookAhead = set.lookAhead.bind(set)
  set.lookAhead = (k) => {
    if (!clock.timing) return lookAhead(k)
    const was = clock.enter(PHASE_CLOSE)
    lookAhead(k)
    clock.enter(was)
  }
  const call = calling.call.bind(calling)
  calling.call = () => {
    if (!clock.timing) return call()
    const was = clock.enter(PHASE_STRATEGY)
    call()
    clock.enter(was)
  }
  // The account is marked, and all that follows to the end of the step are the taps.
  const mark = recorder.mark.bind(recorder)
  recorder.mark = (numbers) => {
    if (clock.timing) clock.enter(PHASE_RECORD)
    mark(numbers)
  }
}

/** A block of rows belongs to all steps that read it. */
function timeBlocks(series: SeriesState, clock: PhaseClock): void {
  const fillBlock = series.fillBlock.bind(series)
  series.fillBlock = () => {
    clock.ahead(true)
    fillBlock()
    clock.ahead(false)
  }
}

type Method = (a: unknown, b: unknown, c: unknown, d: unknown) => unknown

/** Puts what begins and ends a phase around methods of at most four arguments. What throws ends the run, and its timing with it. */
function around(clock: PhaseClock): <T extends object>(phase: number, part: T, names: readonly (keyof T)[]) => void {
  return (phase, part, names) => {
    for (const name of names) {
      const method = (part[name] as Method).bind(part)
      const timed: Method = (a, b, c, d) => {
        if (!clock.timing) return method(a, b, c, d)
        const was = clock.enter(phase)
        const result = method(a, b, c, d)
        clock.enter(was)
        return result
      }
      part[name] = timed as (typeof part)[typeof name]
    }
  }
}
