/** Where a process that carries out one run of a check begins; its worker threads begin here too. */
import { enableCompileCache } from 'node:module'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { installEntryHooks } from '../entry-hooks.ts'
import type { FreshAnswer, FreshRequest } from './request.ts'

enableCompileCache()
installEntryHooks()
if (isMainThread)
  process.once('message', (message) => void answer(message as FreshRequest, (said) => process.send!(said, () => process.exit())))
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
else void answer(workerData as FreshRequest, (said) => parentPort!.postMessage(said))

async function answer(request: FreshRequest, send: (said: FreshAnswer) => void): Promise<void> {
  try {
    const { playFresh } = await import('./fresh-run.ts')
    send({ played: await playFresh(request) })
  } catch (error) {
    const { code = 'E_STRATEGY_THREW', message = String(error), hint = '' } = error as { code?: string; message?: string; hint?: string }
    send({ fault: { code, message, hint } })
  }
}
