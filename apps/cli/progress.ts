/** How far a job is, on stderr: one line rewritten in place for a person, else a line now and then. */
import type { Screen } from './screen.ts'

export type ProgressMode = 'auto' | 'plain' | 'none'

/** A terminal is rewritten at most this often. */
const REWRITE_MS = 100
/** Without a terminal: nothing before this, then a line for each tenth or each five seconds. */
const QUIET_MS = 2000
const LINE_EVERY_MS = 5000

export class Progress {
  private readonly how: 'live' | 'plain' | 'none'
  private readonly startMs = performance.now()
  private shownMs = -Infinity
  private shownTenth = 0
  private shown = false

  constructor(screen: Screen, mode: ProgressMode) {
    const silent = mode === 'none' || (mode === 'auto' && (screen.quiet || screen.json))
    this.how = silent ? 'none' : screen.live && mode === 'auto' ? 'live' : 'plain'
  }

  /** Shows where things are, when it is time to: `text` is only called then. */
  update(share: number, text: () => string): void {
    if (this.how === 'none') return
    const now = performance.now()
    if (this.how === 'live') {
      if (now - this.shownMs < REWRITE_MS) return
      process.stderr.write(`\r\u001b[2K${text()}`)
    } else {
      const tenth = Math.floor(share * 10)
      const since = now - Math.max(this.shownMs, this.startMs)
      if (now - this.startMs < QUIET_MS || (tenth === this.shownTenth && since < LINE_EVERY_MS)) return
      this.shownTenth = tenth
      process.stderr.write(`${text()}\n`)
    }
    this.shownMs = now
    this.shown = true
  }

  /** Takes the line away. */
  clear(): void {
    if (this.how === 'live' && this.shown) process.stderr.write('\r\u001b[2K')
    this.shown = false
    this.shownMs = -Infinity
  }
}

/** `6.2M`, `340k`, `812` */
export function short(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)}G`
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)}M`
  return count >= 1e4 ? `${Math.round(count / 1e3)}k` : String(Math.round(count))
}

/** `0:01:05` */
export function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

/** `1 234 567`, as reports write it. */
export function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replaceAll(/\B(?=(\d{3})+$)/g, ' ')
}
