import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contests } from './contests.ts'
import { tablesOf, withTables } from './page.ts'
import { differenceOf, type ContestResult } from './play.ts'
import { missedTargets } from './verdict.ts'

const page = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')

function resultOf(ratio: number, ratioCpu = ratio): ContestResult {
  const contest = contests[1]!
  const pair = { ...contest.pairs[0]!, seconds: { theirs: ratio, ours: 1, oursCold: 2 }, ratio, ratioCpu }
  const both = { theirs: 2e6, ours: 1e6 }
  return { contest, version: '1.2.3', trips: 7, equity: 1_000_000, difference: 0, pairs: [pair], peaks: both, collections: both }
}

describe('a contest is won only by who trades alike', () => {
  const theirs = [{ trips: 3, equity: 1_000_000 }]

  test('equities that differ by roundings are equal, and the difference is told', () => {
    expect(differenceOf('peer', theirs, [{ trips: 3, equity: 1_000_000.005 }])).toBeCloseTo(0.005, 9)
  })

  test('another number of round trips stops it', () => {
    expect(() => differenceOf('peer', theirs, [{ trips: 4, equity: 1_000_000 }])).toThrow(
      'expected as many round trips as peer has, 3, were 4',
    )
  })

  test('no round trips stop it', () => {
    expect(() => differenceOf('peer', [{ trips: 0, equity: 1 }], [{ trips: 0, equity: 1 }])).toThrow('at least one')
  })

  test('another equity stops it, and so does none', () => {
    expect(() => differenceOf('peer', theirs, [{ trips: 3, equity: 1_000_000.5 }])).toThrow('expected the equity that peer ends with')
    expect(() => differenceOf('peer', theirs, [{ trips: 3, equity: NaN }])).toThrow('expected the equity that peer ends with')
  })
})

describe('a target that was reached must stay so', () => {
  const { target } = contests[1]!.pairs[0]!

  test('missed by a little is noise', () => {
    expect(missedTargets([resultOf(0.9 * target)])).toEqual([])
  })

  test('missed by one clock alone is a busy machine', () => {
    expect(missedTargets([resultOf(0.5 * target, target)])).toEqual([])
  })

  test('missed by both is told', () => {
    expect(missedTargets([resultOf(0.5 * target)])).toEqual([`${contests[1]!.peer} whole: engine is 25.0 times as fast, was over 50`])
  })
})

describe('the page', () => {
  test('tables take the place of those before, and the rest stays', () => {
    const once = withTables(page, 'these tables')
    expect(withTables(once, 'those $1')).toBe(once.replace('these tables', () => 'those $1'))
  })

  test('a peer that could not be measured has a line that says why', () => {
    const skipped = [{ peer: 'vectorbt', why: 'python3: not found' }]
    expect(tablesOf({ results: [], skipped, isBusy: false })).toContain('vectorbt was not measured: python3: not found')
  })

  test('a busy machine is told', () => {
    expect(tablesOf({ results: [resultOf(60)], skipped: [], isBusy: true })).toContain('did other work as well')
    expect(tablesOf({ results: [resultOf(60)], skipped: [], isBusy: false })).not.toContain('did other work as well')
  })

  test('says of every peer what it fills at', () => {
    for (const { peer } of contests) expect(page).toMatch(new RegExp(`^\\| ${peer} +\\| (that close|the next open)`, 'm'))
  })
})
