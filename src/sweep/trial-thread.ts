/** Where a thread of the pool begins, unless the pool is given another file. */
import { enableCompileCache } from 'node:module'
import { serveTrials } from './serve-trials.ts'

enableCompileCache()
await serveTrials()
