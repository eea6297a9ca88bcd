/**
 * Drawdown episodes, folded from marks. An episode runs from the last time equity stood at its peak to the first time it
 * is at or above it again; the opening cash is the first peak. Within an episode the peak stands still, so its depth is
 * known from the lowest mark alone and the loop needs no division.
 */
import type { MarkSpan } from './mark-span.ts'

/** Episodes of the table, deepest first. */
export const DEEPEST_MAX = 10

export interface Episode {
  /** Epoch ms of the peak, of the lowest mark, and of the recovery (or of the last mark while ongoing). */
  readonly start: number
  readonly trough: number
  readonly end: number
  /** (peak - lowest) / peak, a positive fraction. */
  readonly depth: number
  /** peak - lowest, money. */
  readonly money: number
  readonly ongoing: boolean
}

export interface DrawdownSummary {
  readonly episodes: number
  /** Sums over all episodes, of what `Episode` has of each. */
  readonly depthSum: number
  readonly lastedMsSum: number
  /** Deepest first, at most DEEPEST_MAX. */
  readonly deepest: readonly Episode[]
  readonly longest: Episode | null
  /** Largest fall from a peak, money. */
  readonly moneyMax: number
  /** Highest equity, money. */
  readonly peak: number
}

export class Drawdowns {
  private peak: number
  private peakTime = Number.NaN
  private low: number
  private lowTime = 0
  private lastTime = 0
  private episodes = 0
  private depthSum = 0
  private lastedMsSum = 0
  private moneyMax = 0
  private longest: Episode | null = null
  private deepest: Episode[] = []

  /** @param opening the opening cash, money, > 0 */
  constructor(opening: number) {
    this.peak = opening
    this.low = opening
  }

  /** Folds a span of marks, times not decreasing. */
  take(span: MarkSpan): void {
    const { time, equity, from, to } = span
    if (Number.isNaN(this.peakTime)) this.peakTime = time[from]!
    if (span.low === span.high) this.takeLevel(span)
    else if (span.high >= this.peak) this.takeEach(span)
    else if (span.low < this.low) {
      this.low = span.low
      this.lowTime = time[equity.indexOf(span.low, from)]!
    }
    this.lastTime = time[to - 1]!
  }

  /** All episodes so far, the ongoing one counted to the last mark. */
  summary(): DrawdownSummary {
    const { episodes, depthSum, lastedMsSum, deepest, longest, moneyMax, peak } = this
    if (this.low >= peak) return { episodes, depthSum, lastedMsSum, deepest, longest, moneyMax, peak }
    const ongoing = this.episode(this.lastTime, true)
    return {
      episodes: episodes + 1,
      depthSum: depthSum + ongoing.depth,
      lastedMsSum: lastedMsSum + lasts(ongoing),
      deepest: ranked([...deepest, ongoing]),
      longest: longest === null || lasts(ongoing) > lasts(longest) ? ongoing : longest,
      moneyMax: Math.max(moneyMax, ongoing.money),
      peak,
    }
  }

  /** A span without a position: every mark is the same. */
  private takeLevel({ time, from, to, low: level }: MarkSpan): void {
    if (level >= this.peak) {
      if (this.low < this.peak) this.keep(this.episode(time[from]!, false))
      this.peak = this.low = level
      this.peakTime = time[to - 1]!
    } else if (level < this.low) {
      this.low = level
      this.lowTime = time[from]!
    }
  }

  private takeEach({ time, equity, from, to }: MarkSpan): void {
    let { peak, low } = this
    for (let i = from; i < to; i++) {
      const e = equity[i]!
      if (e >= peak) {
        if (low < peak) this.keep(this.episode(time[i]!, false))
        this.peak = peak = e
        this.low = low = e
        this.peakTime = time[i]!
      } else if (e < low) {
        this.low = low = e
        this.lowTime = time[i]!
      }
    }
  }

  private episode(end: number, ongoing: boolean): Episode {
    const money = this.peak - this.low
    return { start: this.peakTime, trough: this.lowTime, end, depth: money / this.peak, money, ongoing }
  }

  private keep(episode: Episode): void {
    this.episodes++
    this.depthSum += episode.depth
    this.lastedMsSum += lasts(episode)
    if (episode.money > this.moneyMax) this.moneyMax = episode.money
    if (this.longest === null || lasts(episode) > lasts(this.longest)) this.longest = episode
    const last = this.deepest[DEEPEST_MAX - 1]
    if (last === undefined || episode.depth > last.depth) this.deepest = ranked([...this.deepest, episode])
  }
}

/** Milliseconds from peak to recovery. */
export function lasts(episode: Episode): number {
  return episode.end - episode.start
}

function ranked(episodes: Episode[]): Episode[] {
  return episodes.sort((a, b) => b.depth - a.depth || a.start - b.start).slice(0, DEEPEST_MAX)
}
