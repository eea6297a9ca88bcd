/** Prices that matter: levels, turning points, profiles. Definitions, defaults and bounds: docs/reference/indicators.md. */
import { Camarilla, camarillaEntry } from '../../indicators/levels/camarilla.ts'
import { Fractals, fractalsEntry } from '../../indicators/levels/fractals.ts'
import { Gap, gapEntry } from '../../indicators/levels/gap.ts'
import { OpeningRange, type OpeningRangeOptions, openingRangeEntry } from '../../indicators/levels/opening-range.ts'
import { Pivots, type PivotsOptions, pivotsEntry } from '../../indicators/levels/pivots.ts'
import { SessionProfile, type SessionProfileOptions, sessionProfileEntry } from '../../indicators/levels/session-profile.ts'
import type { ProfileOut } from '../../indicators/levels/volume-levels.ts'
import { VolumeProfile, type VolumeProfileOptions, volumeProfileEntry } from '../../indicators/levels/volume-profile.ts'
import { Zigzag, zigzagEntry } from '../../indicators/levels/zigzag.ts'
import { ZigzagPivots, zigzagPivotsEntry } from '../../indicators/levels/zigzag-pivots.ts'
import { ofBars, ofBarsMany, type OfBars, type OfBarsMany } from './line-functions.ts'
import { ofOpens, ofSessions, type OfOpens, type OfSessions } from './sessions.ts'

/** Pivot points of the session before, or of the week or month: `pivots(bars, { by: 'week', method: 'fibonacci' })`. */
export const pivots: OfSessions<PivotsOptions, Pivots['outputs'][number]> = ofSessions(Pivots, pivotsEntry)

/** Camarilla levels of the session before, or of the week or month. */
export const camarilla: OfSessions<{}, Camarilla['outputs'][number]> = ofSessions(Camarilla, camarillaEntry)

/** Opening gap of the session, in money and in percent. */
export const gap: OfSessions<{}, Gap['outputs'][number]> = ofSessions(Gap, gapEntry)

/** High and low of the session's first minutes, and whether the close has left them; 30 unless given. */
export const openingRange: OfOpens<OpeningRangeOptions, OpeningRange['outputs'][number]> = ofOpens(OpeningRange, openingRangeEntry)

/** Williams's fractals: the last high and low that stood out, known `period` bars after they were; 2 unless given. */
export const fractals: OfBarsMany<{ readonly period?: number }, Fractals['outputs'][number]> = ofBarsMany(Fractals, fractalsEntry)

/** The last turning points that are sure; 5 percent unless given. */
export const zigzagPivots: OfBarsMany<{ readonly percent?: number }, ZigzagPivots['outputs'][number]> = ofBarsMany(
  ZigzagPivots,
  zigzagPivotsEntry,
)

/** The zigzag of charts, which changes what it said: always refused. @throws LockstepError E_REPAINTS: use `zigzagPivots` */
export const zigzag: OfBars<{ readonly percent?: number }> = ofBars(Zigzag, zigzagEntry)

/** Point of control and value area of the last bars, in steps of price: `volumeProfile(bars, { step: 0.25, period: 390 })`. */
export const volumeProfile: OfBarsMany<VolumeProfileOptions, ProfileOut> = ofBarsMany(VolumeProfile, volumeProfileEntry)

/** Point of control and value area since the session, week or month began: `sessionProfile(bars, { step: 0.25 })`. */
export const sessionProfile: OfSessions<SessionProfileOptions, ProfileOut> = ofSessions(SessionProfile, sessionProfileEntry)
