/** A worker that is missed at once: `node quick-worker.ts QUEUE OBJECTS`. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// Several are started at once.
enableCompileCache()
const { serveQueue } = await import('../../src/index.ts')

const [queue = '', objects = ''] = process.argv.slice(2)
const thread = pathToFileURL(join(import.meta.dirname, '../sweep/thread.ts'))
await serveQueue({ queue, objects, thread, threads: 1, lockMs: 1000 })
