/** `lockstep analyze`: a saved run's profit by what made it. */
import {
  attributionBy,
  attributionKeys,
  didYouMean,
  exitCodes,
  LockstepError,
  RunStore,
  writeMoney,
  writePercent,
  writeProfit,
  writeRatio,
  type AttributionFigures,
  type AttributionKey,
  type ReportDocument,
} from 'lockstep'
import type { AnalyzeFlags } from '../commands/analyze.ts'
import { UsageFault } from '../failure.ts'
import { grouped } from '../progress.ts'
import type { Screen } from '../screen.ts'
import { table } from '../table.ts'

type Row = AttributionFigures & { readonly keys: readonly string[] }

export function analyzeRun(screen: Screen, name: string, flags: AnalyzeFlags): number {
  const keys = keysOf(flags.by)
  const store = RunStore.open(flags.runs)
  const document = store.load(store.find(name))
  const rows = rowsOf(document, keys)
  const { total } = document.attribution
  if (screen.json) screen.printJson({ schemaVersion: 1, by: keys, rows, total })
  else {
    const head = [...keys, 'lots', 'W-D-L', 'hit rate', 'profit factor', 'gross', 'fees', 'other', 'net profit', 'share']
    const lines = [...rows, { keys: ['TOTAL', ...keys.slice(1).map(() => '')], ...total }].map(cellsOf)
    screen.print(table(head, lines, head.map((_, k) => k).slice(keys.length)))
  }
  return exitCodes.ok
}

function keysOf(by: string): AttributionKey[] {
  const keys = by.split(',').map((key) => key.trim())
  const unknown = keys.find((key) => !attributionKeys.includes(key as AttributionKey))
  if (unknown !== undefined)
    throw new UsageFault(
      `expected --by to name ${attributionKeys.join(', ')}, was "${unknown}"`,
      `Give one or several, by commas; ${didYouMean(unknown, attributionKeys)}.`,
    )
  return [...new Set(keys)] as AttributionKey[]
}

/** One key is in the report as it is; several are summed from its lots, all of which must be there. */
function rowsOf({ attribution, lots, run }: ReportDocument, keys: readonly AttributionKey[]): readonly Row[] {
  if (keys.length === 1) return attribution.by[keys[0]!].map(({ key, ...figures }) => ({ keys: [key], ...figures }))
  const { count, rows = [] } = lots
  if (rows.length < count)
    throw new LockstepError(
      'E_USAGE',
      `expected a run with all of its ${grouped(count)} lots, ${grouped(rows.length)} were saved`,
      'Run it again with --full, or give --by one key.',
    )
  const { net } = attribution.total
  const made = attributionBy(rows, keys, run.currency.decimals).map((row) => ({ ...row, share: net === 0 ? null : row.net / net }))
  // What no lot made is the same whatever the keys.
  const rest = attribution.by.instrument.filter(({ key }) => key === '(account)' || key === '(currency)')
  return [...made, ...rest.map(({ key, ...figures }) => ({ keys: [key, ...keys.slice(1).map(() => '')], ...figures }))]
}

function cellsOf({ keys, closed, open, wins, draws, losses, hitRate, profitFactor, gross, fees, adjusted, net, share }: Row): string[] {
  const orNone = (value: number | null, write: (value: number) => string): string => (value === null ? '–' : write(value))
  return [
    ...keys.map((key) => key || '–'),
    open === 0 ? grouped(closed) : `${grouped(closed)} + ${grouped(open)} open`,
    `${wins}-${draws}-${losses}`,
    orNone(hitRate, writePercent),
    orNone(profitFactor, writeRatio),
    writeProfit(gross),
    writeMoney(fees),
    writeProfit(adjusted),
    writeProfit(net),
    orNone(share, writePercent),
  ]
}
