/**
 * What an account that no longer has the margin to keep its positions must close, as rules by name. A rule only says what: the engine
 * sends the orders, at market, with the role of a liquidation.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { Instrument } from '../model/instrument.ts'
import type { Ledger } from '../portfolio/ledger.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { Margins } from './margins.ts'

/** An open position at last closes. Money in ledger units of the account. */
export interface Holding {
  readonly instrument: number
  /** Signed lots. */
  lots: number
  /** Worth, at least 0. */
  value: number
  unrealised: number
  /** Margin that its cost took when it was opened, and that it needs now to be kept. */
  entryMargin: number
  maintenance: number
}

export interface MarginState {
  equity: number
  /** Margin needed to keep all positions. */
  maintenance: number
  /** Whether the markets of all positions are open. */
  allOpen: boolean
  readonly holdings: readonly Holding[]
  /** What closing so many lots of a holding would cost in fees. */
  readonly feeOf: (holding: Holding, lots: number) => number
}

/** Close so many lots of an instrument, at least 1. */
export interface ForcedClose {
  readonly instrument: number
  readonly lots: number
}

export interface LiquidationRule {
  readonly name: string
  /** In words, for the run's manifest. */
  readonly says: string
  /** Time between two looks at the account, ms; 0 looks at every step. */
  readonly everyMs: number
  /** Whether it is closed at the close that is looked at, and not by orders that wait for the next bar; debt is then forgiven. */
  readonly atOnce?: boolean
  /** Whether equity above zero says alone that nothing is to be closed and nothing is near: then no position is valued. */
  readonly onlyAtZero?: boolean
  /** Whether the strategy is to be warned; nothing is closed for that. */
  isNear(state: MarginState): boolean
  /** What is to be closed, in this order; the state is only read. */
  pick(state: MarginState): readonly ForcedClose[]
}

export type LiquidationRuleName = 'none' | 'all' | 'largest-first' | 'isolated' | 'lean' | 'at-zero'

const NOTHING: readonly ForcedClose[] = []
/** LEAN's buffers: used margin may pass equity by a tenth before anything is sold, and less than a twentieth left is told. */
const LEAN_BUFFER = 0.1
const LEAN_NEAR = 0.05

const whole = ({ instrument, lots }: Holding): ForcedClose => ({ instrument, lots: Math.abs(lots) })
const neverNear = (): boolean => false

/** Every rule of liquidation that a run may name. */
export const liquidationRules: Readonly<Record<LiquidationRuleName, LiquidationRule>> = {
  none: { name: 'none', says: 'positions are never closed for want of margin', everyMs: 0, isNear: neverNear, pick: () => NOTHING },
  all: {
    name: 'all',
    says: 'everything is closed once equity is below the margin to keep it',
    everyMs: 0,
    isNear: neverNear,
    pick: ({ equity, maintenance, holdings }) => (equity < maintenance ? holdings.map(whole) : NOTHING),
  },
  'largest-first': {
    name: 'largest-first',
    says: 'the largest positions are closed, one after the other, until equity keeps the rest',
    everyMs: 0,
    isNear: neverNear,
    pick: largestFirst,
  },
  isolated: {
    name: 'isolated',
    says: 'a position is closed once its loss leaves no more of its own margin than it needs to be kept',
    everyMs: 0,
    isNear: neverNear,
    pick: ({ holdings }) => holdings.filter((h) => h.entryMargin + h.unrealised <= h.maintenance).map(whole),
  },
  lean: {
    name: 'lean',
    says: 'looked at every 5 minutes: used margin over 110 % of equity closes lots, losers first, until some is free',
    everyMs: 5 * 60_000,
    isNear: ({ equity, maintenance }) => equity - maintenance <= LEAN_NEAR * equity,
    pick: losersFirst,
  },
  'at-zero': {
    name: 'at-zero',
    says: 'once equity is not above zero everything is closed at that close, and debt is forgiven',
    everyMs: 0,
    atOnce: true,
    onlyAtZero: true,
    isNear: neverNear,
    pick: ({ equity, holdings }) => (equity <= 0 ? holdings.map(whole) : NOTHING),
  },
}

/** The rule of a name. @throws LockstepError E_CONFIG with the nearest name */
export function liquidationRuleOf(name: string): LiquidationRule {
  const rule = Object.values(liquidationRules).find((r) => r.name === name)
  if (rule !== undefined) return rule
  throw new LockstepError(
    'E_CONFIG',
    `expected a liquidation rule, was "${name}"; ${didYouMean(name, Object.keys(liquidationRules))}`,
    'docs/reference/accounts.md lists them.',
  )
}

function largestFirst({ equity, maintenance, holdings }: MarginState): readonly ForcedClose[] {
  const closes: ForcedClose[] = []
  let needed = maintenance
  // Of equal ones the first instrument's: sorting is stable.
  for (const holding of holdings.toSorted((a, b) => b.value - a.value)) {
    if (equity >= needed) break
    closes.push(whole(holding))
    needed -= holding.maintenance
  }
  return closes
}

/** Each loser gives what would alone bring used margin down to equity, its fee included; the next only when that was not enough. */
function losersFirst(state: MarginState): readonly ForcedClose[] {
  const { equity, maintenance, allOpen, holdings } = state
  if (!allOpen || !(maintenance >= equity && maintenance > equity * (1 + LEAN_BUFFER))) return NOTHING
  const closes: ForcedClose[] = []
  let used = maintenance
  for (const holding of holdings.toSorted((a, b) => a.unrealised - b.unrealised)) {
    if (equity >= used) break
    const lots = lotsToKeepEquity(holding, state)
    closes.push({ instrument: holding.instrument, lots })
    used -= (lots * holding.maintenance) / Math.abs(holding.lots)
  }
  return closes
}

/** Lots to close of a holding so that it keeps the share of what equity is after the fee that it may keep of equity. */
function lotsToKeepEquity(holding: Holding, { equity, maintenance, feeOf }: MarginState): number {
  const size = Math.abs(holding.lots)
  const perLot = holding.maintenance / size
  const share = Math.max(0, holding.maintenance - (maintenance - equity)) / equity
  if (!(perLot > 0) || !(share > 0)) return size
  let lots = Math.max(1, Math.ceil(size - (equity * share) / perLot))
  while (lots < size && (size - lots) * perLot > (equity - feeOf(holding, lots)) * share) lots++
  return lots
}

export interface WatchParts {
  readonly instruments: readonly Instrument[]
  readonly ledger: Ledger
  readonly marks: Marks
  readonly margins: Margins
  readonly rule: LiquidationRule
  /** Fee of a market order over so many signed lots, ledger units of the account; none unless given. */
  readonly feeOf?: (instrument: number, signedLots: number) => number
}

/** Looks at the account as often as its rule wants. Allocates nothing unless something is to be closed. */
export class MarginWatch {
  /** As of the last `look`. */
  isNear = false
  readonly atOnce: boolean
  /** Whether a step after which equity is above zero need not be looked at. */
  readonly onlyAtZero: boolean
  private readonly p: WatchParts
  private readonly all: readonly Holding[]
  private readonly open: Holding[] = []
  private readonly state: MarginState
  private next = -Infinity

  constructor(parts: WatchParts) {
    this.p = parts
    this.atOnce = parts.rule.atOnce === true
    this.onlyAtZero = parts.rule.onlyAtZero === true && parts.rule.everyMs === 0
    this.all = parts.instruments.map((_, instrument) => ({
      instrument,
      lots: 0.5,
      value: 0.5,
      unrealised: 0.5,
      entryMargin: 0.5,
      maintenance: 0.5,
    }))
    const feeOf = ({ instrument, lots: held }: Holding, lots: number): number => parts.feeOf?.(instrument, held > 0 ? -lots : lots) ?? 0
    this.state = { equity: 0.5, maintenance: 0.5, allOpen: true, holdings: this.open, feeOf }
  }

  /** Whether it is time to look, epoch ms. Asked once a step, after closes are in. */
  due(timeMs: number): boolean {
    if (timeMs < this.next) return false
    this.next = timeMs + this.p.rule.everyMs
    return true
  }

  /** What must be closed now. `isOpen` tells whether an instrument's market is open. */
  look(isOpen: (instrument: number) => boolean): readonly ForcedClose[] {
    const { state, open } = this
    open.length = 0
    state.equity = this.p.marks.equity()
    if (this.onlyAtZero && state.equity > 0) return NOTHING
    state.maintenance = 0
    state.allOpen = true
    for (let i = 0; i < this.all.length; i++) {
      if (this.p.ledger.lots[i] === 0) continue
      const holding = this.valued(i)
      open.push(holding)
      state.maintenance += holding.maintenance
      if (!isOpen(i)) state.allOpen = false
    }
    if (open.length === 0) {
      this.isNear = false
      return NOTHING
    }
    this.isNear = this.p.rule.isNear(state)
    return this.p.rule.pick(state)
  }

  private valued(instrument: number): Holding {
    const { ledger, marks, margins } = this.p
    const holding = this.all[instrument]!
    const lots = ledger.lots[instrument]!
    const cost = ledger.cost[instrument]! * marks.rateOf(instrument)
    holding.lots = lots
    holding.value = margins.valueAtMark(instrument, lots)
    holding.unrealised = lots * marks.valuePerLot[instrument]! * marks.close[instrument]! - cost
    holding.entryMargin = margins.of('initial', { instrument, lots, value: Math.abs(cost) })
    holding.maintenance = margins.of('maintenance', { instrument, lots, value: holding.value })
    return holding
  }
}
