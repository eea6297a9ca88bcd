/** `lockstep sweep` seen from outside: its table, its JSON, and what is left when it is stopped or killed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SweepDocument } from '../../src/index.ts'
import { bundled, example, lockstep, root, scratch } from './cli.ts'

const slow = `${join(root, 'test/sweep/moody.ts')}#slow`
const sma = ['sweep', example('sma-cross'), '--data', bundled, '--param', 'fast=5:15:5', '--param', 'slow=20:60:20']

/** Trials that are whole lines of the only store in a folder. */
function storedIn(folder: string): string[] {
  const [id] = existsSync(folder) ? readdirSync(folder) : []
  const path = join(folder, id ?? '', 'trials.jsonl')
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(1, -1) : []
}

test('prints a ranking and how far to believe it, and a condition leaves trials out', async () => {
  const { exit, out, err } = await lockstep([...sma, '--no-save', '--max-workers', '1', '--top', '2'])
  expect(exit, err).toBe(0)
  expect(out).toContain('sma-cross  grid, 9 of 9 trials done, 9 ranked by largest sharpe')
  expect(out).toMatch(/rank +fast +slow +Sharpe +return +drawdown/)
  expect(out.match(/^ +[12] +\d+ +\d+ /gm)).toHaveLength(2)
  expect(out).toMatch(/Deflated Sharpe +\S/)
  expect(out).toMatch(/Probability of overfitting +\S/)
  const less = await lockstep([...sma, '--no-save', '--max-workers', '1', '--min-round-trips', '100', '--json'])
  const { counts, ranking } = JSON.parse(less.out) as SweepDocument
  expect(counts.ranked).toBe(ranking.length)
  expect(ranking.length).toBeLessThan(9)
})

test('more threads than cores give exactly one warning', async () => {
  const { exit, err } = await lockstep([...sma, '--no-save', '--quiet', '--max-workers', String(availableParallelism() + 1)])
  expect(exit).toBe(0)
  expect(err.trim().split('\n')).toEqual([expect.stringContaining('more than the')])
})

test('a page has the heat map, a line for each trial, the chained tests and the ranking, and asks for nothing', async () => {
  const here = scratch()
  const tests = ['--walk-forward', '100m/50m', '--cv', '3', '--no-save', '--max-workers', '1', '--json', '--out', 'page.html']
  const { exit, out, err } = await lockstep([...sma, ...tests], { cwd: here })
  expect(exit, err).toBe(0)
  const page = readFileSync(join(here, 'page.html'), 'utf8')
  const { ranking, walkForward } = JSON.parse(out) as SweepDocument
  expect(page.match(/<rect /g)).toHaveLength(9)
  expect(page.match(/<title>trial \d+, rank \d+/g)).toHaveLength(ranking.length)
  expect(page).toContain('Tests chained to one account')
  expect(page).toContain('Deflated Sharpe')
  expect(page.match(/<h2>[^<]+/g)).toEqual(expect.arrayContaining(['<h2>Cross-validation', '<h2>Ranking', '<h2>Walk forward 100m/50m']))
  expect(walkForward!.folds.length).toBe(3)
  expect(page).not.toMatch(/<script|https?:|NaN|undefined/)
})

test('the page of one parameter has a dot for each trial, and says why others failed', async () => {
  const here = scratch()
  const throws = `${join(root, 'test/sweep/moody.ts')}#throws`
  const { exit, err } = await lockstep(['sweep', throws, '--data', bundled, '--param', 'hold=2:9', '--no-save', '--out', 'page.html'], {
    cwd: here,
  })
  expect(exit, err).toBe(0)
  const page = readFileSync(join(here, 'page.html'), 'utf8')
  expect(page.match(/<circle /g)).toHaveLength(7)
  expect(page).toContain('Sharpe ratio by hold')
  expect(page).toContain('searched: hold 2 to 9; seed 0.')
  expect(page).toContain('three is unlucky')
})

test('an estimate runs no sweep', async () => {
  const here = scratch()
  const { exit, out } = await lockstep([...sma, '--estimate', '--max-workers', '1'], { env: { LOCKSTEP_SWEEPS: join(here, 'sweeps') } })
  expect(exit).toBe(0)
  expect(out).toMatch(/^about \d+:\d\d:\d\d: at most 9 trials, [\d.]+ ms for a run over all bars, 1 at a time\n$/)
  expect(existsSync(join(here, 'sweeps'))).toBe(false)
})

test.each([
  [['--param', 'fast=5'], 'expected a range to search'],
  [['--param', 'fsat=5:10'], 'fsat'],
  [['--param', 'fast=5:10', '--param', 'slow=one'], 'slow'],
  [['--param', 'fast=5:10', '--portion', '2'], '--data-frac'],
  [['--param', 'fast=5:10', '--embargo', '5d'], '--cv'],
  [['--param', 'fast=5:10', '--method', 'tpe', '--cv', '5'], 'does not learn'],
  [['--param', 'fast=5:10', '--objective', 'sharp'], 'sharpe'],
  [['--param', 'fast=5:10', '--heatmap', 'fast'], '--heatmap'],
  [['--param', 'fast=5:10', '--heatmap', 'fast,slwo'], 'slwo'],
  [['--param', 'fast=5:10', '--max-workers', '0'], 'threads'],
  [['--param', 'fast=5:10', '--max-runs', '0'], '--max-runs'],
  [['--param', 'fast=5:10', '--top', 'all'], '--top'],
  [['--param', 'fast=5:10', '--objective', ''], 'min:maxDrawdown'],
  [['--param', 'fast=5:10', '--objective', 'best:sharpe'], 'expected max: or min: before an objective'],
  [['--param', 'fast=5:10', '--walk-forward', '30y/1y'], 'the data end on 2020-04-1'],
  [['--param', 'fast=5:10', '--resume'], 'expected --resume without --no-save'],
  [['--param', 'fast=100:110', '--param', 'slow=20,30'], 'refuses every combination'],
])('%j is refused with a sentence', async (flags, sentence) => {
  const { exit, err } = await lockstep(['sweep', example('sma-cross'), '--data', bundled, '--no-save', ...flags])
  expect(exit).toBe(2)
  expect(err).toContain(sentence)
})

/** Kills a process once its store holds so many trials more than before. */
async function killed(args: readonly string[], folder: string, more: number): Promise<readonly string[]> {
  const before = storedIn(folder).length
  let watching: NodeJS.Timeout | undefined
  const { signal } = await lockstep([...args, '--progress', 'plain'], {
    env: { LOCKSTEP_SWEEPS: folder },
    watch: (_, kill) => (watching ??= setInterval(() => storedIn(folder).length >= before + more && kill('SIGKILL'), 3)),
  })
  clearInterval(watching)
  expect(signal).toBe('SIGKILL')
  return storedIn(folder)
}

test.each([
  ['grid', 24],
  ['halving', 30],
  ['tpe', 36],
])('killed three times and resumed, %s repeats no trial, loses none and ends with the same document', async (method, trials) => {
  const here = scratch()
  const space = ['--param', method === 'grid' ? 'hold=1:24' : 'hold=1:100', '--method', method, '--max-runs', String(trials)]
  const args = ['sweep', slow, '--data', bundled, ...space, '--max-workers', '2', '--json']
  const folder = join(here, 'killed')
  let stored: readonly string[] = []
  for (const more of [5, 4, 3]) {
    const now = await killed(stored.length === 0 ? args : [...args, '--resume'], folder, more)
    expect(now.slice(0, stored.length)).toEqual(stored)
    expect(now.length).toBeGreaterThanOrEqual(stored.length + more)
    stored = now
  }
  const resumed = await lockstep([...args, '--resume'], { env: { LOCKSTEP_SWEEPS: folder } })
  const after = storedIn(folder)
  expect(after.slice(0, stored.length)).toEqual(stored)
  const whole = await lockstep(args, { env: { LOCKSTEP_SWEEPS: join(here, 'whole') } })
  expect(resumed.exit, resumed.err).toBe(0)
  expect(resumed.out).toBe(whole.out)
  const numbers = after.map((line) => (JSON.parse(line) as { readonly number: number }).number)
  const { counts } = JSON.parse(whole.out) as SweepDocument
  expect(stored.length).toBeLessThan(counts.asked)
  expect(numbers.toSorted((x, y) => x - y)).toEqual(Array.from({ length: counts.asked }, (_, k) => k))
})

test('Ctrl-C keeps what is done, prints it and exits 130', async () => {
  const here = scratch()
  const args = ['sweep', slow, '--data', bundled, '--param', 'hold=1:60', '--max-workers', '1', '--json', '--progress', 'plain']
  let watching: NodeJS.Timeout | undefined
  const { exit, out } = await lockstep(args, {
    env: { LOCKSTEP_SWEEPS: here },
    watch: (_, kill) => (watching ??= setInterval(() => storedIn(here).length >= 3 && (clearInterval(watching), kill('SIGINT')), 5)),
  })
  clearInterval(watching)
  expect(exit).toBe(130)
  const { status, counts } = JSON.parse(out) as SweepDocument
  expect(status).toBe('aborted')
  expect(counts.done).toBeGreaterThanOrEqual(3)
  expect(storedIn(here).length).toBeGreaterThanOrEqual(counts.done)
})
