/** A sweep over a queue from a program: through a bucket, and with a trial that ends every worker that takes it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { barSeries, readBarFile, serveQueue, sweep, type SweepOptions } from '../../src/index.ts'
import { moduleAt } from '../sweep/module-at.ts'
import { MS_MAX, root, scratch } from './machine.ts'
import { noRedis, RedisServer } from './redis-server.ts'
import { S3Server } from './s3-server.ts'

const thread = pathToFileURL(join(root, 'test/sweep/thread.ts'))
const data = barSeries(await readBarFile(join(root, 'data/sp500.csv')), { id: 'SP500', calendar: 'XNYS' })

afterEach(() => void vi.unstubAllEnvs())

describe.skipIf(noRedis)('from a program', { timeout: MS_MAX }, () => {
  test('through a bucket, by methods that ask for few trials at a time, with a walk forward and daily returns, the document is the same', async () => {
    const redis = await RedisServer.start()
    const server = await S3Server.start({ keyId: 'TESTKEY', secret: 'secret', region: 'us-east-1' })
    vi.stubEnv('AWS_ENDPOINT_URL', server.endpoint)
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'TESTKEY')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    const stop = new AbortController()
    const worker = serveQueue({ queue: redis.address, objects: scratch(), thread, threads: 1, signal: stop.signal })
    const options: SweepOptions = {
      data,
      space: { fast: '5:20', slow: '30:90' },
      params: { market: 'SP500' },
      method: 'tpe',
      trialsMax: 16,
      walkForward: { spans: '96m/48m' },
      thread,
    }
    const strategy = moduleAt(join(root, 'examples/sma-cross.ts'))
    const here = await sweep(strategy, { ...options, workers: 1 })
    const there = await sweep(strategy, { ...options, queue: { address: redis.address, store: 's3://research/lockstep' } })
    stop.abort()
    await worker
    expect(JSON.stringify(there) === JSON.stringify(here)).toBe(true)
    expect(there.overfitting).toBeDefined()
    // Columns, days, code and parcels stay for the next sweep; outcomes are gone.
    expect(server.refused).toEqual([])
    expect(server.objects.size).toBeGreaterThan(8)
    expect(server.objects.size).toBeLessThan(16)
    expect(await redis.shards()).toEqual([])
  })

  test('a trial that ends three workers is tried alone, and has failed when it ends three more; the others are ranked', async () => {
    const redis = await RedisServer.start()
    const objects = scratch()
    const workers = Array.from({ length: 7 }, () => {
      const flags = ['--conditions=source', join(root, 'test/queue/quick-worker.ts'), redis.address, objects]
      return spawn(process.execPath, flags, { stdio: 'ignore' })
    })
    onTestFinished(() => {
      for (const worker of workers) worker.kill('SIGKILL')
    })
    const notes: string[] = []
    const found = await sweep(moduleAt(join(root, 'test/queue/deadly.ts')), {
      data,
      space: { hold: '2:4' },
      thread,
      queue: { address: redis.address, store: scratch(), onNote: (text) => notes.push(text) },
    })
    expect(found.counts).toEqual({ asked: 3, done: 2, failed: 1, ranked: 2 })
    expect(found.failures).toEqual([
      expect.objectContaining({
        code: 'E_STRATEGY_THREW',
        params: { hold: 3 },
        message: 'expected a trial to end by itself, 3 workers ended with it',
      }),
    ])
    expect(notes).toContain('a shard of 3 trials ended 3 workers: they are tried one by one')
    expect(workers.filter(({ signalCode }) => signalCode === 'SIGKILL')).toHaveLength(6)
  })

  test('what no worker can load is told at once, and a strategy that is a value is refused', async () => {
    const redis = await RedisServer.start()
    const stop = new AbortController()
    const worker = serveQueue({ queue: redis.address, objects: scratch(), thread, threads: 1, signal: stop.signal })
    const options: SweepOptions = { data, space: { hold: '1:2' }, thread, queue: { address: redis.address, store: scratch() } }
    // The file that it imports is not named.
    const half = moduleAt(join(root, 'test/queue/in-two-files.ts'))
    await expect(sweep(half, options)).rejects.toMatchObject({
      code: 'E_STRATEGY_FILE',
      message: expect.stringMatching(/in-two-files\.ts to load, it threw: .*deadly\.ts/) as string,
    })
    const { default: strategy } = await import('../../examples/sma-cross.ts')
    await expect(sweep(strategy, { ...options, space: { fast: '5:9' } })).rejects.toMatchObject({ code: 'E_CONFIG' })
    stop.abort()
    await worker
  })
})
