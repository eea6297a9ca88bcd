/** A process that stands for a machine: the real command line, in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

export const root: string = join(import.meta.dirname, '../..')

/** Many processes start in one test: time enough on a machine that does other things too. */
export const MS_MAX = 180_000

export interface Ended {
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
}

export class Machine {
  out = ''
  err = ''
  readonly folder: string
  readonly ended: Promise<Ended>
  private readonly child: ChildProcess
  private isOver = false

  private constructor(args: readonly string[], { folder, env }: { folder: string; env: Readonly<Record<string, string>> }) {
    const { NODE_OPTIONS: _, ...inherited } = process.env
    this.folder = folder
    this.child = spawn(process.execPath, [join(root, 'bin/lockstep.js'), ...args], {
      cwd: folder,
      env: { ...inherited, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout!.setEncoding('utf8').on('data', (text: string) => void (this.out += text))
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => void (this.err += text))
    this.ended = new Promise((resolve) => {
      this.child.on('close', (exit, signal) => {
        this.isOver = true
        resolve({ exit, signal })
      })
    })
  }

  /** Ended with the test, if not before. */
  static start(args: readonly string[], { folder = scratch(), env = {} }: { folder?: string; env?: Record<string, string> } = {}): Machine {
    const machine = new Machine(args, { folder, env })
    onTestFinished(async () => {
      machine.kill('SIGKILL')
      await machine.ended
    })
    return machine
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** Until stderr says so. */
  async says(text: RegExp): Promise<void> {
    await until(() => text.test(this.err) || this.isOver)
    if (!text.test(this.err)) throw new Error(`expected ${text} on stderr, it ended with:\n${this.err}`)
  }
}

/** A folder that is removed after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-queue-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Looks again and again, for as long as a test may take. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(20)
}
