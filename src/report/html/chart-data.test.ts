import { expect, test } from 'vitest'
import { tapOf, walk } from '../../../test/report/example-run.ts'
import { equityChart, overlayChart } from './chart-data.ts'

const long = tapOf(walk(3, 5000, 1)).document()

test('an overlay is the growth of 100, with fewer points and all of the extremes', () => {
  const [run] = overlayChart([long], ['a']).runs
  const [whole] = equityChart(long).runs
  expect(whole?.time).toHaveLength(5000)
  expect(run?.time.length).toBeLessThanOrEqual(2000)
  expect(run?.time.at(-1)).toBe(whole?.time.at(-1))
  expect(run?.equity.at(-1)).toBeCloseTo((whole?.equity.at(-1) ?? 0) / 100, 4)
  expect(Math.max(...(run?.high ?? []))).toBeCloseTo(Math.max(...(whole?.high ?? [])) / 100, 4)
  expect(Math.min(...(run?.low ?? []))).toBeCloseTo(Math.min(...(whole?.low ?? [])) / 100, 4)
  expect(Math.min(...(run?.fall ?? []))).toBe(Math.min(...(whole?.fall ?? [])))
})

test('runs without marks or without cash are not drawn over others', () => {
  const empty = tapOf([]).document()
  const poor = tapOf(walk(3, 50, 1), [], { info: { cash: 0 } }).document()
  expect(overlayChart([empty, long, poor], ['a', 'b', 'c']).runs.map((r) => r.name)).toEqual(['b'])
})
