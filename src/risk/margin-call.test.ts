import { describe, expect, test } from 'vitest'
import { createInstrument } from '../model/instrument.ts'
import { Ledger } from '../portfolio/ledger.ts'
import { Marks } from '../portfolio/marks.ts'
import { liquidationRuleOf, liquidationRules, MarginWatch, type ForcedClose, type LiquidationRuleName } from './margin-call.ts'
import { marginRules, type MarginRuleName } from './margin.ts'
import { Margins } from './margins.ts'

const UNIT = 1e6
const instruments = ['A', 'B', 'C'].map((id) => createInstrument({ id, tick: 1, lot: 1 }))

interface Account {
  readonly margin: MarginRuleName
  readonly leverage?: number
  readonly cash?: number
  /** Lots bought (or sold short) at 100. */
  readonly held: readonly number[]
  readonly close: readonly number[]
}

function watch(rule: LiquidationRuleName, { margin, leverage = 1, cash = 10_000, held, close }: Account): MarginWatch {
  const ledger = new Ledger(instruments, cash * UNIT)
  const marks = new Marks(instruments, ledger)
  for (const [instrument, signed] of held.entries()) {
    if (signed !== 0) ledger.book({ instrument, signed, ticks: 100, fee: 0, notional: ledger.notional(instrument, 100, Math.abs(signed)) })
  }
  marks.close.set(close)
  const margins = new Margins({ instruments, ledger, marks, rule: marginRules[margin], leverage, intraday: () => false })
  return new MarginWatch({ instruments, ledger, marks, margins, rule: liquidationRules[rule] })
}

/** As `A 100, B 50`. */
function said(closes: readonly ForcedClose[]): string {
  return closes.map((c) => `${instruments[c.instrument]!.id} ${c.lots}`).join(', ')
}

// Reg T: 200 bought with 10,000 of equity are kept with 25 %: below 66.67 equity 200 p − 10,000 is less than 50 p.
const longs = (price: number): Account => ({ margin: 'reg-t', held: [200, 0, 0], close: [price, 100, 100] })
// Leverage 2: A lost 30 a lot, B 10, C nothing.
const three: Account = { margin: 'lean', leverage: 2, held: [100, 60, 40], close: [70, 90, 100] }

describe('what is closed', () => {
  test.each<[string, LiquidationRuleName, Account, string]>([
    ['none: whatever happens', 'none', longs(1), ''],
    ['at-zero: not while anything is left', 'at-zero', longs(51), ''],
    ['at-zero: everything once nothing is', 'at-zero', longs(50), 'A 200'],
    ['all: not while the margin is there', 'all', longs(67), ''],
    ['all: everything once it is not', 'all', longs(66), 'A 200'],
    ['all: shorts need 30 %', 'all', { margin: 'reg-t', held: [-200, 0, 0], close: [116, 1, 1] }, 'A 200'],
    ['all: and have them', 'all', { margin: 'reg-t', held: [-200, 0, 0], close: [115, 1, 1] }, ''],
    // Equity 5,000; A needs 2,625, B 1,750, C 1,950.
    [
      'largest-first: until equity keeps the rest',
      'largest-first',
      { margin: 'reg-t', held: [150, 100, -50], close: [70, 70, 130], cash: 14_000 },
      'A 150',
    ],
    [
      'largest-first: of equal ones the first',
      'largest-first',
      { margin: 'reg-t', held: [150, 150, 0], close: [60, 60, 1], cash: 12_000 },
      'A 150, B 150',
    ],
    // Leverage 10: 1,000 of margin for 10,000 of value; half of it must stay.
    [
      'isolated: not before its own margin is used up',
      'isolated',
      { margin: 'leverage', leverage: 10, held: [100, 0, 0], close: [95, 1, 1] },
      '',
    ],
    [
      'isolated: then it, however rich the account',
      'isolated',
      { margin: 'leverage', leverage: 10, held: [100, 10, 0], close: [94, 100, 1] },
      'A 100',
    ],
    [
      'isolated: a short from the other side',
      'isolated',
      { margin: 'leverage', leverage: 10, held: [-100, 0, 0], close: [105, 1, 1] },
      'A 100',
    ],
    // Used 8,200; equity is cash less 3,600.
    ['lean: not within a tenth', 'lean', { ...three, cash: 11_600 }, ''],
    ['lean: the largest loser gives what is missing', 'lean', { ...three, cash: 10_000 }, 'A 52'],
    ['lean: and the next when that was not enough', 'lean', { ...three, cash: 7800 }, 'A 100, B 60'],
    [
      'lean: as many lots as bring used margin to equity',
      'lean',
      { margin: 'lean', leverage: 2, held: [200, 0, 0], close: [60, 1, 1], cash: 13_000 },
      'A 34',
    ],
  ])('%s', (_, rule, account, closes) => {
    expect(said(watch(rule, account).look(() => true))).toBe(closes)
  })

  test('lean waits until every market is open', () => {
    const account: Account = { margin: 'lean', leverage: 2, held: [200, 0, 0], close: [60, 1, 1], cash: 13_000 }
    expect(watch('lean', account).look((i) => i !== 0)).toEqual([])
    expect(watch('lean', account).look((i) => i !== 1)).toHaveLength(1)
  })

  test('an account without positions has nothing to close', () => {
    expect(watch('all', { margin: 'reg-t', held: [], close: [], cash: -5 }).look(() => true)).toEqual([])
  })
})

test('lean warns when less than a twentieth of equity is free', () => {
  const near = (price: number): boolean => {
    const watched = watch('lean', { margin: 'lean', leverage: 2, held: [190, 0, 0], close: [price, 1, 1] })
    watched.look(() => true)
    return watched.isNear
  }
  // Equity 190 p − 9,000, used 95 p.
  expect([near(101), near(100)]).toEqual([false, true])
})

test('lean looks every five minutes, the others at every step', () => {
  const account = longs(100)
  const lean = watch('lean', account)
  expect([0, 60_000, 299_999, 300_000, 300_001, 700_000].map((t) => lean.due(t))).toEqual([true, false, false, true, false, true])
  const all = watch('all', account)
  expect([0, 0, 1].map((t) => all.due(t))).toEqual([true, true, true])
})

test('rules are found by name', () => {
  for (const [name, rule] of Object.entries(liquidationRules)) expect([rule.name, liquidationRuleOf(name)]).toEqual([name, rule])
  expect(() => liquidationRuleOf('al')).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', message: 'expected a liquidation rule, was "al"; did you mean all?' }),
  )
})
