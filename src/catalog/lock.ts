import { mkdir, open, readFile, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LockstepError } from '../base/error.ts'
import { diskFault } from './disk.ts'

const LOCK_NAME = '.lock'
const TRY_EVERY_MS = 25
const WAIT_MS_MAX = 60_000

/** Runs `work` while no other process (or call) writes in `folder`. A lock whose process is gone is taken over. */
export async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, LOCK_NAME)
  await take(folder, path)
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
    // Work that stored nothing leaves nothing; a folder that holds something stays.
    await rmdir(folder).catch(() => {})
  }
}

async function take(folder: string, path: string): Promise<void> {
  for (let waited = 0; waited <= WAIT_MS_MAX; waited += TRY_EVERY_MS) {
    try {
      await mkdir(folder, { recursive: true })
      const file = await open(path, 'wx')
      await file.writeFile(String(process.pid))
      await file.close()
      return
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      if (code !== 'EEXIST' && code !== 'ENOENT') throw diskFault('write', path, cause)
    }
    if (await isAbandoned(path)) await rm(path, { force: true })
    else await sleep(TRY_EVERY_MS)
  }
  throw new LockstepError(
    'E_DATA_DISK',
    `expected ${path} to be free within a minute, another import holds it`,
    'Wait for that import; if there is none, delete the file.',
  )
}

/** An empty lock is one that is being written: its owner is alive. */
async function isAbandoned(path: string): Promise<boolean> {
  const owner = Number(await readFile(path, 'utf8').catch(() => ''))
  if (!Number.isSafeInteger(owner) || owner <= 0) return false
  try {
    process.kill(owner, 0)
    return false
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
