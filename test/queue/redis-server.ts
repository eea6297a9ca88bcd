/** A real Redis for tests: on a free port, keeping nothing, ended with the test. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'

/** Whether tests may skip for want of a Redis; where everything must be tested they fail instead. */
export const noRedis: boolean = !process.env['CI'] && !isInstalled()
if (noRedis) console.warn('no redis-server: sweeps over many machines are not tested here; apt-get install redis-server')

export class RedisServer {
  readonly address: string
  private readonly port: number
  private child: ChildProcess | null = null

  private constructor(port: number) {
    this.port = port
    this.address = `redis://127.0.0.1:${port}/0`
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort())
    await server.start()
    onTestFinished(() => server.stop())
    return server
  }

  async start(): Promise<void> {
    const flags = ['--port', String(this.port), '--save', '', '--appendonly', 'no', '--dir', tmpdir(), '--bind', '127.0.0.1']
    this.child = spawn('redis-server', flags, { stdio: 'ignore' })
    await this.ask((redis) => redis.ping())
  }

  /** As a machine that loses power: what it held is gone. */
  async stop(): Promise<void> {
    const { child } = this
    this.child = null
    if (child === null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Whatever a client can ask. */
  async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(this.address, { retryStrategy: () => 20 })
    redis.on('error', () => {})
    try {
      return await question(redis)
    } finally {
      redis.disconnect()
    }
  }

  /** Shards that workers have, and that wait. */
  async counts(): Promise<{ readonly active: number; readonly waiting: number }> {
    return this.ask(async (redis) => ({
      active: await redis.llen('bull:lockstep-sweeps:active'),
      waiting: await redis.llen('bull:lockstep-sweeps:wait'),
    }))
  }

  /** Shards in any state. */
  async shards(): Promise<string[]> {
    const keys = await this.ask((redis) => redis.keys('bull:lockstep-sweeps:*-*'))
    return keys.filter((key) => /:[0-9a-f]{12}-[0-9a-f]{16}$/.test(key))
  }
}

function isInstalled(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
