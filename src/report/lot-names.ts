/** What the numbers of a lot stand for, and when it was opened as tables of attribution name it. */
import type { Currency, Instrument } from '../model/instrument.ts'
import type { RunEnd, RunInfo } from '../model/ports.ts'
import { HOUR_MS } from '../model/time.ts'
import type { Opener } from './lot-sums.ts'
import { OTHERS, type OrderSources } from './order-sources.ts'

/** What more there is than a table tells apart. */
export const OTHERS_KEY = '(others)'

export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export const WEEK_HOURS: number = 7 * 24
/** `00` to `23` */
export const hours: readonly string[] = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

/** Who opened a lot, in words; '' for no tag or model. */
export interface OpenerNames {
  readonly instrument: string
  readonly strategy: string
  readonly timeframe: string
  readonly tag: string
  readonly model: string
  readonly side: 'long' | 'short'
}

export class LotNames {
  readonly instruments: readonly Instrument[]
  readonly currency: Currency
  private readonly strategies: readonly string[]
  private readonly matchedOn: readonly string[]
  private readonly end: Pick<RunEnd, 'tags' | 'timeframes' | 'models'>
  private readonly sources: OrderSources

  constructor(info: RunInfo, end: Pick<RunEnd, 'tags' | 'timeframes' | 'models'>, sources: OrderSources) {
    this.instruments = info.instruments
    this.currency = info.currency
    this.strategies = info.strategy.parts ?? [info.strategy.name]
    this.matchedOn = info.instruments.map(({ id }) => finest(info, id))
    this.end = end
    this.sources = sources
  }

  of({ instrument, side, kind }: Opener): OpenerNames {
    const { owner, timeframe, tag, model } = this.sources.kinds[kind]!
    const { tags, timeframes = [''], models = [''] } = this.end
    const name = (list: readonly string[], index: number): string => (index === OTHERS ? OTHERS_KEY : (list[index] ?? ''))
    return {
      instrument: this.instruments[instrument]!.id,
      strategy: name(this.strategies, owner),
      // 0 is the series that the order was matched on.
      timeframe: timeframe === 0 ? this.matchedOn[instrument]! : name(timeframes, timeframe),
      tag: name(tags, tag),
      model: name(models, model),
      side: side > 0 ? 'long' : 'short',
    }
  }
}

/** Hours since Monday began in UTC, 0 to 167. A step at the end of a bar belongs to that bar: 11:00 is of the hour that began at 10. */
export function hourOfWeek(time: number): number {
  // The epoch was a Thursday.
  const hour = Math.floor((time - 1) / HOUR_MS) + 3 * 24
  return hour - Math.floor(hour / WEEK_HOURS) * WEEK_HOURS
}

/** `2020-01`, by the same rule. */
export function monthName(time: number): string {
  return new Date(time - 1).toISOString().slice(0, 7)
}

/** Timeframe of the series that an instrument's orders are matched on. */
function finest({ series }: RunInfo, instrument: string): string {
  const own = series.filter((s) => s.instrument === instrument).map((s) => s.timeframe)
  return own.toSorted((a, b) => a.ms - b.ms)[0]?.label ?? ''
}
