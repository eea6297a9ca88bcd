/** Front door: a file of bars as a series that a run takes, with what the caller leaves open told from the bars. */
import { calendarFor } from './calendar/calendars.ts'
import type { BarFile } from './catalog/bar-file.ts'
import type { BarSeries } from './model/bars.ts'
import { createInstrument, type InstrumentSpec } from './model/instrument.ts'

/**
 * The series of a file that was read. Unless given, the id comes from the file's name, the tick from the decimals of its
 * prices, and the calendar is `weekdays`, `FX` or `24/7` by the days its bars open on.
 *
 *     const data = barSeries(await readBarFile('data/sp500.csv'), { calendar: 'XNYS' })
 *
 * @throws LockstepError E_CONFIG for an instrument that cannot be
 */
export function barSeries(file: BarFile, spec: Partial<InstrumentSpec> = {}): BarSeries {
  const { bars, timeframe, gaps } = file
  return {
    instrument: createInstrument({
      id: instrumentIdOf(file.path),
      tick: 1 / 10 ** file.priceDecimals,
      calendar: calendarFor(file, timeframe),
      ...spec,
    }),
    timeframe,
    bars,
    source: { name: fileName(file.path), contentHash: file.hash.content, gaps: gaps.missingBars },
  }
}

/** `data/btc usd-1m.csv.gz` is `BTC-USD-1M`. */
export function instrumentIdOf(path: string): string {
  const bare = fileName(path).replace(/(\.(csv|tsv|txt|gz|zst|parquet|arrow|feather|ipc))+$/i, '')
  const id = bare
    .toUpperCase()
    .replaceAll(/[^A-Z0-9._-]+/g, '-')
    .replace(/^[^A-Z0-9]+/, '')
    .slice(0, 64)
  return id === '' ? 'DATA' : id
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
