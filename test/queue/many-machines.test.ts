/** A sweep over a queue, with machines that die, come late, are of another version or lose the queue: always the same document. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { describe, expect, test } from 'vitest'
import type { SweepDocument } from '../../src/index.ts'
import { Machine, MS_MAX, scratch, until } from './machine.ts'
import { project, sweepOf } from './project.ts'
import { noRedis, RedisServer } from './redis-server.ts'

const LOCK = ['--lock', '2', '--threads', '1']

const documents = new Map<string, string>()

/** The document of the same sweep on one machine; how long a trial takes is not in it. */
async function alone(sweep: readonly string[]): Promise<string> {
  const key = sweep.join(' ')
  const known = documents.get(key)
  if (known !== undefined) return known
  const machine = Machine.start([...sweep, '--no-save', '--quiet'], { folder: project({ pauseMs: 0 }) })
  expect(await machine.ended, machine.err).toEqual({ exit: 0, signal: null })
  documents.set(key, machine.out)
  return machine.out
}

describe.skipIf(noRedis)('a sweep over a queue', { timeout: MS_MAX }, () => {
  test('is the same byte for byte with three workers of which two are killed and a fourth that joins late', async () => {
    const redis = await RedisServer.start()
    const folder = project()
    const sweep = sweepOf()
    const worker = (): Machine => Machine.start(['worker', '--queue', redis.address, ...LOCK])
    const whole = Machine.start([...sweep, '--no-save', '--queue', redis.address], { folder })
    const [first, second, third] = [worker(), worker(), worker()]
    await first.says(/trials in/)
    await until(async () => (await redis.counts()).active >= 2)
    first.kill('SIGKILL')
    const fourth = worker()
    await second.says(/trials in/)
    await until(async () => (await redis.counts()).active >= 2)
    second.kill('SIGKILL')
    expect((await first.ended).signal).toBe('SIGKILL')
    expect(await whole.ended, `${whole.err}\n${third.err}\n${fourth.err}`).toEqual({ exit: 0, signal: null })
    expect((JSON.parse(whole.out) as SweepDocument).counts).toEqual({ asked: 100, done: 99, failed: 1, ranked: 99 })
    expect(whole.out === (await alone(sweep))).toBe(true)
    // Nothing of it is left on the queue.
    expect(await redis.shards()).toEqual([])
    // The code came with its folders, and the one who ends its work says that nobody asked it to go on.
    expect(existsSync(join(fourth.folder, '.lockstep/objects/code')) || existsSync(join(third.folder, '.lockstep/objects/code'))).toBe(true)
    third.kill('SIGINT')
    expect(await third.ended, third.err).toEqual({ exit: 130, signal: null })
  })

  test('an object that is damaged in the store is named, stored again and then used', async () => {
    const redis = await RedisServer.start()
    const folder = project({ pauseMs: 0 })
    const sweep = sweepOf({ hold: '1:12' })
    const whole = Machine.start([...sweep, '--no-save', '--queue', redis.address], { folder })
    await whole.says(/no worker is connected/)
    const [largest] = objectsIn(join(folder, '.lockstep/store')).sort((a, b) => b.bytes - a.bytes)
    const bytes = readFileSync(largest!.path)
    bytes[1000]! ^= 1
    writeFileSync(largest!.path, bytes)
    const worker = Machine.start(['worker', '--queue', redis.address, ...LOCK])
    expect(await whole.ended, `${whole.err}\n${worker.err}`).toEqual({ exit: 0, signal: null })
    expect(worker.err).toContain(`object ${largest!.name} in`)
    expect(worker.err).toContain('is damaged')
    expect(whole.err).toContain(`the object ${largest!.name} missing or damaged; it is stored again`)
    expect(whole.out === (await alone(sweep))).toBe(true)
  })

  test('a worker of another version, or that is bound to another strategy, gives the shard back and says one sentence', async () => {
    const redis = await RedisServer.start()
    const queue = new Queue('lockstep-sweeps', { connection: { url: redis.address } })
    await queue.add('shard', { engine: '9.9.9', store: 'file:///none', parcel: '', sources: '', trials: [] }, { jobId: 'other-version' })
    const other = Machine.start(['worker', '--queue', redis.address, ...LOCK])
    expect(await other.ended, other.err).toEqual({ exit: 6, signal: null })
    expect(other.err).toMatch(/^error E_QUEUE: expected a sweep of Lockstep \d+\.\d+\.\d+, the one on the queue is of 9\.9\.9$/m)
    expect(await queue.getJobState('other-version')).toBe('waiting')
    await queue.remove('other-version')
    await queue.close()

    const folder = project({ pauseMs: 0 })
    const sweep = sweepOf({ hold: '1:12' })
    const copies = scratch()
    for (const [inside, file] of [
      ['strategies', 'slow.ts'],
      ['lib', 'pause.ts'],
    ] as const) {
      mkdirSync(join(copies, inside))
      copyFileSync(join(folder, inside, file), join(copies, inside, file))
    }
    writeFileSync(
      join(copies, 'changed.ts'),
      `${readFileSync(join(folder, 'strategies/slow.ts'), 'utf8').replace('../lib', './lib')}// changed\n`,
    )
    const whole = Machine.start([...sweep, '--no-save', '--queue', redis.address], { folder })
    await until(async () => (await redis.counts()).waiting > 0)
    const bound = (file: string): Machine =>
      Machine.start(['worker', '--queue', redis.address, '--strategy', file, ...LOCK], { folder: copies })
    const changed = bound('changed.ts')
    expect(await changed.ended, changed.err).toEqual({ exit: 6, signal: null })
    expect(changed.err).toContain('expected a sweep of the strategy that --strategy names')
    const same = bound('strategies/slow.ts')
    expect(await whole.ended, `${whole.err}\n${same.err}`).toEqual({ exit: 0, signal: null })
    expect(existsSync(join(copies, '.lockstep/objects/code'))).toBe(false)
    expect(whole.out === (await alone(sweep))).toBe(true)
  })

  test('a queue that ends and begins again empty loses nothing', async () => {
    const redis = await RedisServer.start()
    const folder = project()
    const sweep = sweepOf()
    const whole = Machine.start([...sweep, '--no-save', '--queue', redis.address], { folder })
    const worker = Machine.start(['worker', '--queue', redis.address, ...LOCK])
    await worker.says(/trials in/)
    await redis.stop()
    await Promise.all([whole.says(/is gone/), worker.says(/is gone/)])
    await redis.start()
    expect(await whole.ended, `${whole.err}\n${worker.err}`).toEqual({ exit: 0, signal: null })
    expect(whole.err).toContain('is back')
    expect(whole.out === (await alone(sweep))).toBe(true)
  })

  test('stopped, killed and resumed it makes no trial twice and loses none', async () => {
    const redis = await RedisServer.start()
    const folder = project()
    const sweep = sweepOf()
    const kept = [...sweep, '--sweeps', 'kept', '--queue', redis.address]
    const worker = Machine.start(['worker', '--queue', redis.address, ...LOCK])
    const stopped = Machine.start(kept, { folder })
    await until(() => storedIn(folder).length >= 8)
    stopped.kill('SIGINT')
    expect(await stopped.ended, stopped.err).toEqual({ exit: 130, signal: null })
    expect((await redis.counts()).waiting).toBe(0)
    const before = storedIn(folder).length
    const killed = Machine.start([...kept, '--resume'], { folder })
    await until(() => storedIn(folder).length >= before + 8)
    // A worker that is asked to end gives its shard back at once.
    await until(async () => (await redis.counts()).active === 1)
    worker.kill('SIGINT')
    expect(await worker.ended, worker.err).toEqual({ exit: 130, signal: null })
    expect((await redis.counts()).active).toBe(0)
    const next = Machine.start(['worker', '--queue', redis.address, ...LOCK])
    await next.says(/trials in/)
    killed.kill('SIGKILL')
    await killed.ended
    const resumed = Machine.start([...kept, '--resume'], { folder })
    expect(await resumed.ended, `${resumed.err}\n${next.err}`).toEqual({ exit: 0, signal: null })
    const numbers = storedIn(folder).map((line) => (JSON.parse(line) as { number: number }).number)
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, k) => k))
    expect(resumed.out === (await alone(sweep))).toBe(true)
  })

  test('without a queue there is one sentence and nothing waits', async () => {
    const machine = Machine.start([...sweepOf(), '--quiet', '--no-save', '--queue', 'redis://127.0.0.1:1/0'], { folder: project() })
    expect(await machine.ended).toEqual({ exit: 6, signal: null })
    expect(machine.err).toMatch(/^error E_QUEUE: expected a Redis at redis:\/\/127\.0\.0\.1:1\/0, could not reach it \(ECONNREFUSED\)$/m)
  })
})

test('a sweep without a queue loads nothing of one', async () => {
  const folder = project({ pauseMs: 0 })
  const watch = `data:text/javascript,import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (process._rawDebug('loaded ' + url), next(url, context)) })`
  const machine = Machine.start([...sweepOf({ hold: '1:3' }), '--no-save', '--max-workers', '1'], {
    folder,
    env: { NODE_OPTIONS: `--import "${watch.replaceAll('\n', ' ').replaceAll(' ', '%20')}"` },
  })
  expect(await machine.ended, machine.err).toEqual({ exit: 0, signal: null })
  const loaded = machine.err.match(/^loaded .*/gm) ?? []
  expect(loaded.some((url) => url.endsWith('/src/sweep/sweep.ts'))).toBe(true)
  expect(loaded.filter((url) => /bullmq|ioredis|aws4fetch|adapters\/queue|sweep\/(queue-|parcel|shard)/.test(url))).toEqual([])
})

function objectsIn(folder: string): { readonly name: string; readonly path: string; readonly bytes: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, path: join(parentPath, name), bytes: statSync(join(parentPath, name)).size }))
}

/** Lines of the trials that a sweep keeps. */
function storedIn(folder: string): string[] {
  const kept = join(folder, 'kept')
  const [id] = existsSync(kept) ? readdirSync(kept) : []
  const path = join(kept, id ?? '', 'trials.jsonl')
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(1, -1) : []
}
