/** Where positions are to be, of several markets at once: what a portfolio strategy asks for. */
import {
  ASK_FLATTEN,
  ASK_TARGET,
  ASK_TARGET_TOO,
  D_INSTRUMENT,
  D_OWNER,
  D_SIZE,
  D_SIZE_KIND,
  D_SOURCE,
  D_TAG,
  SIZE_EQUITY,
  SIZE_UNITS,
  SIZE_VALUE,
  type Desk,
} from './desk.ts'
import { AIM_KEYS, checkKeys } from './known-keys.ts'
import type { TargetRequest } from './order-request.ts'
import { numberOf } from './request-draft.ts'

/** A market that knows its place in the run. */
interface Placed {
  readonly index: number
}

/** Words that the orders of targets carry, as those of a request. */
export interface TargetOptions {
  readonly tag?: string
  readonly model?: string
}

/** One market of several; the handle is one that `market()` gave. */
export type MarketTarget = TargetRequest & { readonly market: object }

/**
 * Brings several positions to where they are to be. All differences are reckoned before the first order; what reduces a position goes
 * first, then the larger value.
 */
export function askTargets(desk: Desk, owner: number, targets: readonly MarketTarget[], { tag, model }: TargetOptions = {}): void {
  for (const [k, target] of targets.entries()) {
    const d = desk.draft
    d[D_INSTRUMENT] = (target.market as Placed).index
    d[D_OWNER] = owner
    d[D_TAG] = tag === undefined ? 0 : desk.tag(tag)
    d[D_SOURCE] = desk.source(model)
    writeTarget(d, target)
    desk.ask(k === 0 ? ASK_TARGET : ASK_TARGET_TOO)
  }
}

/** Cancels all of an owner's orders and closes all its positions, markets in the order of their names. */
export function askFlatten(desk: Desk, owner: number, tag?: string): void {
  desk.draft[D_INSTRUMENT] = 0
  desk.draft[D_OWNER] = owner
  desk.draft[D_TAG] = tag === undefined ? 0 : desk.tag(tag)
  desk.draft[D_SOURCE] = 0
  desk.ask(ASK_FLATTEN)
}

export function writeTarget(d: Float64Array, target: TargetRequest): void {
  checkKeys('a target', target, AIM_KEYS)
  const { weight, qty, value } = target
  d[D_SIZE_KIND] = weight !== undefined ? SIZE_EQUITY : qty !== undefined ? SIZE_UNITS : SIZE_VALUE
  d[D_SIZE] = numberOf(weight ?? qty ?? value)
}
