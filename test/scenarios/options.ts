/** A table's options as a run takes them: `cash 1000`, `policy touch`, `kind forex`, `fee 10 bps`, `fee 0.5 per share min 2`, `slippage 1 ticks`, `no shorts`. */
import { allocateBars, type BarSeries, type Quotes } from '../../src/model/bars.ts'
import type { Instrument, InstrumentTerms } from '../../src/model/instrument.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { createLimits, type Limits } from '../../src/risk/limits.ts'
import { feeBps, feePerOrder, feePerShare, sumOfFees, type Fee } from '../../src/venue/fees.ts'
import { shareOfVolume, type Liquidity } from '../../src/venue/liquidity.ts'
import { slippageBps, slippageTicks, sumOfSlippage, type Slippage } from '../../src/venue/slippage.ts'
import { optionOf, type Table, type TableBar } from './table.ts'

export function numberOf(options: readonly string[], name: string, initial: number): number {
  return Number(optionOf(options, name) ?? initial)
}

export function limitsOf(options: readonly string[]): Limits {
  return createLimits({
    leverageMax: numberOf(options, 'leverage', 1),
    allowShort: !options.includes('no shorts'),
    positionQtyMax: numberOf(options, 'position max', Infinity),
    openOrdersMax: numberOf(options, 'orders max', 100),
  })
}

export function feeOf(options: readonly string[]): Fee {
  const fees = options.filter((o) => o.startsWith('fee '))
  return sumOfFees(
    fees.map((option) => {
      const m = /^fee (-?[\d.]+) (bps|bps taker|per order|per share(?: min ([\d.]+))?)$/.exec(option)
      if (m === null) throw new Error(`expected a fee in bps, per order or per share, was "${option}"`)
      const amount = Number(m[1])
      if (m[2] === 'bps') return feeBps(amount)
      if (m[2] === 'bps taker') return feeBps({ maker: 0, taker: amount })
      return m[2] === 'per order' ? feePerOrder(amount) : feePerShare({ amount, minimum: Number(m[3] ?? 0) })
    }),
  )
}

export function slippageOf(options: readonly string[]): Slippage {
  const rules = options.filter((o) => o.startsWith('slippage '))
  return sumOfSlippage(
    rules.map((option) => {
      const m = /^slippage ([\d.]+) (bps|ticks)$/.exec(option)
      if (m === null) throw new Error(`expected slippage in bps or ticks, was "${option}"`)
      return m[2] === 'bps' ? slippageBps(Number(m[1])) : slippageTicks(Number(m[1]))
    }),
  )
}

/** `latency 30s`: how long requests take to arrive. */
export function latencyOf(options: readonly string[]): number {
  const given = optionOf(options, 'latency')
  return given === undefined ? 0 : parseTimeframe(given).ms
}

/** `volume limit 50%`: the share of a bar's volume that may fill. */
export function liquidityOf(options: readonly string[]): { liquidity?: Liquidity } {
  const given = optionOf(options, 'volume limit')
  return given === undefined ? {} : { liquidity: shareOfVolume(Number(given.replace('%', '')) / 100) }
}

/** `min notional 100`, `min qty 2`, `band 10%`: what the venue takes. */
export function termsOf(options: readonly string[]): InstrumentTerms {
  const [notional, qty, band] = [optionOf(options, 'min notional'), optionOf(options, 'min qty'), optionOf(options, 'band')]
  return {
    ...(notional !== undefined && { minNotional: Number(notional) }),
    ...(qty !== undefined && { minQty: Number(qty) }),
    ...(band !== undefined && { priceBand: Number(band.replace('%', '')) / 100 }),
  }
}

/** The bars of one market; each has a volume of 1 unless its table says another. */
export function seriesOf({ bars, timeframe }: Table, instrument: Instrument): BarSeries {
  return seriesFrom(bars, instrument, timeframe)
}

/** The finer bars of one market. */
export function finerOf({ finer, finerTimeframe }: Table, instrument: Instrument): BarSeries {
  return seriesFrom(finer, instrument, finerTimeframe)
}

function seriesFrom(all: readonly TableBar[], instrument: Instrument, timeframe: BarSeries['timeframe']): BarSeries {
  const rows = all.filter((b) => b.market === instrument.id)
  const bars = allocateBars(rows.length)
  for (const [k, row] of rows.entries()) {
    for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) bars[name][k] = row[name]
  }
  const isQuoted = rows.some((row) => row.bid !== null || row.ask !== null)
  const isRepeated = rows.some((row) => row.repeated)
  return {
    instrument,
    timeframe,
    bars,
    ...(isQuoted && { quotes: quotesOf(rows) }),
    ...(isRepeated && { repeated: Uint8Array.from(rows, (row) => (row.repeated ? 1 : 0)) }),
    source: { name: 'table', contentHash: '', gaps: 0 },
  }
}

function quotesOf(rows: readonly TableBar[]): Quotes {
  const column = (side: 'bid' | 'ask', k: number): Float64Array => Float64Array.from(rows, (row) => row[side]?.[k] ?? NaN)
  return {
    bidOpen: column('bid', 0),
    bidHigh: column('bid', 1),
    bidLow: column('bid', 2),
    bidClose: column('bid', 3),
    askOpen: column('ask', 0),
    askHigh: column('ask', 1),
    askLow: column('ask', 2),
    askClose: column('ask', 3),
  }
}
