import { expect, test } from 'vitest'
import { int } from './params.ts'
import { strategy } from './strategy.ts'

const crossing = strategy({
  name: 'crossing',
  params: { fast: int(10), slow: int(30) },
  check: ({ fast, slow }) => fast < slow || 'fast must be shorter than slow',
  setup() {},
})

test('parameters are read, then checked together', () => {
  expect(crossing.read({ fast: 20 })).toEqual({ fast: 20, slow: 30 })
  expect(() => crossing.read({ fast: 40 })).toThrow(
    expect.objectContaining({ code: 'E_PARAM_VALUE', message: 'crossing: fast must be shorter than slow' }),
  )
})

test('a strategy without parameters takes none', () => {
  const plain = strategy({ name: 'plain', setup() {} })
  expect(plain.read({})).toEqual({})
  expect(() => plain.read({ fast: 1 })).toThrow(expect.objectContaining({ code: 'E_PARAM_UNKNOWN', hint: 'There are none.' }))
})

test.each(['', ' ', 'has space', '-dash', 'slash/name', 'x'.repeat(65)])('"%s" is no name', (name) => {
  expect(() => strategy({ name, setup() {} })).toThrow(expect.objectContaining({ code: 'E_STRATEGY_SETUP' }))
})
