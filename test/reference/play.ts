/** The script as a strategy of the engine, and everything that came of it. */
import { createEngine } from '../../src/engine/engine-run.ts'
import { allocateBars, type BarSeries } from '../../src/model/bars.ts'
import type { OrderId } from '../../src/model/order.ts'
import * as R from '../../src/model/record.ts'
import { epochMs } from '../../src/model/time.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { createLimits } from '../../src/risk/limits.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { AmendRequest, OrderRequest, Sided } from '../../src/strategy/order-request.ts'
import { moment, strategy, type Strategy } from '../../src/strategy/strategy.ts'
import { feeBps, feePerOrder, sumOfFees } from '../../src/venue/fees.ts'
import { fillPolicyOf } from '../../src/venue/fill-policy.ts'
import { shareOfVolume, unlimited } from '../../src/venue/liquidity.ts'
import { SimVenue } from '../../src/venue/sim-venue.ts'
import { slippageTicks, sumOfSlippage } from '../../src/venue/slippage.ts'
import type { Row } from './records.ts'
import type { Ask, Change, Entry, Script, Terms } from './script.ts'

export interface PlayedStep {
  /** Epoch ms; Infinity for what the end of the run does. */
  readonly time: number
  readonly rows: Row[]
  /** Money, as the taps are told. */
  readonly equity: number
}

const MINUTE = parseTimeframe('1m')

export function play(script: Script): { readonly steps: PlayedStep[]; readonly ambiguousBars: number } {
  const steps: PlayedStep[] = []
  const { engine } = createEngine({
    strategy: asking(script),
    params: {},
    source: null,
    series: script.markets.map((_, k) => seriesOf(script, k)),
    pushed: false,
    cash: script.cash,
    limits: createLimits({
      leverageMax: script.leverage,
      allowShort: script.shorts,
      positionQtyMax: script.positionMax,
      openOrdersMax: script.ordersMax,
    }),
    tradeFrom: null,
    seed: 1,
    taps: [
      {
        everyStep: true,
        take: ({ records, recordCount, markTime, markEquity, markCount }) => {
          const rows: Row[] = []
          for (let k = 0; k < recordCount; k++) rows.push([...records.subarray(k * R.RECORD_WIDTH, (k + 1) * R.RECORD_WIDTH)])
          steps.push({ time: markCount === 0 ? Infinity : markTime[0]!, rows, equity: markCount === 0 ? NaN : markEquity[0]! })
        },
      },
    ],
    inputs: null,
    venue: (instruments, orders) =>
      new SimVenue({
        instruments,
        orders,
        policy: fillPolicyOf(script.policy),
        fee: sumOfFees([
          ...(script.feeBps === 0 ? [] : [feeBps(script.feeBps)]),
          ...(script.feePerOrder === 0 ? [] : [feePerOrder(script.feePerOrder)]),
        ]),
        slippage: sumOfSlippage(script.slippageTicks === 0 ? [] : [slippageTicks(script.slippageTicks)]),
        liquidity: script.volumeShare === 0 ? unlimited : shareOfVolume(script.volumeShare),
        latencyMs: script.latencyMs,
      }),
  })
  engine.run(Infinity)
  const { ambiguousBars } = engine.end('done')
  return { steps, ambiguousBars }
}

function seriesOf({ markets, bars: all }: Script, market: number): BarSeries {
  const mine = all.filter((b) => b.market === market)
  const bars = allocateBars(mine.length)
  for (const [k, bar] of mine.entries()) {
    bars.time[k] = bar.openTime
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) bars[name][k] = bar[name]
  }
  return { instrument: markets[market]!, timeframe: MINUTE, bars, source: { name: 'script', contentHash: '', gaps: 0 } }
}

function asking(script: Script): Strategy {
  return strategy({
    name: 'script',
    setup({ market, on, now }) {
      const markets = script.markets.map(({ id }) => market(id))
      on(moment, () => {
        for (const ask of script.asks.get(now()) ?? []) say(markets[ask.market]!, ask)
      })
    },
  })
}

function say(market: Market, ask: Ask): void {
  switch (ask.do) {
    case 'order':
      if (ask.side > 0) market.buy(requestOf(ask.terms))
      else market.sell(requestOf(ask.terms))
      return
    case 'oco':
    case 'ouo':
      market[ask.do](ask.entries.map(sided))
      return
    case 'close': {
      const { share, on } = ask
      market.close({ ...(share !== undefined && { share }), ...(on && { on }) })
      return
    }
    case 'cancel':
      market.cancel(ask.order as OrderId)
      return
    case 'cancel all':
      market.cancelAll()
      return
    case 'amend':
      market.amend(ask.order as OrderId, changeOf(ask.change))
  }
}

function sided({ side, terms }: Entry): Sided {
  return side > 0 ? { buy: requestOf(terms) } : { sell: requestOf(terms) }
}

/** The words are the same but for instants, and for what an order places. */
function requestOf({ expires, places, ...rest }: Terms): OrderRequest {
  const request = { ...rest, ...expiryOf(expires), ...(places && { places: places.map(sided) }) }
  // A script may ask for what the types forbid, as plain JavaScript can.
  return request as unknown as OrderRequest
}

function changeOf({ expires, ...rest }: Change): AmendRequest {
  return { ...rest, ...expiryOf(expires) }
}

function expiryOf(expires: Terms['expires']): Pick<OrderRequest, 'expires'> {
  if (expires === undefined) return {}
  return { expires: typeof expires === 'object' && 'at' in expires ? epochMs(expires.at) : expires }
}
