/** Where the command line begins, under the right Node. */
import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { installEntryHooks } from './entry-hooks.ts'
import { packageRoot } from './package-root.ts'

// A reader that has seen enough (`| head`) is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    // Nothing more can be said on this stream; the other one may still be read.
    process.stderr.write(
      `error E_WRITE: expected to write to ${stream === process.stdout ? 'stdout' : 'stderr'}, could not: ${error.message}\n`,
    )
    process.exit(1)
  })
}

// The engine is some hundred files: what V8 made of them the last time halves the start.
enableCompileCache()
installEntryHooks()
const { run } = await import('./program.ts')
const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as { version: string }
process.exitCode = await run(process.argv.slice(2), version)
