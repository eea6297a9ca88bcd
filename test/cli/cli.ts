/** Runs the real command line in a process of its own. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const root: string = join(import.meta.dirname, '../..')
export const bundled: string = join(root, 'data/sp500.csv')
export const example = (name: string): string => join(root, 'examples', `${name}.ts`)

/** Where runs are saved unless a test says otherwise: nowhere in the project. */
const runs = join(tmpdir(), `lockstep-test-runs-${process.pid}`)
process.on('exit', () => rmSync(runs, { recursive: true, force: true }))

export interface Ran {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface Around {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Flags of Node, and the starter to run instead of the checkout's. */
  readonly nodeFlags?: readonly string[]
  readonly starter?: string
  /** Words before the command, such as a shell that sets a limit and executes the rest. */
  readonly through?: readonly string[]
  /** Called with what stderr holds so far, and a way to signal. */
  readonly watch?: (err: string, kill: (signal: NodeJS.Signals) => void) => void
}

export function lockstep(
  args: readonly string[],
  { cwd = root, env = {}, through = [], nodeFlags = [], starter = join(root, 'bin/lockstep.js'), watch }: Around = {},
): Promise<Ran> {
  const { LOCKSTEP_CATALOG: _, NODE_OPTIONS: __, ...inherited } = process.env
  const [command = '', ...rest] = [...through, process.execPath, ...nodeFlags, starter, ...args]
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      cwd,
      env: { ...inherited, NO_COLOR: '1', LOCKSTEP_RUNS: runs, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
      watch?.(err, (signal) => void child.kill(signal))
    })
    child.on('error', reject)
    child.on('close', (exit, signal) => resolve({ exit, signal, out, err }))
  })
}

/** A folder that is removed after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
