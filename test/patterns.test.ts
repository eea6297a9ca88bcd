/** Candle patterns as a strategy reads them. */
import { pattern, type Line } from 'lockstep'
import { expect, test } from 'vitest'
import { CandlePattern } from '../src/indicators/candles/candle-pattern.ts'
import type { PatternName } from '../src/indicators/candles/patterns.ts'
import { play, type Row } from './play-bars.ts'

const rows: readonly Row[] = Array.from({ length: 200 }, (_, k) => {
  const [open, close] = [100 + ((k * 7) % 11), 100 + ((k * 5) % 13)]
  return [open, Math.max(open, close) + (k % 3), Math.min(open, close) - (k % 2), close]
})

test('a pattern is a line of its signals, known at the close of its last bar', () => {
  const seen: number[] = []
  let line: Line
  play({
    rows,
    setUp: (_, market) => (line = pattern(market.bars(), 'engulfing', { touching: 'weak' })),
    decide: () => seen.push(line()),
  })
  const indicator = new CandlePattern('engulfing', { touching: 'weak' })
  const signals = rows.map(([open, high, low, close]) => indicator.update({ open, high, low, close }))
  expect(seen).toEqual(signals.slice(-seen.length))
  expect(new Set(seen)).toContain(100)
  expect(seen).toHaveLength(rows.length - indicator.warmup)
})

test('a misspelt pattern stops the run', () => {
  const misspelt = (): string[] =>
    play({ rows, setUp: (_, market) => pattern(market.bars(), 'hamer' as PatternName), decide: () => undefined })
  expect(misspelt).toThrow('expected the name of a candle pattern, was hamer; did you mean hammer?')
})
