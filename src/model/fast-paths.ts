/**
 * The ways in which the same is done faster where it can be. Each can be left out by its name, to find a fault or to get round one:
 * results are the same without it, bit for bit. A further one is a row here and a question to `Plain` where it is decided.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'

/** By name: what is done with it, and what without. */
export const fastPaths = {
  'quiet-stretch': {
    fast: 'bars of one series between which no order rests, no timer is due and nothing else closes are one loop',
    plain: 'every bar is a step of its own',
  },
  'own-loop': {
    fast: 'over four million bars and more, that loop is compiled for the strategy alone',
    plain: 'all strategies of a process share it',
  },
  'far-orders': {
    fast: 'a bar that comes nowhere near the level of an open order is not matched',
    plain: 'every bar is held against every open order',
  },
  'read-ahead': {
    fast: 'lines and higher timeframes are computed 4,096 rows ahead',
    plain: 'they take one row at a time, as they do live',
  },
  'indicator-cache': {
    fast: 'in a sweep, lines and higher timeframes over the same bars are computed once and read by all trials',
    plain: 'every trial computes its own while it runs',
  },
  'mark-spans': {
    fast: 'a report passes over steps with no new peak, low or midnight by the lowest and highest equity of them',
    plain: 'it looks at the equity of every step',
  },
  'plain-rows': {
    fast: 'lines of a text file that hold a bare time and bare decimals go from bytes to columns',
    plain: 'every line is read as text',
  },
  'trade-scan': {
    fast: 'bars at which nothing can happen to a simulated trade are passed over, and its trailing stop is moved on the way',
    plain: 'every bar is held against every open trade',
  },
  'skip-index': {
    fast: 'bars that many simulated trades span are passed over in blocks by their lowest low and highest high',
    plain: 'all of them are read for each trade',
  },
} as const

export type FastPath = keyof typeof fastPaths

/** What is left out. */
export type Plain = ReadonlySet<FastPath>

export const fastPathNames: readonly FastPath[] = Object.keys(fastPaths) as FastPath[]

/**
 * What `given` leaves out: `true`, `'1'` and `'all'` everything, a list or a text with commas those it names, `false`, `'0'`, `''` and nothing none.
 * @throws LockstepError E_CONFIG with the nearest name
 */
export function plainOf(given: boolean | string | readonly string[] | undefined): Plain {
  if (given === undefined || given === false || given === '0') return new Set()
  if (given === true || given === '1' || given === 'all') return new Set(fastPathNames)
  const names = typeof given === 'string' ? given.split(',').map((name) => name.trim()) : given
  return new Set(names.filter((name) => name !== '').map(pathNamed))
}

function pathNamed(name: string): FastPath {
  const found = fastPathNames.find((known) => known === name)
  if (found !== undefined) return found
  throw new LockstepError(
    'E_CONFIG',
    `expected a fast path to leave out, was "${name}"; ${didYouMean(name, fastPathNames)}`,
    'Give true (--plain alone) to leave out all of them.',
  )
}
