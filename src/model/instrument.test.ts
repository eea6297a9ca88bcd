import { describe, expect, test } from 'vitest'
import { createInstrument, type InstrumentSpec } from './instrument.ts'

describe('terms that only some instruments have', () => {
  test('are kept as given, and absent where they were not', () => {
    const terms = {
      baseCurrency: 'EUR',
      minNotional: 10,
      minQty: 0.5,
      priceBand: 0.1,
      leverage: 50,
      marginInitial: 5000,
      marginMaintenance: 4500,
      listedFrom: 0,
      listedTo: 1,
    }
    expect(createInstrument({ id: 'EURUSD', ...terms })).toMatchObject(terms)
    expect(Object.keys(createInstrument({ id: 'A' })).filter((name) => name in terms)).toEqual([])
  })

  test.each<[Partial<InstrumentSpec>, string]>([
    [{ baseCurrency: 'USD' }, 'expected a baseCurrency other than its currency for A, was "USD"'],
    [{ baseCurrency: '' }, 'expected a baseCurrency other than its currency for A, was ""'],
    [{ minNotional: 0 }, 'expected minNotional above 0 for A, was 0'],
    [{ minQty: NaN }, 'expected minQty above 0 for A, was NaN'],
    [{ priceBand: Infinity }, 'expected priceBand above 0 for A, was Infinity'],
    [{ leverage: -1 }, 'expected leverage above 0 for A, was -1'],
    [{ marginMaintenance: 2 }, 'expected marginMaintenance at most marginInitial for A, was 2 of undefined'],
    [{ marginInitial: 1, marginMaintenance: 2 }, 'expected marginMaintenance at most marginInitial for A, was 2 of 1'],
    [{ listedFrom: 0.5 }, 'expected listedFrom in whole milliseconds since 1970 for A, was 0.5'],
    [{ listedFrom: 5, listedTo: 5 }, 'expected listedFrom before listedTo for A, was 5 and 5'],
  ])('%j is refused: %s', (spec, message) => {
    expect(() => createInstrument({ id: 'A', ...spec })).toThrow(expect.objectContaining({ code: 'E_CONFIG', message }))
  })
})
