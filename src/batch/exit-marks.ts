/** Rows that end positions whatever the prices: ends of sessions, and signals. */
import { LockstepError } from '../base/error.ts'
import { P_SESSION_ROW, P_SIDE, P_SIGNAL_ROW, type TradeBars } from './position.ts'
import type { FullTradeRules } from './trade-rules.ts'

export class ExitMarks {
  private readonly sessions = new NextMark()
  private readonly longs = new NextMark()
  private readonly shorts = new NextMark()
  private readonly endsSessions: boolean
  /** Rows from a signal to the one that it ends a position in. */
  private readonly lag: number

  constructor({ sessionEnd, exit }: FullTradeRules) {
    this.endsSessions = sessionEnd
    this.lag = exit === 'next-open' ? 1 : 0
  }

  /** Rows from `base` on are those of the bars. @throws LockstepError E_CONFIG for marks that are fewer than the bars */
  turnTo({ length, sessionEnds, exitLongs, exitShorts }: TradeBars, base: number): void {
    for (const [name, marks] of Object.entries({ sessionEnds, exitLongs, exitShorts }))
      if (marks !== undefined) checkLength(name, marks, length)
    this.sessions.turnTo(this.endsSessions ? sessionEnds : undefined, base, base + length)
    this.longs.turnTo(exitLongs, base, base + length)
    this.shorts.turnTo(exitShorts, base, base + length)
  }

  /** Finds them for the position at `at`, from `row` on. A signal of the chunk before may still be to come. */
  find(s: Float64Array, at: number, row: number): void {
    s[at + P_SESSION_ROW] = this.sessions.from(row)
    if (s[at + P_SIGNAL_ROW]! < Infinity) return
    s[at + P_SIGNAL_ROW] = (s[at + P_SIDE]! > 0 ? this.longs : this.shorts).from(row) + this.lag
  }
}

function checkLength(name: string, marks: Uint8Array, length: number): void {
  if (marks.length >= length) return
  throw new LockstepError(
    'E_CONFIG',
    `expected ${name} for ${length} rows of bars, was for ${marks.length}`,
    'Give every row a mark, 0 or 1.',
  )
}

/** The next marked row of a column. Positions ask in the order of their entries, so what was found serves until it is passed. */
class NextMark {
  private marks: Uint8Array | undefined
  private base = 0
  private end = 0
  private asked = Infinity
  private found = Infinity

  /** The column of rows [base, end), which 1 marks; undefined where nothing is marked. */
  turnTo(marks: Uint8Array | undefined, base: number, end: number): void {
    this.marks = marks
    this.base = base
    this.end = end
    this.asked = Infinity
  }

  /** The first marked row from `row` on, Infinity where there is none. */
  from(row: number): number {
    if (this.marks === undefined) return Infinity
    if (row >= this.asked && row <= this.found) return this.found
    const at = this.marks.indexOf(1, row - this.base)
    this.asked = row
    this.found = at < 0 || this.base + at >= this.end ? Infinity : this.base + at
    return this.found
  }
}
