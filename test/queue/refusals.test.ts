/** What is no queue, no store or no place of ours is told in a sentence, soon, and leaves nothing that keeps a process alive. */
import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Queue } from 'bullmq'
import { describe, expect, onTestFinished, test } from 'vitest'
import { barSeries, readBarFile, sweep, type SweepDocument } from '../../src/index.ts'
import { VERSION } from '../../src/base/version.ts'
import { openStore, placeOf } from '../../src/adapters/queue/object-store.ts'
import { connectRedis } from '../../src/adapters/queue/redis.ts'
import { unpackCode } from '../../src/sweep/code-folder.ts'
import { moduleAt } from '../sweep/module-at.ts'
import { Machine, MS_MAX, root, scratch, until } from './machine.ts'
import { project, sweepOf } from './project.ts'
import { noRedis, RedisServer } from './redis-server.ts'

const thread = pathToFileURL(join(root, 'test/sweep/thread.ts'))
const data = barSeries(await readBarFile(join(root, 'data/sp500.csv')), { id: 'SP500', calendar: 'XNYS' })

test.each([
  ['https://minio.local/bucket', 'expected a store that this machine can open, was https://minio.local/bucket'],
  ['file://server/share', 'expected a store that this machine can open, was file://server/share'],
])('%s is no store', async (address, message) => {
  await expect(openStore(address)).rejects.toMatchObject({ code: 'E_QUEUE', message })
})

test('a name that is no hash leads nowhere', async () => {
  expect(() => placeOf('../../etc/passwd')).toThrow('expected the SHA-256 of an object')
  const parcel = { settings: {} as never, series: [], detail: [], calendars: [], files: [], entry: '../../elsewhere.ts' }
  await expect(unpackCode(parcel, scratch(), () => Promise.resolve(new Uint8Array()))).rejects.toMatchObject({
    code: 'E_QUEUE',
    message: 'expected the strategy among the files of the sweep, ../../elsewhere.ts is not',
  })
})

test.each([
  ['redis://:p@ss/word@10.0.0.5:6379/0', 'was redis://…@10.0.0.5:6379/0'],
  ['redis://:pa#ss@10.0.0.5:6379/0', 'was redis://…@10.0.0.5:6379/0'],
  ['http://10.0.0.5:6379/0', 'was http://10.0.0.5:6379/0'],
])('%s is no queue, and no part of a password is printed', async (address, said) => {
  await expect(connectRedis(address, () => {})).rejects.toMatchObject({
    message: `expected a queue such as redis://HOST:6379/0, ${said}`,
    hint: expect.stringContaining('%40 stands for @') as string,
  })
})

test('what takes a connection and says nothing is given up', { timeout: 20_000 }, async () => {
  const sockets = new Set<Socket>()
  const silent = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  await expect(connectRedis(`redis://127.0.0.1:${port}/0`, () => {})).rejects.toMatchObject({
    code: 'E_QUEUE',
    message: `expected a Redis at redis://127.0.0.1:${port}/0, could not reach it (no answer in 10 s)`,
  })
})

describe.skipIf(noRedis)('with a Redis', { timeout: MS_MAX }, () => {
  test('a database that it has not, and a password that is wrong or missing, are told', async () => {
    const redis = await RedisServer.start()
    const at = (address: string): Promise<unknown> => connectRedis(address, () => {})
    await expect(at(redis.address.replace(/0$/, '99'))).rejects.toMatchObject({
      code: 'E_QUEUE',
      message: expect.stringContaining('DB index is out of range') as string,
    })
    await redis.ask((client) => client.config('SET', 'requirepass', 'a/secret'))
    for (const [address, said] of [
      [redis.address, 'NOAUTH'],
      [redis.address.replace('//', '//:another@'), 'WRONGPASS'],
    ] as const) {
      await expect(at(address)).rejects.toMatchObject({
        message: expect.stringContaining(said) as string,
        hint: expect.stringContaining('redis://:PASSWORD@HOST:PORT/DB') as string,
      })
    }
    const client = await connectRedis(redis.address.replace('//', '//:a%2Fsecret@'), () => {})
    expect(await client.ping()).toBe('PONG')
    client.disconnect()
  })

  test('a worker of another Node gives the shard back and says so', async () => {
    const redis = await RedisServer.start()
    const queue = new Queue('lockstep-sweeps', { connection: { url: redis.address } })
    onTestFinished(() => queue.close())
    await queue.add(
      'shard',
      { engine: VERSION, node: '1', store: 'file:///none', parcel: '', sources: '', trials: [] },
      { jobId: 'other-node' },
    )
    const worker = Machine.start(['worker', '--queue', redis.address])
    expect(await worker.ended, worker.err).toEqual({ exit: 6, signal: null })
    expect(worker.err).toMatch(/^error E_QUEUE: expected a sweep of Node \d+, the one on the queue is of Node 1$/m)
    expect(await queue.getJobState('other-node')).toBe('waiting')
  })

  test('where trials cannot be kept the command ends', async () => {
    const redis = await RedisServer.start()
    const folder = project({ pauseMs: 0 })
    writeFileSync(join(folder, 'taken'), '')
    const machine = Machine.start([...sweepOf({ hold: '1:4' }), '--sweeps', 'taken', '--queue', redis.address], { folder })
    expect(await machine.ended, machine.err).toEqual({ exit: 1, signal: null })
    expect(machine.err).toContain('error E_WRITE')
  })

  test("another sweep's news keep nobody from looking after its own", async () => {
    const redis = await RedisServer.start()
    const stop = new AbortController()
    const told = { event: 'completed', jobId: 'of-another', returnvalue: '0' }
    const tell = (): Promise<unknown> =>
      redis.ask((client) => client.xadd('bull:lockstep-sweeps:events', '*', ...Object.entries(told).flat()))
    const news = setInterval(() => void tell(), 200)
    onTestFinished(() => clearInterval(news))
    const queue = { address: redis.address, store: scratch() }
    const space = { fast: '5:6' }
    const strategy = moduleAt(join(root, 'examples/sma-cross.ts'))
    const found = sweep(strategy, { data, space, params: { market: 'SP500' }, thread, signal: stop.signal, queue })
    const isThere = async (): Promise<boolean> => (await redis.shards()).length > 0
    await until(isThere)
    // What is lost, nobody says.
    await redis.ask((client) => client.flushall())
    await until(isThere)
    stop.abort()
    expect((await found).counts).toMatchObject({ done: 0 })
  })

  test('a strategy that is reached by a link is found with what it imports', async () => {
    const redis = await RedisServer.start()
    const folder = project({ pauseMs: 0 })
    mkdirSync(join(folder, 'links/to'), { recursive: true })
    symlinkSync(join(folder, 'strategies/slow.ts'), join(folder, 'links/to/slow.ts'))
    const [command = '', , ...flags] = sweepOf({ hold: '1:4' })
    const flagsOfWorker = ['worker', '--queue', redis.address, '--threads', '1']
    // To whoever has the file itself it is the same strategy.
    const bound = Machine.start([...flagsOfWorker, '--strategy', 'strategies/slow.ts'], { folder })
    const worker = Machine.start(flagsOfWorker)
    const whole = Machine.start([command, 'links/to/slow.ts', ...flags, '--no-save', '--queue', redis.address], { folder })
    expect(await whole.ended, `${whole.err}\n${worker.err}`).toEqual({ exit: 0, signal: null })
    expect((JSON.parse(whole.out) as SweepDocument).counts).toMatchObject({ asked: 4, failed: 0 })
    bound.kill('SIGINT')
    expect(await bound.ended, bound.err).toEqual({ exit: 130, signal: null })
  })
})
