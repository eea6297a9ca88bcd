/** A budget: limits of figures of a benchmark record, by their paths: { "barsPerSecond.min": 1e6, "decisionLatency.p99.max": "20 us" }. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { benchmarkFigures, figureAt, type Figure, type Unit } from './benchmark-record.ts'

/** A limit before it is held against a record. */
export interface Limit {
  /** The path of the figure, and `.min` or `.max`. */
  readonly id: string
  readonly figure: Figure
  readonly limit: number
}

/** A limit and what the record says. */
export interface Criterion {
  readonly id: string
  readonly unit: Unit
  readonly limit: number
  readonly was: number
  readonly pass: boolean
}

/** What one of a unit that a budget may be written in is, in the unit of the figure. */
const units: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  'bars/s': { 'bars/s': 1, 'kbars/s': 1e3, 'Mbars/s': 1e6 },
  bars: { bars: 1 },
  ns: { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 },
  ms: { us: 1e-3, µs: 1e-3, ms: 1, s: 1e3, min: 60e3 },
  bytes: { bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 },
  count: {},
}

const names: readonly string[] = benchmarkFigures.flatMap(({ path }) => [`${path}.min`, `${path}.max`])

/**
 * Reads a budget file.
 * @param path where the text is from, for messages
 * @throws LockstepError E_CONFIG with the nearest name, E_BENCH_FILE for what is no JSON object
 */
export function readBudget(text: string, path: string): readonly Limit[] {
  const given = Object.entries(objectOf(text, path))
  if (given.length === 0)
    throw new LockstepError(
      'E_CONFIG',
      `expected at least one criterion in ${path}, it has none`,
      'For example "barsPerSecond.min": 1000000.',
    )
  return given.map(([id, limit]) => {
    const figure = benchmarkFigures.find((f) => id === `${f.path}.min` || id === `${f.path}.max`)
    if (figure !== undefined) return { id, figure, limit: limitOf(id, limit, figure.unit, path) }
    throw new LockstepError(
      'E_CONFIG',
      `expected criteria of ${path} to be figures of a benchmark record with .min or .max, was "${id}"; ${nearest(id)}`,
      'docs/how-to/profile-a-strategy.md lists them.',
    )
  })
}

/** Holds limits against a record. */
export function judge(limits: readonly Limit[], record: object): readonly Criterion[] {
  return limits.map(({ id, figure: { path, unit }, limit }) => {
    const was = figureAt(record, path)
    return { id, unit, limit, was, pass: id.endsWith('.min') ? was >= limit : was <= limit }
  })
}

/** The JSON object in a text. @throws LockstepError E_BENCH_FILE */
export function objectOf(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>
  } catch (cause) {
    throw new LockstepError('E_BENCH_FILE', `expected ${path} to be JSON, ${(cause as Error).message}`, 'Mend the file.', cause)
  }
  throw new LockstepError('E_BENCH_FILE', `expected ${path} to be a JSON object, was ${text.slice(0, 40)}`, 'Mend the file.')
}

/** A whole path is near its mistyped self; of a path without its end there is one to add. */
function nearest(id: string): string {
  const bare = benchmarkFigures.find(({ path }) => path === id)
  if (bare !== undefined) return `did you mean ${id}.${bare.better === 'more' ? 'min' : 'max'}?`
  return didYouMean(id, names)
}

function limitOf(id: string, given: unknown, unit: Unit, path: string): number {
  if (typeof given === 'number' && given >= 0) return given
  const [, number = '', written = ''] = (typeof given === 'string' && /^([\d._eE+-]+)\s*(\S+)$/.exec(given)) || []
  const factor = units[unit][written]
  const value = Number(number) * (factor ?? NaN)
  if (value >= 0) return value
  const known = Object.keys(units[unit])
  throw new LockstepError(
    'E_CONFIG',
    `expected ${id} of ${path} as a number of ${unit} of at least 0${known.length === 0 ? '' : ` or a text such as "20 ${known.at(-1)}"`}, was ${JSON.stringify(given)}`,
    known.length === 0 ? 'Write a number.' : `Units are ${known.join(', ')}.`,
  )
}
