/** A connection to Redis (or Valkey): one that was there once is waited for, one that is not there at first is told of at once. */
import type { Redis } from 'ioredis'
import { LockstepError } from '../../base/error.ts'
import { installed } from './installed.ts'

export type { Redis }

/** Waits between attempts to reach a Redis that is gone. */
const RETRY_MS_MAX = 2000
const CONNECT_MS_MAX = 10_000

/** @throws LockstepError E_QUEUE where no Redis answers */
export async function connectRedis(address: string, onNote: (text: string) => void): Promise<Redis> {
  const place = checkAddress(address)
  const { Redis } = await installed('ioredis', () => import('ioredis'))
  let wasThere = false
  let isGone = false
  let last: NodeJS.ErrnoException | undefined
  const client = new Redis(address, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS_MAX,
    // Commands wait for as long as it takes; whoever waits is told so.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (wasThere ? Math.min(times * 100, RETRY_MS_MAX) : null),
  })
  client.on('error', (error: Error) => {
    last = error
  })
  client.on('close', () => {
    if (!wasThere || isGone || client.status === 'end') return
    isGone = true
    onNote(`the queue at ${place} is gone; waiting until it is back`)
  })
  client.on('ready', () => {
    if (isGone) onNote(`the queue at ${place} is back`)
    isGone = false
  })
  try {
    await client.connect()
    await client.ping()
    wasThere = true
    return client
  } catch (cause) {
    client.disconnect()
    const why = last?.code ?? last?.message ?? (cause as Error).message
    throw new LockstepError(
      'E_QUEUE',
      `expected a Redis at ${place}, could not reach it (${why})`,
      'Start one there (redis-server), or name another with --queue redis://HOST:PORT/DB.',
      cause,
    )
  }
}

/** The address without its password. @throws LockstepError E_QUEUE */
function checkAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '' || !/^(\/\d*)?$/.test(url.pathname)) {
    throw new LockstepError(
      'E_QUEUE',
      `expected a queue such as redis://HOST:6379/0, was ${url === null ? `"${address}"` : `${url.protocol}//${url.host}${url.pathname}`}`,
      'Give the address of a Redis or Valkey server and the number of a database.',
    )
  }
  return `${url.protocol}//${url.host}${url.pathname}`
}
