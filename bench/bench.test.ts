/** What the benchmark rests on: the generated market, its file, and what the command line takes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBarFile } from 'lockstep'
import { indicatorList } from 'lockstep/indicators'
import { afterAll, expect, test } from 'vitest'
import { generateBars } from './bars.ts'
import { budgets, type Budget } from './budgets.ts'
import { writeCsv } from './csv-file.ts'
import { resultOf } from './document.ts'
import { assertSameBars, assertSameOutcome } from './equal.ts'
import { withFigures } from './figures.ts'
import { median } from './measure.ts'
import { readOptions } from './options.ts'
import { talibLoops, talibOptions } from './talib.ts'
import type { LoopColumns } from './talib-loops.ts'

const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the generated bars are bars: consistent, in quarters, increasing in time, some minutes missing', () => {
  const { time, open, high, low, close, volume, length } = generateBars({ length: 50_000, seed: 1 })
  const rows = Array.from({ length }, (_, i) => i)
  const isBar = (i: number): boolean => {
    const prices = [open[i]!, high[i]!, low[i]!, close[i]!]
    const inOrder = Math.max(...prices) === high[i] && Math.min(...prices) === low[i]
    return inOrder && volume[i]! > 0 && prices.every((p) => p > 0 && Number.isInteger(p * 4))
  }
  const steps = rows.slice(1).map((i) => (time[i]! - time[i - 1]!) / 60_000)
  expect(rows.filter((i) => !isBar(i))).toEqual([])
  expect(steps.filter((minutes) => !(Number.isInteger(minutes) && minutes >= 1))).toEqual([])
  expect(steps.filter((minutes) => minutes > 1).length).toBeGreaterThan(5)
})

test('the same seed gives the same bars, another seed others', () => {
  const [a, b, c] = [7, 7, 8].map((seed) => generateBars({ length: 1000, seed }))
  assertSameBars('the second', b!, a!)
  expect(() => assertSameBars('the third', c!, a!)).toThrow('expected the third to hold the same column')
})

test('the file reads back as the bars it was written from', async () => {
  const bars = generateBars({ length: 3000, seed: 2 })
  const path = join(folder, 'bars.csv')
  const bytes = writeCsv(path, bars)
  expect(readFileSync(path).length).toBe(bytes)
  assertSameBars('the file', (await readBarFile(path)).bars, bars)
})

test('outcomes that differ are not compared', () => {
  const report = {
    fills: { count: 3 },
    statistics: {
      all: [
        { id: 'finalEquity', value: 10 },
        { id: 'maxDrawdown', value: 0.5 },
      ],
    },
  }
  const same = { fills: 3, equity: 10, drawdown: 0.5 }
  const given = report as unknown as Parameters<typeof assertSameOutcome>[0]
  expect(() => assertSameOutcome(given, same)).not.toThrow()
  expect(() => assertSameOutcome(given, { ...same, fills: 4 })).toThrow('expected equal fills, the engine has 3 and the loop 4')
  expect(() => assertSameOutcome(given, { ...same, equity: 10.000001 })).toThrow('expected equal equity')
})

test('a ratio at its budget passes, one above fails, and so does one that is not sound', () => {
  const budget: Budget = { ...budgets[0]!, ratioMax: 4 }
  const measured = { id: budget.id, value: 4, against: 1, ratio: 4, gc: { minor: 0, major: 0 }, noise: 0 }
  expect(resultOf(budget, measured, 7).pass).toBe(true)
  expect(resultOf(budget, { ...measured, ratio: 4.01 }, 7).pass).toBe(false)
  expect(resultOf(budget, { ...measured, sound: false }, 7).pass).toBe(false)
})

test('figures are printed with the decimals they had, and what was not measured stays', () => {
  const measured = { id: 'a', value: 12345.678, against: 1, ratio: 2.345, gc: { minor: 0, major: 0 }, noise: 0 }
  const page =
    '<!-- figure: a -->1<!-- /figure -->, <!-- figure: a ratio -->9.99<!-- /figure -->, <!-- figure: a value 1e3 -->1.0<!-- /figure -->, <!-- figure: b -->7<!-- /figure -->'
  expect(withFigures(page, [resultOf(budgets[0]!, measured, 7)]).replaceAll(/<[^>]*>/g, '')).toBe('12,346, 2.35, 12.3, 7')
})

test('the loops that stand in for TA-Lib come to what the indicators come to', () => {
  const { high, low, close } = generateBars({ length: 5000, seed: 3 })
  const columns = { high, low, close, targets: [0, 1, 2].map(() => new Float64Array(5000)) } as unknown as LoopColumns
  for (const [name, loop] of Object.entries(talibLoops(columns))) {
    const indicator = indicatorList.find((entry) => entry.name === name)!.make(talibOptions[name as keyof typeof talibOptions])
    const sources = indicator.inputs.map((input) => (input === 'value' ? close : { high, low, close }[input]!))
    const targets = indicator.outputs.map(() => new Float64Array(5000))
    indicator.fill(sources, 0, targets, 0, 5000)
    expect(loop() / targets[0]![4999]!, name).toBeCloseTo(1, 6)
  }
})

test('a median of an even count lies between the middle two', () => {
  expect(median([5, 1, 9])).toBe(5)
  expect(median([4, 1, 2, 9])).toBe(3)
})

test.each([
  [['--rounds', '6'], 'expected --rounds of at least 7, was 6'],
  [['--only', 'engine.sma'], 'expected --only with ids among engine.sma-cross.10m'],
  [['--suite', 'all'], 'expected --suite to be one of budgets, alternatives, indicators, was all'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused', (args, words) => {
  expect(() => readOptions(args)).toThrow(words)
})
