import { expect, test } from 'vitest'
import { profit, signOf, statisticCell, textOf } from './cell.ts'
import { percent } from './format.ts'
import { ansiPaint, noPaint } from './paint.ts'
import { painted, textTable, wrap } from './text-table.ts'

test('profits show their sign and are coloured by it; other figures are not, whatever their sign', () => {
  expect([profit(1), profit(-1), profit(0.001), profit(0.5, percent)].map((cell) => [textOf(cell), signOf(cell)])).toEqual([
    ['+1.00', 'gain'],
    ['-1.00', 'loss'],
    ['0.00', ''],
    ['+50.00 %', 'gain'],
  ])
  const shortfall = statisticCell({ id: 'shortfall', label: '', unit: 'money', value: -5 })
  expect([textOf(shortfall), signOf(shortfall)]).toEqual(['-5.00', ''])
  expect(signOf(statisticCell({ id: 'netProfit', label: '', unit: 'money', value: -5 }))).toBe('loss')
  expect(painted(profit(-1), ' -1.00', ansiPaint)).toBe('\u001b[31m -1.00\u001b[39m')
})

test('text tables pad before they paint, texts to the left and figures to the right', () => {
  const rows = [
    ['a', 'long', profit(5)],
    ['bcd', 'short', '12 345.00'],
  ]
  expect(textTable({ head: ['', 'Side', 'Net'], rows, left: [1], widths: [5] }, noPaint)).toEqual([
    '       Side         Net',
    'a      long       +5.00',
    'bcd    short  12 345.00',
  ])
})

test('sentences wrap between words, and a word longer than the line stands alone', () => {
  expect(wrap('one two three', 8, '  ')).toEqual(['one two', '  three'])
  expect(wrap('incomprehensible', 5)).toEqual(['incomprehensible'])
  expect(wrap('', 5)).toEqual([])
})
