/** How simulated trades are entered, held and left: every choice has a name, and a choice that flatters says so. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { plainOf, type FastPath, type Plain } from '../model/fast-paths.ts'
import { feeBps, type Fee } from '../venue/fees.ts'
import { slippageTicks, type Slippage } from '../venue/slippage.ts'

/**
 * Where a trade is entered that row r asks for: `next-open`, the open of row r + 1; `this-close`, the close of row r; `signal`, the price
 * that the entry names, at the end of row r; `this-open`, the open of row r, for what was known before it.
 */
export const entryPrices = ['next-open', 'this-close', 'signal', 'this-open'] as const
export type EntryPrice = (typeof entryPrices)[number]

/** Where a trade is left that a signal of row r ends: at the open of row r + 1, or at the close of row r. */
export const exitPrices = ['next-open', 'this-close'] as const
export type ExitPrice = (typeof exitPrices)[number]

/** Which of stop and target a bar meets first that reaches both: one always, or the one that the assumed path from open to close comes to. */
export const sameBarRules = ['stop-first', 'target-first', 'ohlc', 'olhc', 'adaptive'] as const
export type SameBar = (typeof sameBarRules)[number]

/**
 * How a stop follows, `best` being the best price since it began to: `distance`, best less money; `percent`, best less a share of it;
 * `atr`, this bar's extreme less a multiple of the line; `chandelier`, best less a multiple of the line; `level`, the line itself.
 */
export const trailKinds = ['distance', 'percent', 'atr', 'chandelier', 'level'] as const
export type TrailKind = (typeof trailKinds)[number]

/**
 * Which prices may have moved the stop that a bar meets: `previous-bar`, those of bars that are over; `intrabar`, also those that the
 * same-bar rule puts before it, as orders of the engine do; `current-bar`, this bar's extreme, which may have come after.
 */
export const trailReferences = ['previous-bar', 'intrabar', 'current-bar'] as const
export type TrailReference = (typeof trailReferences)[number]

export interface TrailRule {
  readonly kind: TrailKind
  /** Default `previous-bar`. */
  readonly reference?: TrailReference
  /** The price of a bar that is followed: its extreme on the good side, the default, or its close. */
  readonly from?: 'extreme' | 'close'
  /** Bars held before it begins to follow, default 0. */
  readonly afterBars?: number
}

/** At the close of a bar that saw `atR` times the risk as gain, the stop moves to `stopR` times the risk from the entry; 0 is break-even. */
export interface RatchetStep {
  readonly atR: number
  readonly stopR: number
}

/** What of it is not given has the default that is named here. */
export interface TradeRules {
  /** Default `next-open`. */
  readonly entry?: EntryPrice
  /** Of bars with `exitLongs` or `exitShorts`; default `next-open`. */
  readonly exit?: ExitPrice
  /** Default `stop-first`. */
  readonly sameBar?: SameBar
  /** Where a level fills that the bar opened beyond: at the `open`, the default, or at the `level`. */
  readonly gaps?: 'open' | 'level'
  /** Where a trade ends that was held for its `bars`: at the `close` of the last of them, the default, or at the `next-open`. */
  readonly expiry?: 'close' | 'next-open'
  /** Positions at once, default 1; Infinity makes every entry a trade of its own. An entry beyond them is skipped. */
  readonly positionsMax?: number
  /**
   * Which row may ask for the next trade: the one in which a trade ended, `same-row`, the default, since its close is known then; those
   * after it, `later-row`; or `reverse`, also the one whose signal ends a trade at the next open, for an entry at that open.
   */
  readonly reentry?: 'same-row' | 'later-row' | 'reverse'
  /** What becomes of trades that are open when the bars end: `close` at the last close without slippage, the default, or `drop`. */
  readonly atEnd?: 'close' | 'drop'
  /** Leaves at the close of rows that `sessionEnds` marks. Default false. */
  readonly sessionEnd?: boolean
  readonly trail?: TrailRule
  /** In the order of `atR`. */
  readonly steps?: readonly RatchetStep[]
  /** As of a backtest; none unless given. */
  readonly fees?: Fee
  readonly slippage?: Slippage
  /** Keeps the worst and best price of each trade. Default false. */
  readonly excursions?: boolean
  /** Fast paths to leave out, all or by name: results do not depend on them. */
  readonly plain?: boolean | readonly FastPath[]
}

export type FullTradeRules = Required<Omit<TradeRules, 'trail' | 'plain'>> & {
  readonly trail: Required<TrailRule> | null
  readonly plain: Plain
}

/** The rules with their defaults. @throws LockstepError E_CONFIG for names that are none and choices that exclude each other */
export function fullRules(rules: TradeRules): FullTradeRules {
  const { positionsMax = 1, steps = [], trail } = rules
  if (!(positionsMax >= 1 && (Number.isSafeInteger(positionsMax) || positionsMax === Infinity)))
    throw wrong('positionsMax as a whole number of at least 1, or Infinity', positionsMax, 'Infinity simulates every entry by itself.')
  for (const [k, { atR, stopR }] of steps.entries()) {
    const rises = atR > (steps[k - 1]?.atR ?? 0) && stopR < atR && stopR > (steps[k - 1]?.stopR ?? -1)
    if (!rises)
      throw wrong('steps with rising atR above 0 and rising stopR below it', `${atR} and ${stopR}`, 'Break-even is { atR: 1, stopR: 0 }.')
  }
  const sameBar = named('sameBar', rules.sameBar ?? 'stop-first', sameBarRules)
  return {
    entry: named('entry', rules.entry ?? 'next-open', entryPrices),
    exit: named('exit', rules.exit ?? 'next-open', exitPrices),
    sameBar,
    gaps: named('gaps', rules.gaps ?? 'open', ['open', 'level']),
    expiry: named('expiry', rules.expiry ?? 'close', ['close', 'next-open']),
    positionsMax,
    reentry: named('reentry', rules.reentry ?? 'same-row', ['same-row', 'later-row', 'reverse']),
    atEnd: named('atEnd', rules.atEnd ?? 'close', ['close', 'drop']),
    sessionEnd: rules.sessionEnd ?? false,
    trail: trail === undefined ? null : fullTrail(trail, sameBar),
    steps,
    fees: rules.fees ?? feeBps(0),
    slippage: rules.slippage ?? slippageTicks(0),
    excursions: rules.excursions ?? false,
    plain: plainOf(rules.plain),
  }
}

function fullTrail(
  { kind, reference = 'previous-bar', from = 'extreme', afterBars = 0 }: TrailRule,
  sameBar: SameBar,
): Required<TrailRule> {
  named('trail.kind', kind, trailKinds)
  named('trail.reference', reference, trailReferences)
  named('trail.from', from, ['extreme', 'close'])
  if (!(Number.isSafeInteger(afterBars) && afterBars >= 0))
    throw wrong('trail.afterBars as a whole number of at least 0', afterBars, 'Leave it out to follow from the entry on.')
  const plain = (kind === 'distance' || kind === 'percent') && from === 'extreme' && afterBars === 0
  if (reference === 'intrabar' && !(plain && sameBar !== 'target-first'))
    throw wrong(
      'an intrabar trail by distance or percent of the extreme, from the entry on, and not target-first',
      `${kind} of the ${from} after ${afterBars} bars, ${sameBar}`,
      'Use reference: "previous-bar".',
    )
  if (reference === 'current-bar' && sameBar !== 'stop-first')
    throw wrong('a trail by the current bar only with stop-first', sameBar, 'Use reference: "intrabar", which knows the path.')
  return { kind, reference, from, afterBars }
}

/** What about the rules makes results better, or other, than trading would: one sentence each. */
export function warningsOf({ entry, sameBar, gaps, atEnd, trail }: FullTradeRules): string[] {
  const because: readonly (readonly [boolean, string])[] = [
    [entry === 'this-open', 'entry this-open: the row that asks is entered at its open, so its signal may not know that row'],
    [sameBar === 'target-first', 'sameBar target-first: bars that reach stop and target all count as won'],
    [gaps === 'level', 'gaps level: a stop that the market gapped through fills at its level, where nobody traded'],
    [atEnd === 'drop', 'atEnd drop: trades open at the end are not counted, and they are those that last longest'],
    [
      trail?.reference === 'current-bar',
      'trail current-bar: a bar moves the stop and is then held to it, though its extreme may have come last',
    ],
  ]
  return because.filter(([applies]) => applies).map(([, says]) => says)
}

function named<T extends string>(what: string, value: T, names: readonly T[]): T {
  if (names.includes(value)) return value
  throw wrong(`${what} among ${names.join(', ')}`, `"${value}"`, didYouMean(value, names))
}

function wrong(expected: string, was: number | string, hint: string): LockstepError {
  return new LockstepError('E_CONFIG', `expected ${expected}, was ${was}`, hint)
}
