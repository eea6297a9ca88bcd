/** What ran, on what, under which rules. */
import { lotSize, tickSize } from '../model/instrument.ts'
import { formatTime, type Timestamp } from '../model/time.ts'
import type { RunManifest } from './document.ts'
import type { Annualisation, Folded } from './report-tap.ts'

export function manifestOf({ info, end }: Folded, { periodsPerYear, calendar, why }: Annualisation, riskFree: number): RunManifest {
  return {
    engineVersion: info.engineVersion,
    strategy: info.strategy.name,
    strategySource: info.strategy.source,
    params: info.strategy.params,
    currency: info.currency,
    cash: info.cash / 10 ** info.currency.decimals,
    instruments: info.instruments.map((i) => ({ id: i.id, calendar: i.calendar, tick: tickSize(i), lot: lotSize(i) })),
    series: info.series.map((s) => ({
      instrument: s.instrument,
      timeframe: s.timeframe.label,
      source: s.source.name,
      contentHash: s.source.contentHash,
      bars: s.bars,
      from: formatTime(s.from),
      to: formatTime(s.to),
      gaps: s.source.gaps,
    })),
    policies: info.policies,
    seed: info.seed,
    from: isoOrNull(earliest(info.series.map((s) => s.from))),
    to: isoOrNull(latest(info.series.map((s) => s.to))),
    tradingFrom: isoOrNull(end.tradingFrom),
    bars: end.bars,
    steps: end.steps,
    annualisation: { factor: periodsPerYear, calendar, why },
    riskFree,
  }
}

function isoOrNull(time: Timestamp | null): string | null {
  return time === null ? null : formatTime(time)
}

function earliest(times: readonly Timestamp[]): Timestamp | null {
  return times.reduce<Timestamp | null>((a, b) => (a === null || b < a ? b : a), null)
}

function latest(times: readonly Timestamp[]): Timestamp | null {
  return times.reduce<Timestamp | null>((a, b) => (a === null || b > a ? b : a), null)
}
