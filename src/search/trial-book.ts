/** Every trial that was asked for: numbers them, refuses what was asked before or may not be, and knows when it is full. */
import type { Axis } from './axis.ts'
import type { Params, Trial } from './trial.ts'

export interface TrialBookOptions {
  /** The book is full with so many. */
  readonly trialsMax: number
  /** Whether the strategy takes such parameters. */
  readonly allows: (params: Params) => boolean
}

export class TrialBook {
  private readonly keys = new Set<string>()
  private readonly options: TrialBookOptions

  constructor(options: TrialBookOptions) {
    this.options = options
  }

  get count(): number {
    return this.keys.size
  }

  get isFull(): boolean {
    return this.keys.size >= this.options.trialsMax
  }

  /** The trial, or undefined where the book is full, has it already, or the strategy does not take it. */
  ask(params: Params, share = 1): Trial | undefined {
    if (this.isFull) return undefined
    const key = JSON.stringify([share, ...Object.entries(params)])
    if (this.keys.has(key) || !this.options.allows(params)) return undefined
    const number = this.keys.size
    this.keys.add(key)
    return { number, params, share }
  }
}

/** The parameters at one place of each axis. */
export function paramsAt(axes: readonly Axis[], places: ArrayLike<number>): Params {
  return Object.fromEntries(axes.map((axis, k) => [axis.name, axis.at(places[k]!)]))
}
