/** A sweep as a library: the same for any number of threads, failures kept apart, and stored trials made once. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import {
  backtest,
  barSeries,
  epochMs,
  estimateSweep,
  readBarFile,
  sweep,
  type BarSeries,
  type SweepDocument,
  type SweepOptions,
} from '../../src/index.ts'
import { TrialStore } from '../../src/sweep/trial-store.ts'
import { moduleAt } from './module-at.ts'

const root = join(import.meta.dirname, '../..')
const thread = pathToFileURL(join(import.meta.dirname, 'thread.ts'))
const smaCross = moduleAt(join(root, 'examples/sma-cross.ts'))
const moody = (name: string): ReturnType<typeof moduleAt> => moduleAt(join(import.meta.dirname, 'moody.ts'), name)
const data: BarSeries = barSeries(await readBarFile(join(root, 'data/sp500.csv')), { id: 'SP500', calendar: 'XNYS' })
const range = { fast: '5:20:5', slow: '30:90:30' }

const run = (options: Partial<SweepOptions> = {}): Promise<SweepDocument> =>
  sweep(smaCross, { data, space: range, params: { market: 'SP500' }, thread, workers: 2, ...options })

test('the document is the same with one, two and three threads, byte for byte', async () => {
  const [one, two, three] = await Promise.all([1, 2, 3].map(async (workers) => JSON.stringify(await run({ workers }))))
  expect(two === one && three === one).toBe(true)
})

test.each(['random', 'lhs', 'halving', 'tpe'])('%s makes the same trials in two threads and in this one', async (method) => {
  const options = { method, space: { fast: '5:20', slow: '30:90' }, trialsMax: 24, settings: { seed: 3 } }
  const inThreads = await run(options)
  expect(inThreads.counts.done).toBeGreaterThan(8)
  const { default: strategy } = await import('../../examples/sma-cross.ts')
  const here = await sweep(strategy, { data, params: { market: 'SP500' }, ...options })
  expect(JSON.stringify(here)).toBe(JSON.stringify(inThreads))
})

test('ranks by the objective, among trials that meet the conditions', async () => {
  const all = await run()
  expect(all.counts).toEqual({ asked: 12, done: 12, failed: 0, ranked: 12 })
  const values = all.ranking.map(({ value }) => value)
  expect(values).toEqual(values.toSorted((a, b) => b - a))
  const some = await run({ objective: 'maxDrawdown', conditions: ['totalReturn > 0'], minRoundTrips: 60 })
  expect(some.ranking.length).toBeGreaterThan(0)
  expect(some.ranking.length).toBeLessThan(12)
  for (const { figures } of some.ranking) expect(figures['roundTrips']).toBeGreaterThanOrEqual(60)
  expect(some.overfitting?.find(({ id }) => id === 'trials')?.value).toBe(12)
})

test('a trial is the backtest of its parameters, and a strategy that is a value runs in this thread', async () => {
  const { default: strategy } = await import('../../examples/sma-cross.ts')
  const here = await sweep(strategy, { data, space: range, params: { market: 'SP500' } })
  expect(here).toEqual(await run())
  const { params, figures } = here.ranking[0]!
  const report = backtest(strategy, { data, params: { market: 'SP500', ...params } })
  for (const [id, value] of Object.entries(figures)) {
    expect(report.statistics.all.find((statistic) => statistic.id === id)?.value, id).toBe(value)
  }
})

test('what the tests keep of the training is told of rates alone', async () => {
  const keeps = async (objective: string): Promise<unknown> =>
    (await run({ objective, walkForward: { spans: '100m/50m' } })).walkForward!.efficiency
  expect(await keeps('sharpe')).toEqual({ value: expect.any(Number) as number })
  expect(await keeps('maxDrawdown')).toEqual({ value: null, reason: 'less maxDrawdown is better' })
  expect(await keeps('totalReturn')).toMatchObject({ value: null, reason: expect.stringContaining('longer stretch') as string })
})

test('ranges of which the strategy takes no combination are refused', async () => {
  for (const method of ['grid', 'random', 'tpe', 'halving']) {
    const nothing = run({ method, space: { fast: '100:200', slow: '10:60' }, trialsMax: 20_000 })
    await expect(nothing, method).rejects.toMatchObject({ code: 'E_PARAM_VALUE' })
  }
})

test('a trial that throws has failed with its sentence, and the others are ranked', async () => {
  const found = await sweep(moody('throws'), { data, space: { hold: '1:5' }, thread, workers: 2 })
  expect(found.counts).toMatchObject({ asked: 5, done: 4, failed: 1, ranked: 4 })
  expect(found.failures).toEqual([expect.objectContaining({ code: 'E_STRATEGY_THREW', params: { hold: 3 }, count: 1 })])
  expect(found.failures[0]!.message).toContain('three is unlucky')
})

test('a trial that ends its thread has failed, and another thread goes on', async () => {
  const found = await sweep(moody('ends'), { data, space: { hold: '1:6' }, thread, workers: 1, objective: 'totalReturn' })
  expect(found.counts).toMatchObject({ asked: 6, done: 5, failed: 1 })
  expect(found.failures).toEqual([expect.objectContaining({ code: 'E_STRATEGY_THREW', params: { hold: 2 } })])
})

test('a result that cannot be kept ends the sweep with the reason', async () => {
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done > 2) throw new Error('no room')
  }
  await expect(run({ onProgress })).rejects.toThrow('no room')
})

test('a file that does not load is told, and not counted as failed trials', async () => {
  const missing = moduleAt(join(import.meta.dirname, 'none.ts'))
  await expect(sweep(missing, { data, space: range, thread })).rejects.toMatchObject({ code: 'E_STRATEGY_FILE' })
})

test('stopped early, it keeps what is done', async () => {
  const stop = new AbortController()
  const onProgress = ({ done }: { readonly done: number }): void => void (done >= 3 && stop.abort())
  const found = await sweep(moody('slow'), { data, space: { hold: '1:60' }, thread, workers: 2, signal: stop.signal, onProgress })
  expect(found.status).toBe('aborted')
  expect(found.counts.done).toBeGreaterThanOrEqual(3)
  expect(found.counts.done).toBeLessThan(60)
  expect(found.ranking.length).toBe(found.counts.ranked)
})

test('resumed, it makes only the trials that are not stored, and a line that was cut off is no trial', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-sweep-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const key = { of: 'this test' }
  const first = TrialStore.open(key, { folder })
  const returns = Float64Array.of(0.1, -1 / 3, Number.MIN_VALUE)
  first.put('all', 0, { status: 'done', figures: { sharpe: 1 / 3, calmar: null }, returns })
  first.put('all', 1, { status: 'failed', figures: {}, error: { code: 'E_WARMUP', message: 'too few' } })
  first.sync()
  first.close()
  appendFileSync(first.path, '{"stage":"all","number":2,"status":"done","fig')
  const again = TrialStore.open(key, { folder, resume: true })
  expect(again.count).toBe(2)
  expect(again.get('all', 0)).toEqual({ status: 'done', figures: { sharpe: 1 / 3, calmar: null }, returns })
  expect(again.get('all', 1)?.error?.code).toBe('E_WARMUP')
  expect(again.get('all', 2)).toBeUndefined()
  again.put('all', 2, { status: 'done', figures: { sharpe: 2 } })
  again.close()
  const third = TrialStore.open(key, { folder, resume: true })
  expect(third.get('all', 2)?.figures).toEqual({ sharpe: 2 })
  third.close()
  TrialStore.open(key, { folder }).close()
  const fresh = TrialStore.open(key, { folder, resume: true })
  expect(fresh.count).toBe(0)
  fresh.close()
})

test('what is stored gives the same document as what is made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-sweep-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const options = { method: 'tpe', trialsMax: 20, space: { fast: '5:20', slow: '30:90' } }
  const whole = await run({ ...options, store: { folder } })
  const [id = ''] = readdirSync(folder)
  const path = join(folder, id, 'trials.jsonl')
  const bytes = readFileSync(path).length
  truncateSync(path, Math.floor(bytes * 0.6))
  const asked: number[] = []
  const onProgress = ({ done }: { readonly done: number }): void => void asked.push(done)
  expect(await run({ ...options, store: { folder, resume: true }, onProgress })).toEqual(whole)
  expect(asked[0]).toBeGreaterThan(5)
  expect(readFileSync(path).length).toBe(bytes)
})

test('a walk forward chooses in each training alone, and its tests are chained', async () => {
  const found = await run({ walkForward: { spans: '60m/24m' }, workers: 2 })
  const walk = found.walkForward!
  expect(walk.folds.length).toBeGreaterThan(5)
  const fold = walk.folds[3]!
  const alone = await run({ from: fold.train.from, to: fold.train.to })
  expect(fold.chosen).toEqual(alone.ranking[0]!.params)
  expect(fold.trainValue).toBe(alone.ranking[0]!.value)
  const { default: strategy } = await import('../../examples/sma-cross.ts')
  const { from, to } = { from: epochMs(fold.test.from), to: epochMs(fold.test.to) }
  const test = backtest(strategy, { data, params: { market: 'SP500', ...fold.chosen }, from, to })
  expect(fold.testReturn).toBe(test.statistics.all.find(({ id }) => id === 'totalReturn')?.value)
  const chained = walk.folds.reduce((worth, { testReturn }) => worth * (1 + testReturn!), 1)
  expect(walk.stitched.equity.at(-1)).toBeCloseTo(chained, 10)
  expect(walk.stitched.figures.find(({ id }) => id === 'totalReturn')?.value).toBeCloseTo(chained - 1, 10)
  expect(walk.stability.map(({ name }) => name)).toEqual(['fast', 'slow'])
})

test('cross-validation tests each part once, and refuses a method that knows the tests', async () => {
  const { crossValidation } = await run({ crossValidation: { parts: 4, embargo: '5d' } })
  expect(crossValidation!.folds.map(({ number }) => number)).toEqual([0, 1, 2, 3])
  const { day, equity } = crossValidation!.stitched
  expect(day.length).toBe(equity.length)
  expect(new Set(day).size).toBe(day.length)
  const days = crossValidation!.folds.flatMap(({ chosen }) => chosen?.['fast'] ?? [])
  expect(days.every((fast) => [5, 10, 15, 20].includes(Number(fast)))).toBe(true)
  await expect(run({ method: 'tpe', crossValidation: { parts: 4 } })).rejects.toMatchObject({ code: 'E_USAGE' })
})

test('parts of the data are apart from each other and make up all of them', async () => {
  const parts = await Promise.all([1, 2, 3, 4].map((number) => run({ part: { share: 0.25, number }, workers: 1, space: { fast: '5,9' } })))
  expect(parts.reduce((bars, { sweep: { bars: some } }) => bars + some, 0)).toBe(data.bars.length)
  for (const [k, { sweep: part }] of parts.entries()) if (k > 0) expect(part.from).toBe(parts[k - 1]!.sweep.to)
  // A part is as if there were no other bars: not even those before it warm up.
  const { default: strategy } = await import('../../examples/sma-cross.ts')
  const { from, to } = parts[2]!.sweep
  const [first, end] = [data.bars.time.indexOf(from), data.bars.time.findIndex((time) => time >= to)]
  const cut = (column: Float64Array): Float64Array => column.slice(first, end)
  const { time, open, high, low, close, volume } = data.bars
  const length = end - first
  const bars = { length, time: cut(time), open: cut(open), high: cut(high), low: cut(low), close: cut(close), volume: cut(volume) }
  const { params, figures } = parts[2]!.ranking[0]!
  const report = backtest(strategy, { data: { ...data, bars }, params: { market: 'SP500', ...params } })
  expect(report.statistics.all.find(({ id }) => id === 'sharpe')?.value).toBe(figures['sharpe'])
  await expect(run({ part: { share: 0.25, number: 5 } })).rejects.toMatchObject({ code: 'E_USAGE' })
  await expect(run({ part: { share: 1.5 } })).rejects.toMatchObject({ code: 'E_USAGE' })
})

test('an estimate counts the trials that the sweep makes', async () => {
  const options = { data, space: range, params: { market: 'SP500' } }
  const grid = await estimateSweep(smaCross, { ...options, workers: 2 })
  expect(grid).toMatchObject({ trials: 12, runs: 12, workers: 2 })
  expect(grid.seconds).toBeCloseTo((12 * grid.runMs) / 2000, 9)
  const walked = await estimateSweep(smaCross, { ...options, walkForward: { spans: '60m/24m' } })
  expect(walked.trials).toBe(12 + 8 * 13)
  expect(walked.runs).toBeGreaterThan(12 + 8 * 2)
  const halving = await estimateSweep(smaCross, { ...options, method: 'halving', space: { fast: '5:20', slow: '30:90' }, trialsMax: 24 })
  const made = await run({ method: 'halving', space: { fast: '5:20', slow: '30:90' }, trialsMax: 24 })
  expect(halving.trials).toBe(made.counts.asked)
  expect(halving.runs).toBeLessThan(halving.trials / 2)
})
