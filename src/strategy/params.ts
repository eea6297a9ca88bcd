/**
 * Typed parameters: one declaration types the backtest call, the command line's `--param`, a sweep's grid and the docs.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { ParamValue } from '../model/ports.ts'
import { parseTimeframe } from '../model/timeframe.ts'

/** A timeframe by name; `base` is the timeframe of the market's own data, `tick` its single prints. */
export type TimeframeName = `${number}${'s' | 'm' | 'h' | 'd' | 'w' | 'mo'}` | 'base' | 'tick'

/** How one parameter is declared. */
export interface ParamSpec<T extends ParamValue> {
  readonly kind: 'int' | 'float' | 'bool' | 'choice' | 'text' | 'timeframe' | 'instrument'
  readonly initial: T
  /** What is allowed, in words: `a whole number of at least 2`. */
  readonly expects: string
  /** Of a choice: the words there are. */
  readonly options?: readonly string[]
  /** Of a number: the least difference that means anything; 1 for whole numbers and a tenth of the value for others unless given. */
  readonly step?: number
  /** The value, or undefined when it is not allowed. Takes what a program gives and the text a command line gives. */
  read(given: ParamValue): T | undefined
}

// A declared parameter is read, never written, so a wider type may stand for a narrower one.
export type ParamSpecs = Readonly<Record<string, ParamSpec<ParamValue>>>
export type ParamValues<P> = { readonly [K in keyof P]: P[K] extends ParamSpec<infer T> ? T : never }

export interface NumberBounds {
  readonly min?: number
  readonly max?: number
  /** How far a neighbour is away, where a check of sensitivity tries one. */
  readonly step?: number
}

/** A whole number. */
export function int(initial: number, bounds: NumberBounds = {}): ParamSpec<number> {
  return numberSpec('int', 'a whole number', initial, bounds, Number.isSafeInteger)
}

/** Any finite number. */
export function float(initial: number, bounds: NumberBounds = {}): ParamSpec<number> {
  return numberSpec('float', 'a number', initial, bounds, Number.isFinite)
}

/** True or false. */
export function bool(initial: boolean): ParamSpec<boolean> {
  const words = new Map([
    ['true', true],
    ['false', false],
  ])
  return {
    kind: 'bool',
    initial,
    expects: 'true or false',
    read: (given) => (typeof given === 'boolean' ? given : words.get(String(given))),
  }
}

/** One of several words; the first is the default: `choice('long', 'short', 'both')`. @throws LockstepError E_PARAM_VALUE for others */
export function choice<T extends string>(...options: readonly [T, ...T[]]): ParamSpec<T> {
  const other: unknown = options.length === 0 ? 'none' : options.find((option) => typeof option !== 'string')
  if (other !== undefined)
    throw new LockstepError(
      'E_PARAM_VALUE',
      `a choice must be words, was ${JSON.stringify(other)}`,
      "Write choice('long', 'short', 'both').",
    )
  const expects = `one of ${options.join(', ')}`
  return { kind: 'choice', initial: options[0], expects, options, read: (given) => options.find((o) => o === given) }
}

/** Free text of at most 1,000 characters. */
export function text(initial: string): ParamSpec<string> {
  return {
    kind: 'text',
    initial,
    expects: 'text',
    read: (given) => (typeof given === 'string' && given.length <= 1000 ? given : undefined),
  }
}

/** A timeframe; `base`, the default, is that of the market's own data. */
export function timeframe(initial: TimeframeName = 'base'): ParamSpec<TimeframeName> {
  return { kind: 'timeframe', initial, expects: 'a timeframe such as 15m, 1h or 1d', read: readTimeframe }
}

/** An instrument's id; without one it is the run's only instrument. */
export function instrument(initial = ''): ParamSpec<string> {
  return { kind: 'instrument', initial, expects: "an instrument's id", read: (given) => (typeof given === 'string' ? given : undefined) }
}

/**
 * Values for every declared parameter: what is given, else the default.
 * @throws LockstepError E_PARAM_UNKNOWN, E_PARAM_VALUE
 */
export function readParams<P extends ParamSpecs>(specs: P, given: Readonly<Record<string, ParamValue | undefined>>): ParamValues<P> {
  const names = Object.keys(specs)
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(specs, name))
      throw new LockstepError('E_PARAM_UNKNOWN', `expected a parameter of the strategy, was "${name}"`, sentence(didYouMean(name, names)))
  }
  const values: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>
  for (const [name, spec] of Object.entries(specs)) {
    const raw = given[name]
    const value = raw === undefined ? spec.initial : spec.read(raw)
    if (value === undefined)
      throw new LockstepError(
        'E_PARAM_VALUE',
        `${name} must be ${spec.expects}, was ${String(raw)}`,
        `Give ${name} as ${spec.expects}; its default is ${spec.initial}.`,
      )
    values[name] = value
  }
  return Object.freeze(values) as ParamValues<P>
}

function numberSpec(
  kind: 'int' | 'float',
  what: string,
  initial: number,
  { min, max, step }: NumberBounds,
  ok: (x: number) => boolean,
): ParamSpec<number> {
  const allowed = (x: number): boolean => ok(x) && x >= (min ?? -Infinity) && x <= (max ?? Infinity)
  const range =
    min === undefined
      ? max === undefined
        ? ''
        : ` of at most ${max}`
      : max === undefined
        ? ` of at least ${min}`
        : ` from ${min} to ${max}`
  if (!allowed(initial))
    throw new LockstepError(
      'E_PARAM_VALUE',
      `a default must be ${what}${range}, was ${initial}`,
      'Mend the default or the bounds in the declaration.',
    )
  return {
    kind,
    initial,
    expects: `${what}${range}`,
    ...(step !== undefined && { step }),
    read: (given) => {
      const x = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
      return typeof x === 'number' && allowed(x) ? x : undefined
    },
  }
}

function readTimeframe(given: ParamValue): TimeframeName | undefined {
  if (typeof given !== 'string') return undefined
  if (given === 'base') return given
  try {
    return parseTimeframe(given).label as TimeframeName
  } catch {
    return undefined
  }
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('?') ? '' : '.'}`
}
