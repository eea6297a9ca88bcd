import { checkChoice } from '../option.ts'
import type { IndicatorEntry } from '../entry.ts'
import { SessionLevels, type SessionPrices } from './session-levels.ts'

/** `sessionOf` gives the key of the day, session or week that holds a time; levels come from the last one that is over. */
export interface PivotsOptions {
  readonly method?: 'classic' | 'fibonacci'
  readonly sessionOf: (timeMs: number) => number
}

type Out = 'pivot' | 'r1' | 'r2' | 'r3' | 's1' | 's2' | 's3'

/**
 * Pivot points of the session before: the pivot is (high + low + close) / 3. Classic levels: r1 = 2 pivot - low, r2 =
 * pivot + range, r3 = r1 + range, and s1 to s3 below alike. Fibonacci ones are 0.382, 0.618 and 1 range off.
 */
export class Pivots extends SessionLevels<Out> {
  private readonly isFibonacci: boolean

  /** @throws LockstepError E_PARAM_VALUE for another method */
  constructor(options: PivotsOptions) {
    super(['pivot', 'r1', 'r2', 'r3', 's1', 's2', 's3'], options.sessionOf)
    this.isFibonacci = checkChoice('method', options.method ?? 'classic', ['classic', 'fibonacci']) === 'fibonacci'
  }

  protected override setLevels(levels: Float64Array, { high, low, close }: SessionPrices): void {
    const range = high - low
    const pivot = (high + low + close) / 3
    levels[0] = pivot
    levels[1] = this.isFibonacci ? pivot + 0.382 * range : 2 * pivot - low
    levels[2] = pivot + (this.isFibonacci ? 0.618 : 1) * range
    levels[3] = (this.isFibonacci ? pivot : levels[1]) + range
    levels[4] = this.isFibonacci ? pivot - 0.382 * range : 2 * pivot - high
    levels[5] = pivot - (this.isFibonacci ? 0.618 : 1) * range
    levels[6] = (this.isFibonacci ? pivot : levels[4]) - range
  }
}

export const pivotsEntry: IndicatorEntry = {
  name: 'pivots',
  title: 'Pivot points',
  group: 'levels',
  parameters: [{ name: 'method', default: 'classic', choices: ['classic', 'fibonacci'] }],
  warmup: '0',
  convention: 'of the session, or the week, before; the pivot is (high + low + close) / 3',
  source: 'Person, A Complete Guide to Technical Trading Tactics (2004)',
  gaps: 'in the first session, which may not be whole, and in the second, which would have its levels',
  make: (given) => new Pivots({ ...given, sessionOf: (timeMs) => Math.floor(timeMs / 86_400_000) }),
}
