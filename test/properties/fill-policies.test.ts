/** What holds of every fill policy, on random bars and random orders of every type. */
import { describe, expect, test } from 'vitest'
import { ScenarioRun } from '../scenarios/scenario-run.ts'
import { parseTable } from '../scenarios/table.ts'
import { fc } from './seeded.ts'

const RUNS = 80
const BARS = 12
/** Prices of a mirrored table are this less those of the table. */
const MIRROR = 200

interface RandomBar {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}
interface RandomOrder {
  readonly side: 'buy' | 'sell'
  readonly type: 'market' | 'limit' | 'stop' | 'stop-limit' | 'touch' | 'trail' | 'activation' | 'bracket'
  /** Distance of the level from the last close, and of what is behind it. */
  readonly near: number
  readonly far: number
  readonly bar: number
}
interface Case {
  readonly bars: readonly RandomBar[]
  readonly orders: readonly RandomOrder[]
}

const moves = fc.record({ gap: fc.integer({ min: -4, max: 4 }), up: fc.nat(6), down: fc.nat(6), at: fc.nat(100) })
const order = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  type: fc.constantFrom('market', 'limit', 'stop', 'stop-limit', 'touch', 'trail', 'activation', 'bracket'),
  near: fc.integer({ min: 1, max: 5 }),
  far: fc.integer({ min: 1, max: 5 }),
  bar: fc.nat(BARS - 2),
})
const cases: fc.Arbitrary<Case> = fc
  .record({ steps: fc.array(moves, { minLength: BARS, maxLength: BARS }), orders: fc.array(order, { minLength: 1, maxLength: 6 }) })
  .map(({ steps, orders }) => ({ bars: walkOf(steps), orders: orders as RandomOrder[] }))

function walkOf(steps: readonly { gap: number; up: number; down: number; at: number }[]): RandomBar[] {
  let last = MIRROR / 2
  return steps.map(({ gap, up, down, at }) => {
    // The walk stays far from prices that are none.
    const open = Math.min(150, Math.max(50, last + gap))
    const [high, low] = [open + up, open - down]
    last = low + Math.round(((high - low) * at) / 100)
    return { open, high, low, close: last }
  })
}

/** The case as a table; `mirrored` turns every price and side round. */
function tableOf({ bars, orders }: Case, options: string, { mirrored = false, finer = false } = {}): string {
  const price = (p: number): number => (mirrored ? MIRROR - p : p)
  const rows = bars.flatMap((bar, k) => {
    const asks = orders.filter((o) => o.bar === k).map((o) => asked(o, bar.close, price, mirrored))
    const row = rowOf(mirrored ? { ...bar, high: bar.low, low: bar.high } : bar, price)
    return [`| ${row} | ${asks.join('; ')} | |`, ...(finer ? pathOf(bar).map((part) => `| > ${rowOf(part, price)} | | |`) : [])]
  })
  return [options, '| open high low close | do | then', ...rows].join('\n')
}

function rowOf({ open, high, low, close }: RandomBar, price: (p: number) => number): string {
  return [open, high, low, close].map(price).join(' ')
}

/** A bar as the three ways of its path from open to high, low and close. */
function pathOf({ open, high, low, close }: RandomBar): RandomBar[] {
  return [
    { open, high, low: open, close: high },
    { open: high, high, low, close: low },
    { open: low, high: close, low, close },
  ]
}

function asked({ side, type, near, far }: RandomOrder, last: number, price: (p: number) => number, mirrored: boolean): string {
  const sign = side === 'buy' ? 1 : -1
  const verb = (side === 'buy') === mirrored ? 'sell 1' : 'buy 1'
  const worse = price(last + sign * near)
  const better = price(last - sign * near)
  if (type === 'market') return verb
  if (type === 'limit') return `${verb} limit ${better}`
  if (type === 'stop') return `${verb} stop ${worse}`
  if (type === 'stop-limit') return `${verb} stop ${worse} limit ${price(last + sign * (near + far - 3))}`
  if (type === 'touch') return `${verb} touch ${better} limit ${price(last - sign * (near + far - 3))}`
  if (type === 'trail') return `${verb} trail ${near}`
  if (type === 'activation') return `${verb} trail ${near} activation ${price(last - sign * far)}`
  return `${verb} stop-loss ${price(last - sign * near)} target ${price(last + sign * far)}`
}

function play(table: string): string[] {
  return new ScenarioRun(parseTable(table)).play().map(({ happened }) => happened.join('; '))
}

function mirrorText(text: string): string {
  return text
    .replaceAll(/\b(buy|sell)\b/g, (side) => (side === 'buy' ? 'sell' : 'buy'))
    .replaceAll(/@ (\d+)/g, (_, p: string) => `@ ${MIRROR - Number(p)}`)
}

const SHORTS = 'leverage 100'

describe('a market seen upside down is traded the same', () => {
  const mirrors = {
    pessimistic: 'pessimistic',
    ohlc: 'olhc',
    touch: 'touch',
    'this-close': 'this-close',
    'one-by-one': 'one-by-one',
    lean: 'lean',
    tick: 'tick',
  }
  test.each(Object.entries(mirrors))('%s is the mirror of %s', (policy, mirror) => {
    fc.assert(
      fc.property(cases, (one) => {
        const straight = play(tableOf(one, `policy ${policy}, ${SHORTS}`))
        const turned = play(tableOf(one, `policy ${mirror}, ${SHORTS}`, { mirrored: true }))
        expect(turned.map(mirrorText)).toEqual(straight)
      }),
      { numRuns: RUNS },
    )
  })
})

test.each(['pessimistic', 'ohlc', 'olhc', 'adaptive', 'this-close', 'lean'])('%s fills at prices that the market saw', (policy) => {
  fc.assert(
    fc.property(cases, (one) => {
      const steps = play(tableOf(one, `policy ${policy}, ${SHORTS}`))
      for (const [k, text] of steps.slice(0, BARS).entries()) {
        const { low, high } = one.bars[k]!
        for (const [, price] of text.matchAll(/fill \w+ \d+ @ (\d+)/g)) {
          expect(Number(price)).toBeGreaterThanOrEqual(low)
          expect(Number(price)).toBeLessThanOrEqual(high)
        }
      }
    }),
    { numRuns: RUNS },
  )
})

test.each(['ohlc', 'olhc', 'adaptive', 'lean', 'tick'])('%s leaves nothing in doubt', (policy) => {
  fc.assert(
    fc.property(cases, (one) => {
      expect(play(tableOf(one, `policy ${policy}, ${SHORTS}`)).join()).not.toContain('ambiguous')
    }),
    { numRuns: RUNS },
  )
})

test('a path is what its own three ways give as finer bars', () => {
  fc.assert(
    fc.property(cases, (one) => {
      // A leg that was passed before its entry in a finer bar is in doubt there, and not on a path.
      const plain = { ...one, orders: one.orders.filter(({ type }) => type !== 'bracket') }
      const inDetail = play(tableOf(plain, `policy pessimistic, detail 20s, ${SHORTS}`, { finer: true }))
      const onPath = play(tableOf(plain, `policy ohlc, ${SHORTS}`))
      expect(inDetail.map((text) => text.replace(/(; )?ambiguous/, ''))).toEqual(onPath)
    }),
    { numRuns: RUNS },
  )
})

test('what is sure without finer bars stays so with them', () => {
  fc.assert(
    fc.property(cases, (all) => {
      // A trailing stop is sure to fill, but where it had followed to is taken the unkind way.
      const one = { ...all, orders: all.orders.filter(({ type }) => type !== 'trail' && type !== 'activation') }
      const coarse = play(tableOf(one, `policy pessimistic, ${SHORTS}`))
      if (coarse.some((text) => text.includes('ambiguous'))) return
      const fills = (steps: readonly string[]): string[] =>
        steps.map((text) =>
          [...text.matchAll(/fill [^;]*/g)]
            .map(([fill]) => fill)
            .sort()
            .join(),
        )
      expect(fills(play(tableOf(one, `policy pessimistic, detail 20s, ${SHORTS}`, { finer: true })))).toEqual(fills(coarse))
    }),
    { numRuns: RUNS },
  )
})
