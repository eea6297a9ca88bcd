import type { IndicatorEntry } from '../entry.ts'
import { SessionLevels, type SessionPrices } from './session-levels.ts'

type Out = 'r1' | 'r2' | 'r3' | 'r4' | 's1' | 's2' | 's3' | 's4'

/** Levels are 1.1 × the range over these, from the close. */
const PARTS = [12, 6, 4, 2] as const

/** Camarilla levels of the session before: its close plus and minus 1.1 × its range over 12, 6, 4 and 2. */
export class Camarilla extends SessionLevels<Out> {
  /** `sessionOf` gives the key of the day, session or week that holds a time; levels come from the last one that is over. */
  constructor(options: { readonly sessionOf: (timeMs: number) => number }) {
    super(['r1', 'r2', 'r3', 'r4', 's1', 's2', 's3', 's4'], options.sessionOf)
  }

  protected override setLevels(levels: Float64Array, { high, low, close }: SessionPrices): void {
    for (let k = 0; k < 4; k++) {
      const offset = (1.1 * (high - low)) / PARTS[k]!
      levels[k] = close + offset
      levels[k + 4] = close - offset
    }
  }
}

export const camarillaEntry: IndicatorEntry = {
  name: 'camarilla',
  title: 'Camarilla levels',
  group: 'levels',
  parameters: [],
  warmup: '0',
  convention: 'of the session, or the week, before',
  source: 'Scott (1989), as charting platforms compute it',
  gaps: 'in the first session, which may not be whole, and in the second, which would have its levels',
  make: () => new Camarilla({ sessionOf: (timeMs) => Math.floor(timeMs / 86_400_000) }),
}
