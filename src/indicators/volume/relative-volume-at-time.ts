import { LockstepError } from '../../base/error.ts'
import { checkChoice } from '../option.ts'
import { Sma } from '../overlap/sma.ts'
import { checkPeriod } from '../period.ts'
import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

const DAY_MS = 86_400_000
/** Times of day that are kept apart: one a second. */
const TIMES_MAX = 86_400
const SESSIONS_MAX = 252

/**
 * `sessions` that are averaged, 20 unless given, at most 252. `openOf` gives when the session that holds a time opened,
 * epoch ms. `measure` is the `bar`'s volume, or that of the `session` up to and with the bar.
 */
export interface RelativeVolumeAtTimeOptions {
  readonly sessions?: number
  readonly measure?: 'bar' | 'session'
  readonly openOf: (timeMs: number) => number
}

/**
 * Relative volume by time of day: volume over the mean of what it was at the same time after the open in the last
 * `sessions` sessions that had a bar then. NaN while there have been fewer, and where those had no volume.
 */
export class RelativeVolumeAtTime extends RowIndicator<'time' | 'volume'> {
  private readonly sessions: number
  private readonly isOfSession: boolean
  private readonly openOf: (timeMs: number) => number
  private readonly times = new Map<number, Sma>()
  private opened = NaN
  private total = 0

  /** @throws LockstepError E_PARAM_VALUE unless 1 <= sessions <= 252 */
  constructor(options: RelativeVolumeAtTimeOptions) {
    super({ inputs: ['time', 'volume'], outputs: ['value'], warmup: 0 })
    this.sessions = checkSessions(options.sessions ?? 20)
    this.isOfSession = checkChoice('measure', options.measure ?? 'bar', ['bar', 'session']) === 'session'
    this.openOf = options.openOf
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [times, volumes] = sources as [Float64Array, Float64Array]
    const target = targets[0]!
    for (let i = 0; i < count; i++) {
      const time = times[sourceAt + i]!
      const volume = volumes[sourceAt + i]!
      target[targetAt + i] = NaN
      if (Number.isNaN(time + volume)) continue
      const open = this.openOf(time)
      if (open !== this.opened) this.total = 0
      this.opened = open
      this.total += volume
      const past = this.pastAt(time - open)
      const now = this.isOfSession ? this.total : volume
      const mean = past.last('value')
      if (mean > 0) target[targetAt + i] = now / mean
      past.update(now)
    }
  }

  /** The mean of what there was at a time after the open. A new time of day is the only thing that takes memory. @throws LockstepError E_LIMIT */
  private pastAt(sinceOpenMs: number): Sma {
    const known = this.times.get(sinceOpenMs)
    if (known !== undefined) return known
    if (this.times.size === TIMES_MAX) {
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${TIMES_MAX} times of day, there were more`,
        'Compare bars of a second or longer.',
      )
    }
    const past = new Sma({ period: this.sessions })
    this.times.set(sinceOpenMs, past)
    return past
  }
}

function checkSessions(sessions: number): number {
  if (sessions <= SESSIONS_MAX) return checkPeriod('sessions', sessions, 1)
  throw new LockstepError('E_PARAM_VALUE', `sessions must be at most ${SESSIONS_MAX}, was ${sessions}`, 'A year has about 252 sessions.')
}

export const relativeVolumeAtTimeEntry: IndicatorEntry = {
  name: 'relativeVolumeAtTime',
  title: 'Relative volume by time of day',
  group: 'volume',
  parameters: [
    { name: 'sessions', default: 20, min: 1, max: SESSIONS_MAX },
    { name: 'measure', default: 'bar', choices: ['bar', 'session'] },
  ],
  warmup: '0',
  convention: 'against the same time after the open in the sessions before',
  source: 'definition',
  gaps: 'while fewer sessions have had a bar at this time, and where those had no volume',
  make: (given) => new RelativeVolumeAtTime({ ...given, openOf: (timeMs) => Math.floor(timeMs / DAY_MS) * DAY_MS }),
}
