import { expect, test } from 'vitest'
import { fastPathNames, plainOf } from './fast-paths.ts'

test('everything, nothing, or what is named is left out', () => {
  for (const all of [true, '1', 'all']) expect([...plainOf(all)]).toEqual(fastPathNames)
  for (const none of [undefined, false, '0', '', []]) expect([...plainOf(none)]).toEqual([])
  expect([...plainOf(['own-loop'])]).toEqual(['own-loop'])
  expect([...plainOf('own-loop, far-orders')]).toEqual(['own-loop', 'far-orders'])
})

test('an unknown name is told with the nearest', () => {
  expect(() => plainOf('quiet-stretches')).toThrow('expected a fast path to leave out, was "quiet-stretches"; did you mean quiet-stretch?')
})
