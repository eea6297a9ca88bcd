/** Who is measured, how much it is given, by which of our rules it trades, and how much slower it is to be: the list that all else reads. */
import type { MarketRules } from 'lockstep'

/** What a peer is told, and our side of the same contest. */
export interface PeerJob {
  readonly folder: string
  readonly rows: number
  readonly fast: number
  readonly slow: number
  readonly qty: number
  readonly cash: number
  readonly feeBps: number
  readonly ordersMax: number
}

export interface Contest {
  /** Name of its package. */
  readonly peer: string
  readonly kind: 'python' | 'node'
  /** The script beside this file that plays it. */
  readonly script: string
  /** Bars: as many as take it seconds, and no more. */
  readonly rows: number
  readonly rounds: number
  /** Whether it compiles as it runs, so that its first run is not counted. */
  readonly warms: boolean
  readonly feeBps: number
  readonly rules: OurRules
  readonly pairs: readonly Pair[]
}

/** How we trade as it does. */
export interface OurRules extends Pick<MarketRules, 'preset' | 'fill' | 'ending'> {
  /** Where signals fill in a simulation of trades. */
  readonly fills: 'next-open' | 'this-close'
  /** What is open at the end: held at the last close, closed there, or closed at the open of the last bar. */
  readonly leaves: 'hold' | 'close' | 'close-at-last-open'
  /** Decides nothing on a bar at whose open an order filled. */
  readonly skipsFillBars?: boolean
}

/** One way of theirs against one of ours. */
export interface Pair {
  readonly theirs: string
  readonly ours: OurWay
  readonly what: string
  /** How many times our time theirs is to be. */
  readonly target: number
  /** Whether it was when this was written: then it must stay so. */
  readonly isReached: boolean
}

/** The engine with its report, a simulation of trades with its signals, or that alone on signals that are there. */
export type OurWay = 'engine' | 'batch' | 'kernel'

const whole = 'bars to report'
const signals = 'bars to trades and equity'
const more = `theirs ${signals}, ours ${whole}`

export const contests: readonly Contest[] = [
  {
    peer: 'vectorbt',
    kind: 'python',
    script: 'python/peer_vectorbt.py',
    rows: 10_000_000,
    rounds: 5,
    warms: true,
    feeBps: 1,
    rules: { preset: 'vectorbt', fills: 'this-close', leaves: 'hold' },
    pairs: [
      { theirs: 'ends', ours: 'batch', what: signals, target: 5, isReached: true },
      { theirs: 'ends', ours: 'engine', what: more, target: 5, isReached: false },
      { theirs: 'whole', ours: 'engine', what: whole, target: 5, isReached: false },
      { theirs: 'kernel-rust', ours: 'kernel', what: 'signals to orders, theirs in Rust', target: 1, isReached: true },
      { theirs: 'kernel-numba', ours: 'kernel', what: 'signals to orders, theirs by Numba', target: 1, isReached: true },
    ],
  },
  {
    peer: 'nautilus_trader',
    kind: 'python',
    script: 'python/peer_nautilus.py',
    rows: 500_000,
    rounds: 3,
    warms: false,
    feeBps: 1,
    rules: { fill: 'this-close', fills: 'this-close', leaves: 'hold' },
    pairs: [
      { theirs: 'whole', ours: 'engine', what: more, target: 50, isReached: true },
      { theirs: 'whole', ours: 'batch', what: signals, target: 50, isReached: true },
    ],
  },
  {
    peer: 'backtrader',
    kind: 'python',
    script: 'python/peer_backtrader.py',
    rows: 100_000,
    rounds: 3,
    warms: false,
    feeBps: 1,
    rules: { fills: 'next-open', leaves: 'hold' },
    pairs: [
      { theirs: 'whole', ours: 'engine', what: more, target: 300, isReached: true },
      { theirs: 'whole', ours: 'batch', what: signals, target: 300, isReached: true },
    ],
  },
  {
    peer: 'backtesting',
    kind: 'python',
    script: 'python/peer_backtesting.py',
    rows: 1_000_000,
    rounds: 3,
    warms: false,
    feeBps: 1,
    rules: { preset: 'backtesting-py', fills: 'next-open', leaves: 'close-at-last-open' },
    pairs: [
      { theirs: 'whole', ours: 'engine', what: whole, target: 300, isReached: false },
      { theirs: 'whole', ours: 'batch', what: signals, target: 300, isReached: false },
    ],
  },
  {
    peer: 'grademark',
    kind: 'node',
    script: 'node/peer-grademark.js',
    rows: 1_000_000,
    rounds: 5,
    warms: true,
    feeBps: 0,
    rules: { ending: 'close', fills: 'next-open', leaves: 'close', skipsFillBars: true },
    pairs: [
      { theirs: 'whole', ours: 'engine', what: more, target: 500, isReached: false },
      { theirs: 'whole', ours: 'batch', what: signals, target: 500, isReached: false },
    ],
  },
]

export function contestOf(peer: string): Contest {
  const found = contests.find((contest) => contest.peer === peer)
  if (found === undefined) throw new Error(`expected one of ${contests.map((c) => c.peer).join(', ')}, was "${peer}"`)
  return found
}
