/** Packages that only sweeps over many machines need: loaded when they are asked for, and told of when they are missing. */
import { LockstepError } from '../../base/error.ts'

const versions = { bullmq: '6.7.0', ioredis: '6.0.0', aws4fetch: '1.0.20' } as const

/** @throws LockstepError E_QUEUE naming what to install */
export async function installed<T>(name: keyof typeof versions, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw cause
    const needed = name === 'aws4fetch' ? (['aws4fetch'] as const) : (['bullmq', 'ioredis'] as const)
    throw new LockstepError(
      'E_QUEUE',
      `expected the package ${name} beside Lockstep, it is not installed`,
      `Run npm install ${needed.map((one) => `${one}@${versions[one]}`).join(' ')}.`,
      cause,
    )
  }
}
