import { expect, test } from 'vitest'
import type { SweepManifest } from './sweep-document.ts'
import { unrankedText } from './unranked.ts'

const sweep: SweepManifest = {
  engineVersion: '0.1.0',
  strategy: 'cross',
  params: {},
  space: {},
  method: 'grid',
  trialsMax: 10,
  seed: 0,
  objective: { name: 'sharpe', direction: 'max' },
  conditions: [],
  series: [],
  from: 0,
  to: 1,
  bars: 1,
}

test('trials that are done and not ranked are told with what may be the reason', () => {
  const counts = { asked: 10, done: 9, failed: 1, ranked: 9 }
  expect(unrankedText({ sweep, counts })).toBe('')
  expect(unrankedText({ sweep, counts: { ...counts, ranked: 8 } })).toBe('1 not ranked: without a position or the objective')
  const strict = { ...sweep, method: 'halving', conditions: ['maxDrawdown < 25%'] }
  expect(unrankedText({ sweep: strict, counts: { ...counts, ranked: 2 } })).toBe(
    '7 not ranked: on a share of the data, or without a position or the objective, or not meeting the conditions',
  )
})
