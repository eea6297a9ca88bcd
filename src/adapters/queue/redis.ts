/** A connection to Redis (or Valkey): one that was there once is waited for, one that is not there at first is told of at once. */
import type { Redis } from 'ioredis'
import { LockstepError } from '../../base/error.ts'
import { installed } from './installed.ts'

export type { Redis }

/** Waits between attempts to reach a Redis that is gone. */
const RETRY_MS_MAX = 2000
const CONNECT_MS_MAX = 10_000
/** What a Redis says to whoever may not come in. */
const SHUT_OUT = /^(NOAUTH|WRONGPASS|NOPERM)/

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
    // A database that is not there would be told of to nobody, and the first taken instead.
    await inTime(client.connect().then(() => client.select(databaseOf(address))))
    wasThere = true
    return client
  } catch (cause) {
    client.disconnect()
    const why = last?.code ?? last?.message ?? (cause as Error).message
    const hint = SHUT_OUT.test(why)
      ? 'Give its password: --queue redis://:PASSWORD@HOST:PORT/DB, where %40 stands for @ and %2F for /.'
      : 'Start one there (redis-server), or name another with --queue redis://HOST:PORT/DB.'
    throw new LockstepError('E_QUEUE', `expected a Redis at ${place}, could not reach it (${why})`, hint, cause)
  }
}

/** What takes a connection and says nothing is no Redis, or speaks TLS where this does not. */
async function inTime(work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`no answer in ${CONNECT_MS_MAX / 1000} s`)), CONNECT_MS_MAX)
  try {
    await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function databaseOf(address: string): number {
  return Number(new URL(address).pathname.slice(1))
}

/** The address without its password. @throws LockstepError E_QUEUE */
function checkAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '' || !/^(\/\d*)?$/.test(url.pathname)) {
    throw new LockstepError(
      'E_QUEUE',
      `expected a queue such as redis://HOST:6379/0, was ${address.replace(/\/\/.*@/s, '//…@')}`,
      'Give the address of a Redis or Valkey server and the number of a database; in a password %40 stands for @ and %2F for /.',
    )
  }
  return `${url.protocol}//${url.host}${url.pathname}`
}
