/**
 * What becomes of orders, read off the records alone: every type and term, under every policy, with volume that bounds fills and
 * requests that take time. The engine itself stops at a step that the table of states does not have.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../src/engine/engine-run.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { cancelNames, orderRoles, orderTypes, refusalNames } from '../../src/model/order.ts'
import type { Orders } from '../../src/model/orders.ts'
import * as R from '../../src/model/record.ts'
import { timestamp } from '../../src/model/time.ts'
import { createLimits } from '../../src/risk/limits.ts'
import { feeBps } from '../../src/venue/fees.ts'
import { fillPolicies } from '../../src/venue/fill-policy.ts'
import { shareOfVolume } from '../../src/venue/liquidity.ts'
import { SimVenue } from '../../src/venue/sim-venue.ts'
import { slippageTicks } from '../../src/venue/slippage.ts'
import { randomSeries } from './random-bars.ts'
import { orderAsker } from './random-orders.ts'
import { fc } from './seeded.ts'

interface Conditions {
  readonly seed: number
  readonly policy: number
  readonly calendar: string
  readonly latencyMs: number
  readonly share: number
  readonly eagerness: number
}

interface Life {
  readonly role: number
  readonly instrument: number
  left: number
  ordered: number
  filled: number
  ended: boolean
}

interface Lived {
  readonly conditions: Conditions
  readonly rows: readonly (readonly number[])[]
  readonly numbered: readonly number[]
  readonly groups: readonly (readonly number[])[]
  readonly slotsInUse: number
  readonly held: number
  readonly resting: number
}

const conditions: fc.Arbitrary<Conditions> = fc.record({
  seed: fc.nat({ max: 1e9 }),
  policy: fc.nat({ max: fillPolicies.length - 1 }),
  calendar: fc.constantFrom('24/7', 'XNYS', 'FX'),
  latencyMs: fc.constantFrom(0, 0, 100, 60_000, 90_000),
  share: fc.constantFrom(0, 0, 0.2, 1),
  eagerness: fc.constantFrom(0.1, 0.5, 1),
})

/** The level of the order that the asker keeps far away. */
const ANCHOR_TICKS = 1

let lives: readonly Lived[] = []
beforeAll(() => {
  lives = fc.sample(conditions, { numRuns: 200, seed: 7 }).map((given) => live(given))
})

function live(given: Conditions, anchorCounts = false): Lived {
  const ids = ['A', 'B']
  const series = ids.map((id, k) => {
    const instrument = createInstrument({ id, tick: 0.01, lot: 1, calendar: given.calendar })
    return randomSeries({ instrument, timeframe: '1m', rows: 150, seed: given.seed + k, start: timestamp('2024-03-04T20:00'), gaps: 0.05 })
  })
  const asker = orderAsker({ seed: given.seed, markets: ids, eagerness: given.eagerness, anchorCounts })
  const rows: number[][] = []
  let orders: Orders | undefined
  let venue: SimVenue | undefined
  const { engine } = createEngine({
    strategy: asker.strategy,
    params: {},
    source: null,
    series,
    pushed: false,
    cash: 15_000,
    limits: createLimits({ leverageMax: 3, openOrdersMax: 40 }),
    tradeFrom: null,
    seed: 1,
    taps: [
      {
        take: ({ records, recordCount }) => {
          for (let k = 0; k < recordCount; k++) rows.push([...records.subarray(k * R.RECORD_WIDTH, (k + 1) * R.RECORD_WIDTH)])
        },
      },
    ],
    inputs: null,
    venue: (instruments, slots) => {
      orders = slots
      venue = new SimVenue({
        instruments,
        orders: slots,
        policy: fillPolicies[given.policy]!,
        fee: feeBps(2),
        slippage: slippageTicks(1),
        latencyMs: given.latencyMs,
        ...(given.share > 0 && { liquidity: shareOfVolume(given.share) }),
      })
      return venue
    },
  })
  engine.run(Infinity)
  engine.end('done')
  return {
    conditions: given,
    rows,
    numbered: asker.numbered,
    groups: asker.groups,
    slotsInUse: orders!.count,
    held: orders!.held,
    resting: venue!.resting.reduce((a, b) => a + b, 0),
  }
}

/** Follows every order through the records; calls back before each record is taken in. */
function follow(rows: Lived['rows'], see: (row: readonly number[], life: Life | undefined, all: ReadonlyMap<number, Life>) => void): void {
  const all = new Map<number, Life>()
  for (const row of rows) {
    const kind = row[R.KIND]!
    const id = row[R.ID]!
    const life = all.get(id)
    if (kind === R.ROUND_TRIP || kind === R.REFUSAL) continue
    see(row, life, all)
    if (kind === R.ORDER) {
      const lots = row[R.LOTS]!
      all.set(id, { role: row[R.ORDER_ROLE]!, instrument: row[R.INSTRUMENT]!, left: lots, ordered: lots, filled: 0, ended: false })
    } else if (life !== undefined && kind === R.FILL) {
      life.filled += row[R.LOTS]!
      life.left = row[R.FILL_LEFT]!
      life.ended = life.left === 0
    } else if (life !== undefined && kind === R.AMEND) {
      life.left = row[R.LOTS]!
      life.ordered = life.left + life.filled
    } else if (life !== undefined && kind === R.CANCEL) life.ended = true
  }
}

const eachLife = (see: Parameters<typeof follow>[1]): void => lives.forEach(({ rows }) => follow(rows, see))

describe('orders of every type and term', () => {
  test('every type, role, reason to end and most reasons to refuse come up', () => {
    const rows = lives.flatMap((l) => l.rows)
    const seen = (kind: number, field: number, names: readonly string[]): string[] =>
      [...new Set(rows.filter((r) => r[R.KIND] === kind).map((r) => names[r[field]!]!))].toSorted()
    expect(seen(R.ORDER, R.ORDER_TYPE, orderTypes)).toEqual([...orderTypes].toSorted())
    expect(seen(R.FILL, R.FILL_ROLE, orderRoles)).toEqual(['close', 'entry', 'stop', 'target'])
    expect(seen(R.CANCEL, R.CANCEL_REASON, cancelNames)).toEqual([
      'END_OF_RUN',
      'EXPIRED',
      'INSUFFICIENT_FUNDS',
      'LEFT_UNIVERSE',
      'NOT_FILLED_AT_ONCE',
      'POSITION_CLOSED',
      'REQUESTED',
      'SIBLING_FILLED',
      'WOULD_NOT_REDUCE',
      'WOULD_TAKE',
    ])
    expect(seen(R.REFUSAL, R.REFUSAL_REASON, refusalNames)).toEqual(
      expect.arrayContaining([
        'BAD_AMEND',
        'FINISHED_ORDER',
        'MARKET_CLOSED',
        'NOT_IN_UNIVERSE',
        'NOT_TAKEN',
        'WOULD_NOT_REDUCE',
        'WOULD_TAKE',
        'WRONG_SIDE',
        'ZERO_SIZE',
      ]),
    )
    expect(rows.filter((r) => r[R.KIND] === R.AMEND).length).toBeGreaterThan(500)
  })

  test('each request ends as one order or one refusal', () => {
    for (const { rows, numbered } of lives) {
      const answers = new Map<number, number>()
      for (const row of rows) {
        const isAnswer = row[R.KIND] === R.ORDER || row[R.KIND] === R.REFUSAL
        if (isAnswer) answers.set(row[R.ID]!, (answers.get(row[R.ID]!) ?? 0) + 1)
      }
      expect(numbered.filter((id) => answers.get(id) !== 1)).toEqual([])
    }
  })

  test('nothing fills, changes or ends that is not open, and nothing begins twice', () => {
    eachLife((row, life) => {
      if (row[R.KIND] === R.ORDER) expect(life).toBe(undefined)
      else expect(life?.ended).toBe(false)
    })
  })

  test('filled never exceeds ordered; what is left is ordered less filled', () => {
    eachLife((row, life) => {
      if (row[R.KIND] === R.FILL) expect(row[R.FILL_LEFT]).toBe(life!.left - row[R.LOTS]!)
      if (row[R.KIND] === R.CANCEL) expect(row[R.LOTS]).toBe(life!.left)
      if (life !== undefined) expect(life.filled).toBeLessThanOrEqual(life.ordered)
    })
  })

  test('what closes, stops or takes profit never makes a position larger', () => {
    for (const { rows } of lives) {
      const positions = new Map<number, number>()
      for (const row of rows.filter((r) => r[R.KIND] === R.FILL)) {
        const before = positions.get(row[R.INSTRUMENT]!) ?? 0
        const after = before + row[R.SIDE]! * row[R.LOTS]!
        expect(row[R.FILL_POSITION]).toBe(after)
        if (row[R.FILL_ROLE] !== 0) expect(Math.abs(after)).toBeLessThan(Math.abs(before))
        if (row[R.FILL_ROLE] !== 0) expect(after * before).toBeGreaterThanOrEqual(0)
        positions.set(row[R.INSTRUMENT]!, after)
      }
    }
  })

  test('of a group in which one cancels the others only one ever fills', () => {
    for (const { rows, groups } of lives) {
      const filled = new Set(rows.filter((r) => r[R.KIND] === R.FILL).map((r) => r[R.ID]!))
      for (const group of groups) expect(group.filter((id) => filled.has(id)).length).toBeLessThanOrEqual(1)
    }
  })

  test('a bar that comes nowhere near an order changes nothing: walking every bar gives the same records', () => {
    const counted = (rows: Lived['rows']): readonly (readonly number[])[] =>
      rows.filter((r) => !(r[R.KIND] === R.ORDER && r[R.ORDER_LEVEL] === ANCHOR_TICKS))
    for (const { conditions: given, rows } of lives.slice(0, 100)) expect(counted(live(given, true).rows)).toEqual(counted(rows))
  })

  test('when a run ends nothing is open, held or leaked', () => {
    for (const { slotsInUse, held, resting, rows } of lives) {
      expect({ slotsInUse, held, resting }).toEqual({ slotsInUse: 0, held: 0, resting: 0 })
      follow([...rows, []], (row, _, all) => {
        if (row.length === 0) expect([...all.values()].filter((life) => !life.ended)).toEqual([])
      })
    }
  })
})
