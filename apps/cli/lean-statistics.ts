/** LEAN's statistics of a run with `--preset lean` on a LEAN folder: against hourly SPY and the interest rates of that folder. */
import { epochMs, interestRates, LeanFolder, LeanStatisticsTap, LockstepError, type BarSeries, type RunConfig } from 'lockstep'
import { leanFolderOf } from './lean-source.ts'
import type { Screen } from './screen.ts'

const DAY_MS = 86_400_000

interface LeanRunFlags {
  readonly data?: readonly string[]
  readonly preset?: string
}

/** The tap that makes them, or null for other runs. */
export async function leanStatisticsOf(
  flags: LeanRunFlags,
  { from, to }: Pick<RunConfig, 'from' | 'to'>,
  series: readonly BarSeries[],
  screen: Screen,
): Promise<LeanStatisticsTap | null> {
  const path = leanFolderOf(flags.data?.[0] ?? '')
  if (flags.preset !== 'lean' || path === null) return null
  const first = from ?? Math.min(...series.map((s) => s.bars.time[0] ?? Infinity))
  const last = to === null ? Math.max(...series.map((s) => s.bars.time[s.bars.length - 1] ?? -Infinity)) : to - 1
  const startDate = epochMs(Math.floor(first / DAY_MS) * DAY_MS)
  const endDate = epochMs(Math.floor(last / DAY_MS) * DAY_MS)
  const rates = await interestRates(path).catch((error: unknown) => without(error, 'interest rates', screen))
  const folder = await LeanFolder.open(path)
  const benchmark = await folder
    .series({ type: 'equity', symbol: 'SPY', resolution: 'hour', fillForward: false })
    .catch((error: unknown) => without(error, 'hourly SPY', screen))
  return new LeanStatisticsTap({
    startDate,
    endDate,
    ...(benchmark !== null && { benchmark }),
    ...(rates !== null && { riskFreeRate: (time) => rates.at(time) }),
  })
}

/** A folder may lack what only comparisons need. */
function without(error: unknown, what: string, screen: Screen): null {
  if (!(error instanceof LockstepError)) throw error
  screen.warn(`LEAN's statistics go without ${what}: ${error.message}`)
  return null
}
