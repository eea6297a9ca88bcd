import { expect, test } from 'vitest'
import { DAY_MS } from '../model/time.ts'
import { exampleSeries, richRun, tapOf, walk } from '../../test/report/example-run.ts'
import type { ReportDocument } from './document.ts'
import { sharpe, volatility } from './statistics/returns.ts'

const held = { label: 'held', ...exampleSeries(900), entryCost: (): number => 0 }

function windowOf(d: ReportDocument, days: number): ReportDocument['rolling'][number] {
  return d.rolling.find((w) => w.days === days)!
}

test('a rolling figure is that of the returns up to its day and of none after it', () => {
  const marks = walk(3, 400, 1)
  const whole = windowOf(tapOf(marks).document(), 126)
  const [time = 0, ratio, , spread] = whole.points[40] ?? []
  const day = time! / DAY_MS - marks[0]![0]! / DAY_MS
  const equity = marks.map(([, e]) => e!)
  const returns = Float64Array.from({ length: 126 }, (_, k) => equity[day - 125 + k]! / (equity[day - 126 + k] ?? 10_000) - 1)
  expect(ratio).toBeCloseTo(Number(sharpe(returns, 365)), 9)
  expect(spread).toBeCloseTo(Number(volatility(returns, 365)), 9)
  // Days that come later change nothing.
  const shorter = windowOf(tapOf(marks.slice(0, day + 1)).document(), 126)
  expect(shorter.points.at(-1)).toEqual(whole.points[40])
})

test('there is no figure before a window is full', () => {
  expect(windowOf(tapOf(walk(3, 125, 1)).document(), 126)).toEqual({
    days: 126,
    columns: ['time', 'sharpe', 'sortino', 'volatility', 'beta'],
    points: [],
    reason: 'the window needs 126 daily returns, there are 125',
  })
  expect(windowOf(tapOf(walk(3, 126, 1)).document(), 126).points).toHaveLength(1)
  const ruined = [1, 2, 3].map((n) => [n * DAY_MS, 10_000 - n * 5000])
  expect(windowOf(tapOf(ruined).document(), 252).reason).toBe('equity fell to zero or below')
})

test('a figure that is undefined is null, and beta is without a benchmark', () => {
  const still = tapOf(Array.from({ length: 200 }, (_, i) => [i * DAY_MS, 10_000])).document()
  expect(windowOf(still, 126).points[0]?.slice(1)).toEqual([null, null, 0, null])
  const beta = windowOf(richRun(5, 900).document({ benchmark: held }), 252).points.map((p) => p[4])
  expect(beta.at(-1)).toEqual(expect.any(Number))
})

test('a long run has at most 500 points, the last day among them', () => {
  const marks = walk(4, 5000, 1)
  for (const { points } of tapOf(marks).document().rolling) {
    expect(points.length).toBeLessThanOrEqual(500)
    expect(points.length).toBeGreaterThan(400)
    expect(points.at(-1)?.[0]).toBe(marks.at(-1)?.[0])
  }
})
