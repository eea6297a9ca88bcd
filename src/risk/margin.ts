/**
 * What a position needs of the account, as rules by name. A rule answers two questions about a position — the margin to open it and
 * the margin to keep it — and says what becomes of an order that does not fit. docs/reference/accounts.md shows the list.
 */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { lotSize, type Instrument } from '../model/instrument.ts'

/** A position that a rule is asked about. One reused object. */
export interface MarginQuestion {
  instrument: Instrument
  index: number
  /** Signed lots. */
  lots: number
  /** Their worth, at least 0, in ledger units of the account's currency. */
  value: number
  /** Ledger units of the account's currency for one money of the instrument's. */
  unitsPerMoney: number
  /** Position over margin: the instrument's own, else the account's. */
  leverage: number
  /** Whether the market is open and not about to close; for rules that ask less of a position that may be gone by the evening. */
  intraday(): boolean
}

/** What a position must have in margin to be opened and to be kept, and what becomes of an order that does not fit. */
export interface MarginRule {
  readonly name: string
  /** In words, for the run's manifest. */
  readonly says: string
  /** An order that does not fit is cut to what fits, refused whole, or refused but for the part that reduces. */
  readonly misfit: 'cut' | 'refuse' | 'refuse opening'
  /** Whether an open order keeps the margin it will need, so that two orders are not approved against the same money. */
  readonly reserves: boolean
  readonly shorts: boolean
  /** What is valued at last closes and not at the price of the fill: nothing, what is held already, or the order too. */
  readonly atMarks: 'nothing' | 'holdings' | 'all'
  /** Whether orders are measured only as they fill, and not when they are reviewed. */
  readonly onlyAtFill?: boolean
  /** Whether the last close is that of the bar which fills, though it fills before that is known. */
  readonly marksAhead?: boolean
  /** Whether the fee counts as part of the value that needs margin, and not as money that is gone. */
  readonly feeOnMargin?: boolean
  /** Whether a buy may only spend cash of the instrument's own currency. */
  readonly ownCash?: boolean
  /** Ledger units of the account's currency that a position needs to be opened, and to be kept. */
  initial(q: MarginQuestion): number
  maintenance(q: MarginQuestion): number
}

export type MarginRuleName =
  | 'leverage'
  | 'cash'
  | 'reg-t'
  | 'pattern-day'
  | 'futures'
  | 'lean'
  | 'lean-pattern-day'
  | 'lean-cash'
  | 'backtesting-py'

const ordinary = { misfit: 'cut', reserves: true, shorts: true, atMarks: 'nothing' } as const
const leanOrdinary = { misfit: 'refuse', reserves: false, shorts: true, atMarks: 'all', marksAhead: true } as const

/** Regulation T asks less of longs than of shorts to keep a position. */
function keepRegT({ lots, value }: MarginQuestion): number {
  return value * (lots > 0 ? 0.25 : 0.3)
}

function perContract({ instrument, lots, unitsPerMoney }: MarginQuestion, money: number): number {
  return Math.abs(lots) * lotSize(instrument) * money * unitsPerMoney
}

export interface PatternDayLeverage {
  /** Position over margin while the market is open and not about to close, and at other times. */
  readonly open?: number
  readonly closed?: number
}

/** LEAN's margin for day traders: more leverage while a position may still be gone by the evening. */
export function leanPatternDay({ open = 4, closed = 2 }: PatternDayLeverage = {}): MarginRule {
  const margin = (q: MarginQuestion): number => q.value / (q.intraday() ? open : closed)
  return {
    ...leanOrdinary,
    name: 'lean-pattern-day',
    says: `as lean, with leverage ${open} while the market is open and not about to close, else ${closed}`,
    initial: margin,
    maintenance: margin,
  }
}

const byLeverage = ({ value, leverage }: MarginQuestion): number => value / leverage

/** Every margin rule that a run may name. */
export const marginRules: Readonly<Record<MarginRuleName, MarginRule>> = {
  leverage: {
    ...ordinary,
    name: 'leverage',
    says: 'the sum of all positions is at most leverage × equity; half of the margin keeps one',
    reserves: false,
    initial: byLeverage,
    maintenance: (q) => byLeverage(q) / 2,
  },
  cash: {
    ...ordinary,
    name: 'cash',
    says: 'nothing is borrowed and nothing sold short; open orders reserve what they will cost',
    shorts: false,
    initial: (q) => q.value,
    // A position that is paid for can be kept whatever it is worth.
    maintenance: () => 0,
  },
  'reg-t': {
    ...ordinary,
    name: 'reg-t',
    says: '50 % of the value to open; 25 % of a long and 30 % of a short to keep',
    initial: (q) => q.value * 0.5,
    maintenance: keepRegT,
  },
  'pattern-day': {
    ...ordinary,
    name: 'pattern-day',
    says: 'as reg-t, but 25 % to open while the market is open and not about to close',
    initial: (q) => q.value * (q.intraday() ? 0.25 : 0.5),
    maintenance: keepRegT,
  },
  futures: {
    ...ordinary,
    name: 'futures',
    says: 'the margins of the contract, or value over leverage where it has none',
    initial: (q) => (q.instrument.marginInitial === undefined ? byLeverage(q) : perContract(q, q.instrument.marginInitial)),
    maintenance: (q) => {
      const { marginInitial, marginMaintenance = marginInitial } = q.instrument
      return marginMaintenance === undefined ? byLeverage(q) : perContract(q, marginMaintenance)
    },
  },
  lean: {
    ...leanOrdinary,
    name: 'lean',
    says: 'value over leverage, at the close of the bar that fills; an order that does not fit is refused whole, one that reduces never',
    initial: byLeverage,
    maintenance: byLeverage,
  },
  'lean-pattern-day': leanPatternDay(),
  'lean-cash': {
    name: 'lean-cash',
    says: 'buys spend cash of their own currency and sells what is held, less what open orders reserve; refused whole otherwise',
    misfit: 'refuse',
    reserves: true,
    shorts: false,
    atMarks: 'nothing',
    ownCash: true,
    initial: (q) => q.value,
    maintenance: () => 0,
  },
  'backtesting-py': {
    name: 'backtesting-py',
    says: 'value and fee over leverage, against equity at the close of the bar that fills; what would open is refused whole, what reduces is done',
    misfit: 'refuse opening',
    reserves: false,
    shorts: true,
    atMarks: 'holdings',
    onlyAtFill: true,
    marksAhead: true,
    feeOnMargin: true,
    initial: byLeverage,
    maintenance: byLeverage,
  },
}

/** The rule of a name; a rule is itself. @throws LockstepError E_CONFIG with the nearest name */
export function marginRuleOf(name: string | MarginRule): MarginRule {
  if (typeof name !== 'string') return name
  const rule = Object.values(marginRules).find((r) => r.name === name)
  if (rule !== undefined) return rule
  throw new LockstepError(
    'E_CONFIG',
    `expected a margin rule, was "${name}"; ${didYouMean(name, Object.keys(marginRules))}`,
    'docs/reference/accounts.md lists them.',
  )
}
