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
  { from, to, account }: Pick<RunConfig, 'from' | 'to' | 'account'>,
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
  const currency = account?.currency ?? series[0]!.instrument.currency.code
  const rateOf = ratesInto(currency, series, account?.rates ?? {})
  const unknown = series.find((s) => Number.isNaN(rateOf(s.instrument.currency.code, endDate)))
  if (unknown !== undefined) {
    screen.warn(`no statistics of LEAN's: nothing says what ${unknown.instrument.currency.code} is worth in ${currency} over the whole run`)
    return null
  }
  return new LeanStatisticsTap({
    rateOf: (code, time) => rateOf(code, time),
    startDate,
    endDate,
    ...(benchmark !== null && { benchmark }),
    ...(rates !== null && { riskFreeRate: (time) => rates.at(time) }),
  })
}

/** What a currency is worth in another at an instant, by given rates or the last close of a pair of the run; NaN where nothing says. */
function ratesInto(
  account: string,
  series: readonly BarSeries[],
  given: Readonly<Record<string, number>>,
): (code: string, time: number) => number {
  return (code, time) => {
    if (code === account) return 1
    if (given[code] !== undefined) return given[code]
    const pairOf = (base: string, quote: string): BarSeries | undefined =>
      series.find((s) => s.instrument.baseCurrency === base && s.instrument.currency.code === quote)
    const direct = pairOf(code, account)
    if (direct !== undefined) return lastClose(direct, time)
    const inverse = pairOf(account, code)
    return inverse === undefined ? NaN : 1 / lastClose(inverse, time)
  }
}

/** The close of the last bar that opened by then, or of the first. */
function lastClose({ bars }: BarSeries, time: number): number {
  let [low, high] = [0, bars.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (bars.time[middle]! <= time) low = middle + 1
    else high = middle
  }
  return bars.close[Math.max(low - 1, 0)] ?? NaN
}

/** A folder may lack what only comparisons need. */
function without(error: unknown, what: string, screen: Screen): null {
  if (!(error instanceof LockstepError)) throw error
  screen.warn(`LEAN's statistics go without ${what}: ${error.message}`)
  return null
}
