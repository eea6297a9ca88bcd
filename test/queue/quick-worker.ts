/** A worker that is missed at once: `node quick-worker.ts QUEUE CACHE`. */
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { serveQueue } from '../../src/index.ts'

const [queue = '', cache = ''] = process.argv.slice(2)
const thread = pathToFileURL(join(import.meta.dirname, '../sweep/thread.ts'))
await serveQueue({ queue, cache, thread, threads: 1, lockMs: 500 })
