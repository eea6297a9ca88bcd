/** Where the command line begins. `--version` is answered from here, so that it never waits for the engine. */
import { readFileSync } from 'node:fs'
import { installEntryHooks } from './entry-hooks.ts'
import { packageRoot } from './package-root.ts'

// A reader that has seen enough (`| head`) is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

const args = process.argv.slice(2)
if (args.length === 1 && ['--version', '-V', 'version'].includes(args[0]!)) {
  process.stdout.write(`${version()}\n`)
} else {
  installEntryHooks()
  const { run } = await import('./program.ts')
  process.exitCode = await run(args, version())
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as { version: string }).version
}
