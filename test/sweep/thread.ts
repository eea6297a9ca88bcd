/** Where threads begin whose strategies import the engine of the checkout. */
import { enableCompileCache } from 'node:module'
import { installEntryHooks } from '../../apps/cli/entry-hooks.ts'

enableCompileCache()
installEntryHooks()
const { serveTrials } = await import('lockstep')
await serveTrials()
