import { LockstepError } from '../base/error.ts'

/** Offsets of civil time change on whole quarters of an hour (the rare older exceptions are read through Temporal too). */
const QUARTER_MS = 900_000

/** The zone of a name, or null for UTC, which is also the default. @throws LockstepError E_USAGE */
export function zoneOf(name: string | undefined): Zone | null {
  return name === undefined || name === 'UTC' ? null : new Zone(name)
}

/** Local times of one IANA zone as UTC. A local hour that happens twice or never is NaN: nobody can say which was meant. */
export class Zone {
  readonly name: string
  private quarter = NaN
  private offsetMs = NaN

  /** @throws LockstepError E_USAGE for a name that is no time zone. */
  constructor(name: string) {
    this.name = name
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    } catch (cause) {
      throw new LockstepError(
        'E_USAGE',
        `expected a time zone such as America/New_York, was "${name}"`,
        'Use a name of the IANA list.',
        cause,
      )
    }
  }

  /** Epoch milliseconds of a local time given as if it were UTC; NaN when it is ambiguous or does not exist. */
  toUtc(localMs: number): number {
    const quarter = Math.floor(localMs / QUARTER_MS)
    if (quarter !== this.quarter) {
      this.quarter = quarter
      this.offsetMs = this.offsetAt(quarter * QUARTER_MS)
    }
    return localMs - this.offsetMs
  }

  private offsetAt(localMs: number): number {
    const local = Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO('UTC').toPlainDateTime()
    try {
      return local.toZonedDateTime(this.name, { disambiguation: 'reject' }).offsetNanoseconds / 1e6
    } catch {
      return NaN
    }
  }
}
