import { describe, expect, test } from 'vitest'
import { createInstrument, currencyOf } from '../model/instrument.ts'
import { Conversion, currenciesOf, type Rates } from './conversion.ts'
import { Ledger } from './ledger.ts'
import { Marks } from './marks.ts'

const pair = (base: string, quote: string): ReturnType<typeof createInstrument> =>
  createInstrument({ id: base + quote, baseCurrency: base, currency: quote, tick: 0.00001 })
const share = createInstrument({ id: 'SHARE', currency: 'EUR', tick: 0.01, lot: 1 })

/** What one unit of `code` is worth in dollars once every pair has the close that follows its name. */
function worth(code: string, pairs: readonly (readonly [base: string, quote: string, close: number])[], rates: Rates = {}): number {
  const instruments = pairs.map(([base, quote]) => pair(base, quote))
  const currencies = currenciesOf(currencyOf('USD'), [], [currencyOf(code)])
  const close = Float64Array.from(pairs, ([, , close]) => close)
  return new Conversion({ currencies, instruments, close, rates }).factor[1]!
}

describe('a rate comes', () => {
  test.each<[string, number, number]>([
    ['from the pair itself', worth('EUR', [['EUR', 'USD', 1.25]]), 1.25],
    ['from its inverse', worth('JPY', [['USD', 'JPY', 125]]), 0.008],
    ['over one more currency', worth('CHF', [['GBP', 'JPY', 2], ['EUR', 'CHF', 0.5], ['EUR', 'USD', 1.25]]), 2.5], // prettier-ignore
    ['from what the caller gave, before all', worth('EUR', [['EUR', 'USD', 1.25]], { EUR: 1.5 }), 1.5],
    ['over a pair into a currency with a given rate', worth('CHF', [['EUR', 'CHF', 0.5]], { EUR: 1.5 }), 3],
    ['in ledger units: a coin has 10^-8, a dollar 10^-6', worth('BTC', [['BTC', 'USD', 40_000]]), 400],
    ['only with a close: unknown is not 1', worth('EUR', [['EUR', 'USD', NaN]]), NaN],
    ['only with all closes of its way', worth('CHF', [['EUR', 'CHF', 0.5], ['EUR', 'USD', NaN]]), NaN], // prettier-ignore
  ])('%s', (_, rate, expected) => expect(rate).toBe(expected))
})

test('the account is worth its cash and positions of all currencies, at the rates of the last conversion', () => {
  const instruments = [pair('EUR', 'USD'), share]
  const ledger = new Ledger(instruments, 1_000_000_000)
  const marks = new Marks(instruments, ledger)
  expect(marks.mixed).toBe(true)
  expect(marks.equity()).toBe(1_000_000_000)
  ledger.book({ instrument: 1, signed: 2, ticks: 10_000, fee: 1_000_000, notional: ledger.notional(1, 10_000, 2) })
  marks.close[1] = 110
  expect(marks.equity()).toBe(NaN)
  marks.close[0] = 1.25
  marks.convert()
  expect([...ledger.cashOf]).toEqual([1_000_000_000, -201_000_000])
  expect(marks.equity()).toBe(1_000_000_000 + 1.25 * (220_000_000 - 201_000_000))
  expect(marks.grossWithout(0)).toBe(275_000_000)
  expect([marks.conversion.toAccount(3, 1), marks.conversion.toAccount(-2, 1), marks.conversion.between(5, 0, 1)]).toEqual([4, -3, 4])
})

test('in one currency nothing is converted', () => {
  const marks = new Marks([share], new Ledger([share], 5))
  expect([marks.mixed, marks.rateOf(0), marks.conversion.toAccount(7, 0)]).toEqual([false, 1, 7])
})

test.each<[string, () => unknown, string]>([
  ['a currency that nothing connects', () => worth('EUR', [['GBP', 'USD', 1]]), 'expected a way to convert EUR into USD, there is none'],
  ['a rate of 0', () => worth('EUR', [], { EUR: 0 }), 'expected a rate above 0 for EUR, was 0'],
  [
    "a rate of the account's own currency",
    () => worth('EUR', [], { EUR: 1, USD: 2 }),
    "expected no rate for USD, the account's own currency, was 2",
  ],
  ['a rate that is NaN', () => worth('EUR', [], { EUR: NaN }), 'expected a rate above 0 for EUR, was NaN'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(expect.objectContaining({ code: 'E_CONFIG', message }))
})
