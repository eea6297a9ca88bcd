import { expect, test } from 'vitest'
import type { CpuProfile } from './cpu-profile.ts'
import { hotSpots, type Owner } from './hot-spots.ts'

const frame = (functionName: string, url: string, lineNumber: number): CpuProfile['nodes'][number]['callFrame'] => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 0,
  scriptId: '1',
})

/** main calls decide, which calls itself; samples are a millisecond apart, and the last one lasts for nothing. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)', '', -1), children: [2, 6, 7, 8] },
    { id: 2, callFrame: frame('main', 'file:///engine.ts', 9), children: [3, 5] },
    { id: 3, callFrame: frame('decide', 'file:///mine.ts', 41), children: [4] },
    { id: 4, callFrame: frame('decide', 'file:///mine.ts', 41) },
    { id: 5, callFrame: frame('', 'node:fs', 0) },
    { id: 6, callFrame: frame('(garbage collector)', '', -1) },
    { id: 7, callFrame: frame('(idle)', '', -1) },
    { id: 8, callFrame: frame('post', 'node:inspector', 114) },
  ],
  startTime: 0,
  endTime: 9000,
  samples: [2, 3, 4, 4, 5, 6, 7, 8, 2],
  timeDeltas: [500, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
}
const owners: Readonly<Record<string, Owner>> = { 'file:///engine.ts': 'lockstep', 'file:///mine.ts': 'strategy' }

test('time is told by function, once where it calls itself, and by whose it is', () => {
  const { spots, owners: shares, busyMs, samples } = hotSpots(profile, (url) => owners[url] ?? 'node')
  expect(spots.map(({ name, owner, line, selfMs, totalMs }) => [name, owner, line, selfMs, totalMs])).toEqual([
    ['decide', 'strategy', 42, 3, 3],
    ['(anonymous)', 'node', 1, 1, 1],
    ['(garbage collector)', 'v8', 0, 1, 1],
    ['main', 'lockstep', 10, 1, 5],
  ])
  expect(shares).toEqual({ lockstep: 1, strategy: 3, package: 0, node: 1, v8: 1 })
  expect([busyMs, samples]).toEqual([6, 9])
})
