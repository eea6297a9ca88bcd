/** Ctrl-C and SIGTERM: the first asks to stop where a result can be kept, the second ends the process at once. */
import { exitCodes } from 'lockstep'

/** One Ctrl-C may come twice: from the terminal, and from the starter that hands it on. */
const SAME_PRESS_MS = 100

const exits = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const
type StopSignal = keyof typeof exits

export class Interrupt implements Disposable {
  private readonly controller = new AbortController()
  private received: StopSignal | null = null
  private receivedAtMs = 0
  private readonly handlers: readonly (readonly [StopSignal, () => void])[]

  constructor() {
    this.handlers = (['SIGINT', 'SIGTERM'] as const).map((name) => [name, () => this.stop(name)])
    for (const [name, handler] of this.handlers) process.on(name, handler)
  }

  get stopped(): boolean {
    return this.received !== null
  }

  /** The exit code that says how it was stopped. */
  get exitCode(): number {
    return exits[this.received ?? 'SIGINT']
  }

  /** For work that takes an AbortSignal. */
  get signal(): AbortSignal {
    return this.controller.signal
  }

  [Symbol.dispose](): void {
    for (const [name, handler] of this.handlers) process.off(name, handler)
  }

  private stop(name: StopSignal): void {
    const now = performance.now()
    if (this.received === null) {
      this.received = name
      this.receivedAtMs = now
      this.controller.abort()
    } else if (now - this.receivedAtMs > SAME_PRESS_MS) process.exit(exits[name])
  }
}
