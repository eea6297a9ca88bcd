import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Timestamp } from '../model/time.ts'
import { textOf } from './cell.ts'
import { comparison, renderComparison } from './comparison.ts'
import type { ReportDocument } from './document.ts'
import { exampleInfo, richRun, tapOf } from '../../test/report/example-run.ts'
import { statistic } from './format.ts'
import { renderTerminal } from './terminal.ts'

const since = Date.UTC(2022, 0, 1) as Timestamp
const open = [{ instrument: 0, lots: 250, entryTicks: 10_234, mark: 108.2, unrealised: 14_650_000, fees: 250_000, since }]
const rich = richRun(5, 1000, { end: { open } }).document({ timing: { loadMs: 12, runMs: 340, barsPerSecond: 29_411_764.7 } })

describe('terminal text', () => {
  const text = renderTerminal(rich, { color: false })

  test('says what ran, what to beware of and what came out', () => {
    const order = [
      'sma-cross',
      'fast=10 slow=30',
      'BTCUSD.TEST 1d, 1 000 bars',
      'fill: pessimistic',
      '365 days',
      '29 411 765 bars/s',
      '! In 3 bars',
    ]
    let at = -1
    for (const part of [...order, 'Total return', 'Growth', 'Round trips', 'Costs', 'Exit', 'TOTAL', 'Tag', 'Open position']) {
      expect(text.indexOf(part, at), part).toBeGreaterThan(at)
      at = text.indexOf(part, at)
    }
    expect(text).toContain('+14.65  0.25  2022-01-01')
  })

  test('can be pasted anywhere: ASCII but for a few signs, no escape codes, no trailing blanks', () => {
    expect(text).toMatch(/^[\n -~–²×]*\n$/)
    expect(text).not.toMatch(/ \n/)
  })

  test('in colour is the same text', () => {
    const colored = renderTerminal(rich, { color: true })
    expect(colored).toContain('\u001b[')
    expect(stripVTControlCharacters(colored).replaceAll(/ +\n/g, '\n')).toBe(text)
  })

  test('wraps warnings at the width of the terminal', () => {
    const lines = renderTerminal(rich, { color: false, width: 40 }).split('\n')
    const first = lines.findIndex((line) => line.startsWith('! In 3 bars'))
    expect(lines[first]?.length).toBeLessThanOrEqual(40)
    expect(lines[first + 1]).toMatch(/^ {2}\S/)
  })

  test('of an empty run has dashes and no empty tables', () => {
    const empty = renderTerminal(tapOf([], [], { end: { status: 'aborted' } }).document(), { color: false })
    expect(empty).toContain('sma-cross  ABORTED')
    expect(empty).toMatch(/Sharpe ratio +–/)
    expect(empty).not.toContain('W-D-L')
    expect(empty).not.toContain('Buy and hold')
  })
})

describe('a comparison', () => {
  const others = [
    richRun(9, 500).document(),
    richRun(10, 500, { info: { strategy: { ...exampleInfo().strategy, name: 'rsi' } } }).document(),
  ]

  test('has a column for each run and numbers runs of one name', () => {
    const { head, rows } = comparison([rich, ...others])
    expect(head).toEqual(['', 'sma-cross #1', 'sma-cross #2', 'rsi'])
    const sharpe = rows.find(([label = '']) => textOf(label) === 'Sharpe ratio')
    expect(sharpe?.slice(1)).toEqual([rich, ...others].map((d) => shownOf(d, 'sharpe')))
  })

  test('tells how far each run is from the first, with its sign', () => {
    const { head, rows } = comparison([rich, ...others.slice(1)], { differences: true })
    expect(head).toEqual(['', 'sma-cross', 'rsi', 'against sma-cross'])
    const [, first, second, beside] = rows.find(([label = '']) => textOf(label) === 'Round trips') ?? []
    expect(textOf(beside ?? '')).toBe(String(Number(second) - Number(first)))
    expect(Number(second)).toBeLessThan(Number(first))
  })

  test('is a table of equal lines', () => {
    const lines = renderComparison([rich, ...others])
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(15)
    expect(new Set(lines.map((line) => line.length)).size).toBe(1)
    expect(renderComparison([])).toBe('')
  })
})

function shownOf(d: ReportDocument, id: string): string {
  const s = d.statistics.all.find((one) => one.id === id)
  return s === undefined ? '' : statistic(s)
}
