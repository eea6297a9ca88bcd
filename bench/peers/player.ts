/** A process that runs once for each line that it is sent. Both sides of a contest are such, so that they can take turns. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export interface Outcome {
  /** Round trips that were closed. */
  readonly trips: number
  /** At the end, money. */
  readonly equity: number
}

/** One run. */
export interface Round extends Outcome {
  readonly seconds: number
  /** Time of processors, which a busy machine stretches less. */
  readonly cpu: number
  /** Garbage collections during it. */
  readonly collections: number
  /** Most memory that the process has had resident so far, bytes. */
  readonly peak: number
}

const STDERR_CHARS = 2000

export class Player {
  version = ''
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  private readonly lines: AsyncIterator<string>
  private readonly reader: Interface
  private complaint = ''

  private constructor(command: string, args: readonly string[]) {
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    this.child.on('error', (error) => (this.complaint += error.message))
    // A write to a process that has ended is told by the line that does not come.
    this.child.stdin.on('error', () => {})
    this.child.stderr.setEncoding('utf8').on('data', (part: string) => {
      this.complaint = (this.complaint + part).slice(-STDERR_CHARS)
    })
    this.reader = createInterface({ input: this.child.stdout })
    this.lines = this.reader[Symbol.asyncIterator]()
  }

  /** Starts it and waits until it has loaded. */
  static async start(command: string, args: readonly string[]): Promise<Player> {
    const player = new Player(command, args)
    const { version } = (await player.read()) as { readonly version: string }
    player.version = version
    return player
  }

  /** Runs it once that way. */
  async run(way: string): Promise<Round> {
    this.child.stdin.write(`${way}\n`)
    return (await this.read()) as Round
  }

  end(): void {
    this.child.stdin.end()
    this.child.kill()
    this.reader.close()
  }

  private async read(): Promise<unknown> {
    const { done, value } = await this.lines.next()
    if (done === true) throw new Error(`${this.child.spawnargs.slice(0, 2).join(' ')} ended: ${this.complaint.trim()}`)
    return JSON.parse(value)
  }
}
