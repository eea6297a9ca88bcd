import { expect, test } from 'vitest'
import { createLimits, defaultLimits } from './limits.ts'

test('what is not given keeps its default', () => {
  expect(createLimits()).toEqual(defaultLimits)
  expect(createLimits({ leverageMax: 2 })).toEqual({ ...defaultLimits, leverageMax: 2 })
})

test('no limit is none after it was JSON', () => {
  const none = { leverageMax: Infinity, positionQtyMax: Infinity }
  expect(createLimits(JSON.parse(JSON.stringify(none)) as typeof none)).toEqual({ ...defaultLimits, ...none })
})

test.each([
  [{ leverageMax: 0 }, 'expected leverageMax above 0, was 0'],
  [{ leverageMax: NaN }, 'expected leverageMax above 0, was NaN'],
  [{ positionQtyMax: -1 }, 'expected positionQtyMax above 0, was -1'],
  [{ openOrdersMax: 0 }, 'expected openOrdersMax above 0, was 0'],
  [{ openOrdersMax: 2.5 }, 'expected openOrdersMax as a whole number up to 1,000,000, was 2.5'],
  [{ openOrdersMax: 1e7 }, 'expected openOrdersMax as a whole number up to 1,000,000, was 10000000'],
])('%j is refused: %s', (given, message) => {
  expect(() => createLimits(given)).toThrow(expect.objectContaining({ code: 'E_CONFIG', message }))
})

test('an unknown limit is named with the nearest', () => {
  expect(() => createLimits({ leverage: 2 } as never)).toThrow(expect.objectContaining({ code: 'E_CONFIG' }))
  expect(() => createLimits({ allowShorts: false } as never)).toThrow('expected a limit, was "allowShorts"; did you mean allowShort?')
})
