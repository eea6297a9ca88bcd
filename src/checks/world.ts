/** Another clock, zone or chance for the time of a run, as far as one process can have them. */
import { Random } from '../base/random.ts'
import type { World } from './variant.ts'

/** Puts them in place; returns what puts the old ones back. */
export function enterWorld({ zone, clockAheadMs, random }: World = {}): () => void {
  const before = { zone: process.env['TZ'], date: globalThis.Date, present: Temporal.Now, random: Math.random }
  if (zone !== undefined) process.env['TZ'] = zone
  if (clockAheadMs !== undefined) {
    globalThis.Date = dateAhead(clockAheadMs)
    Reflect.set(Temporal, 'Now', presentAhead(clockAheadMs))
  }
  if (random !== undefined) {
    const drawn = new Random(random)
    Math.random = () => drawn.unit()
  }
  return () => {
    globalThis.Date = before.date
    Reflect.set(Temporal, 'Now', before.present)
    Math.random = before.random
    if (zone === undefined) return
    if (before.zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = before.zone
  }
}

/** Date, whose present is later; dates that are given are what they are. */
function dateAhead(aheadMs: number): DateConstructor {
  const real = globalThis.Date
  const now = (): number => real.now() + aheadMs
  return new Proxy(real, {
    construct: (target, given: unknown[], as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as) as object,
    apply: (target) => new target(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
  })
}

/** `Temporal.Now`, of which the same holds. */
function presentAhead(aheadMs: number): typeof Temporal.Now {
  const { instant, timeZoneId } = Temporal.Now
  const later = (): Temporal.Instant => instant().add({ milliseconds: aheadMs })
  const zoned = (zone?: Temporal.TimeZoneLike): Temporal.ZonedDateTime => later().toZonedDateTimeISO(zone ?? timeZoneId())
  return {
    ...Temporal.Now,
    instant: later,
    timeZoneId,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (zone) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone) => zoned(zone).toPlainTime(),
  }
}
