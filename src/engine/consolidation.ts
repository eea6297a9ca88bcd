/** The rules by which bars are put together by count, volume or price. What each means to an author: src/strategy/bar-rule.ts. */
import { LockstepError } from '../base/error.ts'
import type { BarColumns } from '../model/bars.ts'
import { tickSize, type Instrument } from '../model/instrument.ts'
import { snapTick } from '../model/price-grid.ts'
import type { BarRule } from '../strategy/bar-rule.ts'
import { CountBars, VolumeBars } from './count-bars.ts'
import { RangeBars } from './range-bars.ts'
import { RenkoBricks } from './renko-bricks.ts'
import { TurnoverBars } from './turnover-bars.ts'
import type { WholeBar } from './whole-bar.ts'
import { WickedBricks } from './wicked-bricks.ts'

/** Takes base bars one by one; after each, `next` is asked until there is no further whole bar. */
export interface Consolidation {
  /** The whole bar that `next` came to; reused. */
  readonly done: Readonly<WholeBar>
  take(bars: BarColumns, at: number, closeTime: number): void
  next(): boolean
}

/** What bars of a rule are called, such as `renko 1.5`. */
export function labelOf(rule: BarRule): string {
  const kind = 'renko' in rule && rule.kind !== undefined && rule.kind !== 'classic' ? ` ${rule.kind}` : ''
  const [name, size] = Object.entries(rule).find(([key]) => key !== 'kind') ?? ['nothing', 0]
  return `${name} ${size}${kind}`
}

/** @throws LockstepError E_STRATEGY_SETUP for a size that cannot be */
export function consolidationOf(rule: BarRule, instrument: Instrument): Consolidation {
  const given = Object.keys(rule).filter((key) => key !== 'kind')
  if (given.length !== 1)
    throw badRule('one of count, volume, turnover, renko and range', given.length === 0 ? 'none' : given.join(' and '))
  if ('count' in rule) {
    if (!Number.isSafeInteger(rule.count) || rule.count < 1) throw badRule('a whole count of at least 1', `${rule.count}`)
    return new CountBars(rule.count)
  }
  if ('volume' in rule) {
    if (!(rule.volume > 0 && rule.volume < Infinity)) throw badRule('a volume above 0', `${rule.volume}`)
    return new VolumeBars(rule.volume)
  }
  if ('turnover' in rule) {
    if (!(rule.turnover > 0 && rule.turnover < Infinity)) throw badRule('a turnover above 0', `${rule.turnover}`)
    return new TurnoverBars(rule.turnover)
  }
  const tick = tickSize(instrument)
  if ('range' in rule) return new RangeBars({ ticks: wholeTicks('range', rule.range, tick), instrument })
  const ticks = wholeTicks('renko', rule.renko, tick)
  const { kind = 'classic' } = rule
  if (kind === 'wicked') return new WickedBricks({ ticks, instrument })
  if (kind !== 'classic' && kind !== 'single') throw badRule('a kind of classic, single or wicked', String(kind))
  return new RenkoBricks({ ticks, instrument, atOnceMax: kind === 'single' ? 1 : Infinity })
}

function wholeTicks(name: string, size: number, tick: number): number {
  const ticks = snapTick(size / tick)
  if (!(Number.isSafeInteger(ticks) && ticks >= 1)) throw badRule(`a ${name} of whole ticks of ${tick}`, `${size}`)
  return ticks
}

function badRule(expected: string, was: string): LockstepError {
  return new LockstepError('E_STRATEGY_SETUP', `expected bars of ${expected}, was ${was}`, 'Ask for example for bars({ renko: 1.5 }).')
}
