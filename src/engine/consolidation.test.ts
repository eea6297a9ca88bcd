import { describe, expect, test } from 'vitest'
import { allocateBars } from '../model/bars.ts'
import { createInstrument } from '../model/instrument.ts'
import type { BarRule } from '../strategy/bar-rule.ts'
import { consolidationOf, labelOf } from './consolidation.ts'

const instrument = createInstrument({ id: 'A', tick: 0.1, lot: 1 })

type Row = readonly [open: number, high: number, low: number, close: number, volume: number]

/** Bars as `base bar: open high low close ×volume`, base bars of one second, one unit of volume each unless given. */
function barsOf(rule: BarRule, rows: readonly (number | Row)[]): string[] {
  const rules = consolidationOf(rule, instrument)
  const bars = allocateBars(rows.length)
  const seen: string[] = []
  rows.forEach((row, at) => {
    const [open, high, low, close, volume] = typeof row === 'number' ? [row, row, row, row, 1] : row
    Object.entries({ time: at * 1000, open, high, low, close, volume }).forEach(([name, value]) => {
      bars[name as 'time'][at] = value
    })
    rules.take(bars, at, (at + 1) * 1000)
    while (rules.next()) {
      const b = rules.done
      seen.push(`${at} from ${b.time / 1000}: ${b.open} ${b.high} ${b.low} ${b.close} ×${b.volume}`)
    }
  })
  return seen
}

test('a bar by count is so many base bars, the last of which makes it known', () => {
  const rows: Row[] = [
    [10, 12, 9, 11, 5],
    [11, 11, 8, 10, 6],
    [10, 13, 10, 13, 7],
    [13, 14, 12, 12, 8],
    [12, 12, 11, 11, 9],
  ]
  expect(barsOf({ count: 2 }, rows)).toEqual(['1 from 0: 10 12 8 10 ×11', '3 from 2: 10 14 10 12 ×15'])
  expect(barsOf({ count: 1 }, rows.slice(0, 1))).toEqual(['0 from 0: 10 12 9 11 ×5'])
})

describe('bars by volume', () => {
  test('what is traded beyond opens the next one at the close, even several', () => {
    const rows: Row[] = [
      [10, 12, 9, 11, 6],
      [11, 15, 11, 14, 19],
      [14, 14, 13, 13, 4],
      [13, 16, 13, 15, 1],
    ]
    expect(barsOf({ volume: 10 }, rows)).toEqual(['1 from 0: 10 15 9 14 ×10', '1 from 2: 14 14 14 14 ×10', '3 from 2: 14 16 13 15 ×10'])
  })

  test('a bar that comes out even leaves nothing for the next, which opens with the next base bar', () => {
    const rows: Row[] = [
      [10, 12, 9, 11, 5],
      [20, 21, 19, 20, 5],
    ]
    expect(barsOf({ volume: 5 }, rows)).toEqual(['0 from 0: 10 12 9 11 ×5', '1 from 1: 20 21 19 20 ×5'])
  })

  test('decimal volumes add up', () => {
    const tenths = Array.from({ length: 30 }, (): Row => [1, 1, 1, 1, 0.1])
    expect(barsOf({ volume: 1 }, tenths).map((line) => line.split(' ')[0])).toEqual(['9', '19', '29'])
  })
})

describe('bars by turnover', () => {
  test('a base bar turns over its volume at its close, and what is beyond opens the next one there, even several', () => {
    const rows: Row[] = [
      [10, 12, 9, 10, 6],
      [11, 15, 11, 14, 20],
      [14, 14, 13, 13, 0],
      [13, 16, 13, 16, 5],
    ]
    // Of 60 + 280 = 340, 40 are left: 40 / 14 units at 14; then 80 more at 16, of which 20 are left.
    expect(barsOf({ turnover: 100 }, rows)).toEqual([
      `1 from 0: 10 15 9 14 ×${26 - 240 / 14}`,
      `1 from 2: 14 14 14 14 ×${240 / 14 - 140 / 14}`,
      `1 from 2: 14 14 14 14 ×${140 / 14 - 40 / 14}`,
      `3 from 2: 14 16 13 16 ×${40 / 14 + 5 - 20 / 16}`,
    ])
  })

  test('a bar that comes out even leaves nothing for the next, decimals or not', () => {
    const tenths = Array.from({ length: 30 }, (): Row => [1, 1, 1, 1, 0.1])
    expect(barsOf({ turnover: 1 }, tenths).map((line) => line.split(':')[0])).toEqual(['9 from 0', '19 from 10', '29 from 20'])
  })
})

describe('bricks', () => {
  test('the first opens at the multiple at or above the first close, then one comes for each height away', () => {
    expect(barsOf({ renko: 1 }, [10.2, 10.8, 12, 14.5, 13.6, 12.9])).toEqual([
      '2 from 0: 11 12 10.8 12 ×3',
      '3 from 3: 12 13 12 13 ×1',
      '3 from 4: 13 14 13 14 ×0',
      '5 from 4: 14 14 13 13 ×2',
    ])
  })

  test('single bricks come one for each base bar and catch up', () => {
    expect(barsOf({ renko: 1, kind: 'single' }, [10, 13, 13, 12.9, 12.9])).toEqual(['1 from 0: 10 11 10 11 ×2', '2 from 2: 11 12 11 12 ×1'])
  })

  test('heights in decimals are met exactly', () => {
    expect(barsOf({ renko: 0.3 }, [0.3, 0.6, 0.9, 1.2])).toEqual([
      '1 from 0: 0.3 0.6 0.3 0.6 ×2',
      '2 from 2: 0.6 0.9 0.6 0.9 ×1',
      '3 from 3: 0.9 1.2 0.9 1.2 ×1',
    ])
  })

  test('wicked ones begin at the nearest multiple, need a price beyond the level, and two heights to turn', () => {
    expect(barsOf({ renko: 1, kind: 'wicked' }, [10.4, 11, 11.1, 10.3, 12.1, 11.2, 10.4, 9.9, 8.9])).toEqual([
      '2 from 0: 10 11 10 11 ×3',
      '4 from 3: 11 12 10.3 12 ×2',
      '7 from 5: 11 12.1 10 10 ×3',
      '8 from 8: 10 10 9 9 ×1',
    ])
  })
})

test('a bar by range is as high as its range, and the next opens a tick beyond', () => {
  expect(barsOf({ range: 1 }, [10.2, 10.5, 11.6, 12.9])).toEqual(['2 from 0: 11 11.5 10.5 11.5 ×3', '3 from 3: 11.6 12.6 11.6 12.6 ×1'])
})

test('bars are called by what they are', () => {
  const rules: BarRule[] = [{ count: 5 }, { renko: 1.5 }, { renko: 1.5, kind: 'classic' }, { renko: 1.5, kind: 'wicked' }]
  expect(rules.map(labelOf)).toEqual(['count 5', 'renko 1.5', 'renko 1.5', 'renko 1.5 wicked'])
})

test.each([
  [{ count: 1.5 }, 'expected bars of a whole count of at least 1, was 1.5'],
  [{ volume: NaN }, 'expected bars of a volume above 0, was NaN'],
  [{ turnover: 0 }, 'expected bars of a turnover above 0, was 0'],
  [{ renko: 0.25 }, 'expected bars of a renko of whole ticks of 0.1, was 0.25'],
  [{ renko: -1 }, 'expected bars of a renko of whole ticks of 0.1, was -1'],
  [{ range: 0 }, 'expected bars of a range of whole ticks of 0.1, was 0'],
  [{ renko: 1, kind: 'round' }, 'expected bars of a kind of classic, single or wicked, was round'],
  [{}, 'expected bars of one of count, volume, turnover, renko and range, was none'],
  [{ count: 1, range: 1 }, 'expected bars of one of count, volume, turnover, renko and range, was count and range'],
])('%j cannot be', (rule, message) => {
  // What comes past the types is told as well.
  expect(() => consolidationOf(rule as BarRule, instrument)).toThrow(expect.objectContaining({ code: 'E_STRATEGY_SETUP', message }))
})
