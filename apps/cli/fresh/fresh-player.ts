/** Carries out the runs of a check in processes of their own, a few at a time: whatever a strategy made at load is made again in each. */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { LockstepError, type ErrorCode, type Played, type Player, type Variant, type World } from 'lockstep'
import type { FreshAnswer, FreshRequest } from './request.ts'

const PROCESSES_MAX = 4
const main = new URL(import.meta.url.endsWith('.ts') ? './fresh-main.ts' : './fresh-main.js', import.meta.url)
/** What a process needs of an environment that is nobody's. */
const NEEDED = /^(PATH|SYSTEMROOT|WINDIR|TEMP|TMP|TMPDIR|LD_LIBRARY_PATH|DYLD_.*|NODE_.*|LOCKSTEP_.*)$/i

export class FreshPlayer implements Player, Disposable {
  readonly fresh = true
  private readonly request: Omit<FreshRequest, 'variant' | 'folder'>
  /** Whatever the runs leave behind, also those that are ended in the middle. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'lockstep-check-'))
  private readonly disposal = new AbortController()
  private readonly signal: AbortSignal
  private free = Math.min(PROCESSES_MAX, availableParallelism())
  private readonly waiting: (() => void)[] = []

  constructor(request: Omit<FreshRequest, 'variant' | 'folder'>, signal: AbortSignal) {
    this.request = request
    this.signal = AbortSignal.any([signal, this.disposal.signal])
  }

  /** Ends what still runs. */
  [Symbol.dispose](): void {
    this.disposal.abort()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }

  async play(variant: Variant): Promise<Played> {
    if (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve))
    else this.free--
    try {
      this.signal.throwIfAborted()
      return await carryOut({ ...this.request, folder: this.folder, variant }, this.signal)
    } finally {
      const next = this.waiting.shift()
      if (next === undefined) this.free++
      else next()
    }
  }
}

function carryOut(request: FreshRequest, signal: AbortSignal): Promise<Played> {
  return new Promise((resolve, reject) => {
    const child = fork(main, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: environmentOf(request.variant.world ?? {}),
      signal,
      // One that is reading its data, or in a loop without end, would not hear anything softer.
      killSignal: 'SIGKILL',
    })
    let answer: FreshAnswer | null = null
    child.on('message', (message) => (answer = message as FreshAnswer))
    child.on('error', reject)
    child.on('exit', (code, killed) => {
      if (answer === null) reject(died(request, code ?? killed))
      else if ('played' in answer) resolve(answer.played)
      else reject(new LockstepError(answer.fault.code as ErrorCode, answer.fault.message, answer.fault.hint))
    })
    child.send(request)
  })
}

function environmentOf({ zone, locale, bareEnvironment }: World): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => bareEnvironment !== true || NEEDED.test(name))
  return {
    ...Object.fromEntries(inherited),
    ...(zone !== undefined && { TZ: zone }),
    ...(locale !== undefined && { LC_ALL: `${locale.replace('-', '_')}.UTF-8`, LANG: `${locale.replace('-', '_')}.UTF-8` }),
  }
}

function died({ variant }: FreshRequest, how: number | string | null): LockstepError {
  return new LockstepError(
    'E_STRATEGY_THREW',
    `expected a run to end when ${variant.says}, its process ended with ${how ?? 'nothing said'}`,
    'Look for a strategy that ends the process, or takes more memory than there is.',
  )
}
