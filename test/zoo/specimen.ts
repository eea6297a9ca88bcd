/** What the zoo keeps: a strategy that is made from its data, and the check that should catch it. */
import {
  strategy,
  type BarSeries,
  type CheckName,
  type CheckOptions,
  type CheckOutcome,
  type Market,
  type Setup,
  type Strategy,
} from 'lockstep'

export interface Specimen {
  readonly name: string
  readonly caught: CheckName
  /** `fail` unless given. */
  readonly outcome?: CheckOutcome
  readonly make: (data: readonly BarSeries[]) => Strategy
  /** The usual market of daily bars unless given. */
  readonly data?: readonly BarSeries[]
  readonly options?: Partial<CheckOptions>
}

/** A strategy over the bars of the run's first market that is long where `wants` says so. It is made once, when setup is over. */
export function longWhile(
  name: string,
  wants: (setup: Setup<object>, bars: ReturnType<Market['bars']>, market: Market) => () => boolean,
): Strategy {
  return strategy({
    name,
    setup(setup) {
      const market = setup.market('ZOO')
      const bars = market.bars()
      const want = wants(setup, bars, market)
      setup.on(bars, () => follow(market, want()))
    },
  })
}

/** Long or flat. */
export function follow(market: Market, long: boolean): void {
  if (long && !market.position.isOpen) market.buy({ equity: 0.9 })
  if (!long && market.position.isOpen) market.close()
}

/** The closes of the first series. */
export function closesOf([first]: readonly BarSeries[]): Float64Array {
  return first!.bars.close
}
