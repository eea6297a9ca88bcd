/** Where the threads of a sweep begin: a strategy file anywhere gets this engine, as in the command itself. */
import { enableCompileCache } from 'node:module'
import { installEntryHooks } from './entry-hooks.ts'

enableCompileCache()
installEntryHooks()
const { serveTrials } = await import('lockstep')
await serveTrials()
