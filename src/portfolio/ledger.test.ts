import { describe, expect, test } from 'vitest'
import { Random } from '../base/random.ts'
import { createInstrument, type Instrument } from '../model/instrument.ts'
import { Ledger } from './ledger.ts'

const FILLS = 1_000_000
const instruments = [
  createInstrument({ id: 'SHARE', tick: 0.01, lot: 1 }),
  createInstrument({ id: 'COIN', tick: 0.5, lot: 0.00000001 }),
  createInstrument({ id: 'FUTURE', tick: 0.25, lot: 1, multiplier: 50 }),
  createInstrument({ id: 'ODD', tick: 0.00007, lot: 0.003, multiplier: 3 }),
  createInstrument({ id: 'COARSE', tick: 5, lot: 100 }),
]
/** Largest ticks and lots of a random fill, so that a million of them stay within exact money. */
const reach = [
  { ticks: 40_000, lots: 3000 },
  { ticks: 200_000, lots: 300_000_000 },
  { ticks: 4000, lots: 30 },
  { ticks: 400_000, lots: 30_000 },
  { ticks: 40, lots: 30 },
]

/** The same books by other means: BigInt throughout, money as the definition says, nothing shared with the ledger. */
class PlainBooks {
  cash: bigint
  realised = 0n
  fees = 0n
  readonly lots: bigint[]
  readonly cost: bigint[]

  constructor(cash: number) {
    this.cash = BigInt(cash)
    this.lots = instruments.map(() => 0n)
    this.cost = instruments.map(() => 0n)
  }

  book(k: number, signed: bigint, ticks: bigint, fee: bigint): bigint {
    const paid = value(instruments[k]!, signed, ticks)
    const before = this.lots[k]!
    this.cash -= paid + fee
    this.fees += fee
    this.lots[k] = before + signed
    if (before * signed >= 0n) {
      this.cost[k] = this.cost[k]! + paid
      return 0n
    }
    const closing = abs(before) < abs(signed) ? abs(before) : abs(signed)
    const paidToClose = value(instruments[k]!, signed > 0n ? closing : -closing, ticks)
    const costClosed = rounded(this.cost[k]! * closing, abs(before))
    this.cost[k] = this.cost[k]! - costClosed + (paid - paidToClose)
    this.realised -= paidToClose + costClosed
    return -(paidToClose + costClosed)
  }
}

/** lots × lot × ticks × tick × multiplier in millionths, halves away from zero. */
function value(i: Instrument, lots: bigint, ticks: bigint): bigint {
  const units = lots * ticks * BigInt(i.lotStep * i.tickStep * i.multiplier) * 10n ** BigInt(i.currency.decimals)
  return rounded(units, 10n ** BigInt(i.qtyDecimals + i.priceDecimals))
}

function rounded(a: bigint, b: bigint): bigint {
  const q = (2n * abs(a) + b) / (2n * b)
  return a < 0n ? -q : q
}

function abs(a: bigint): bigint {
  return a < 0n ? -a : a
}

test('a million random fills leave the books that exact arithmetic leaves, to the last unit, after every fill', () => {
  const seed = 20_240_229
  const random = new Random(seed)
  const opening = 1_000_000_000_000
  const ledger = new Ledger(instruments, opening)
  const plain = new PlainBooks(opening)
  const crossings = { zero: 0, flat: 0 }
  for (let n = 0; n < FILLS; n++) {
    const k = random.int(0, instruments.length - 1)
    const before = ledger.lots[k]!
    const ticks = random.int(1, reach[k]!.ticks)
    const fee = random.int(-50_000, 900_000)
    // Now and then exactly out, often against the position so that it stays within exact money.
    const size = random.unit() < 0.05 && before !== 0 ? Math.abs(before) : random.int(1, reach[k]!.lots)
    const signed = (random.unit() < 0.5 + (before > 0 ? -0.1 : 0.1) ? 1 : -1) * size
    const realised = book(ledger, k, signed, ticks, fee)
    const exact = plain.book(k, BigInt(signed), BigInt(ticks), BigInt(fee))
    const after = before + signed
    if (before * after < 0) crossings.zero++
    if (before !== 0 && after === 0) crossings.flat++
    if (realised !== Number(exact) || ledger.cash !== Number(plain.cash) || ledger.lots[k] !== Number(plain.lots[k])) {
      expect.fail(`seed ${seed}, fill ${n}: realised ${realised} and ${exact}, cash ${ledger.cash} and ${plain.cash}`)
    }
    if (ledger.cost[k] !== Number(plain.cost[k])) expect.fail(`seed ${seed}, fill ${n}: cost ${ledger.cost[k]} and ${plain.cost[k]}`)
    if (!balances(ledger, opening)) expect.fail(`seed ${seed}, fill ${n}: cash + Σ cost is not opening + Σ realised − Σ fees`)
  }
  expect(ledger.realised).toBe(Number(plain.realised))
  expect(ledger.fees).toBe(Number(plain.fees))
  expect(crossings.zero).toBeGreaterThan(FILLS / 100)
  expect(crossings.flat).toBeGreaterThan(FILLS / 100)
})

function book(ledger: Ledger, instrument: number, signed: number, ticks: number, fee: number): number {
  return ledger.book({ instrument, signed, ticks, fee, notional: ledger.notional(instrument, ticks, Math.abs(signed)) })
}

function balances(ledger: Ledger, opening: number): boolean {
  let cost = 0n
  for (const c of ledger.cost) cost += BigInt(c)
  return BigInt(ledger.cash) + cost === BigInt(opening) + BigInt(ledger.realised) - BigInt(ledger.fees)
}

describe('one fill', () => {
  const [share] = instruments as [Instrument]
  const booked = (...fills: [signed: number, ticks: number, fee: number][]): { ledger: Ledger; realised: number[] } => {
    const ledger = new Ledger([share], 1_000_000_000)
    return { ledger, realised: fills.map(([signed, ticks, fee]) => book(ledger, 0, signed, ticks, fee)) }
  }

  test('buying pays price and fee', () => {
    const { ledger } = booked([3, 10_000, 250_000])
    expect([ledger.cash, ledger.lots[0], ledger.cost[0], ledger.fees]).toEqual([699_750_000, 3, 300_000_000, 250_000])
  })

  test('selling short is paid and owes its proceeds', () => {
    const { ledger } = booked([-3, 10_000, 0])
    expect([ledger.cash, ledger.lots[0], ledger.cost[0]]).toEqual([1_300_000_000, -3, -300_000_000])
  })

  test('closing part realises its share of the cost; what is left keeps the rest', () => {
    const { ledger, realised } = booked([3, 10_000, 0], [-1, 10_100, 0])
    expect(realised).toEqual([0, 1_000_000])
    expect(ledger.cost[0]).toBe(200_000_000)
  })

  test('a fill through zero realises the old position and costs the new one', () => {
    const { ledger, realised } = booked([2, 10_000, 0], [-5, 9_900, 0])
    expect(realised[1]).toBe(-2_000_000)
    expect([ledger.lots[0], ledger.cost[0]]).toEqual([-3, -297_000_000])
  })

  test('an amount that can no longer be exact stops the run', () => {
    expect(() => booked([90_000_000, 9_007_199_254, 0])).toThrow(/9\.007e15/)
  })
})
