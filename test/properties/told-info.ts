/** What a tap is told of a played world before its first step. */
import { currencyOf } from '../../src/model/instrument.ts'
import type { RunInfo } from '../../src/model/ports.ts'
import { epochMs } from '../../src/model/time.ts'
import type { Played } from './whole-run.ts'

export function infoOf({ world, series }: Played): RunInfo {
  const currency = currencyOf('USD')
  const parts = Array.from({ length: world.owners }, (_, k) => `part-${k}`)
  return {
    engineVersion: '0',
    strategy: { name: world.owners === 1 ? 'watched' : 'several', params: {}, source: null, ...(world.owners > 1 && { parts }) },
    instruments: series.map((s) => s.instrument),
    series: series.map(({ instrument, timeframe, source, bars }) => ({
      instrument: instrument.id,
      timeframe,
      source,
      bars: bars.length,
      from: epochMs(bars.time[0] ?? 0),
      to: epochMs(bars.time[bars.length - 1] ?? 0),
    })),
    policies: {},
    currency,
    cash: world.cash * 10 ** currency.decimals,
    seed: world.seed,
  }
}
