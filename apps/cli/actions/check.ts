/** `lockstep check fills`: one strategy under several fill policies. */
import {
  checkedFills,
  checkFillNames,
  compareFills,
  exitCodes,
  LockstepError,
  optionsOf,
  startFill,
  type BarSeries,
  type FillCheck,
  type FillOutcome,
  type RunConfig,
} from 'lockstep'
import { readSeries } from '../bar-source.ts'
import type { CheckFillsFlags } from '../commands/check.ts'
import { readDetail } from '../detail-source.ts'
import { report } from '../failure.ts'
import { Interrupt } from '../interrupt.ts'
import { grouped, Progress } from '../progress.ts'
import { bindMarkets, readParams, readSettings } from '../run-settings.ts'
import { carryOut, RunWatch } from '../run-watch.ts'
import type { Screen } from '../screen.ts'
import { loadStrategy, type StrategyFile } from '../strategy-file.ts'
import { table } from '../table.ts'

/** Runs the strategy under each policy and shows what they make of it; returns the exit code. */
export async function checkFillsOf(screen: Screen, strategyPath: string, flags: CheckFillsFlags): Promise<number> {
  using interrupt = new Interrupt()
  const progress = new Progress(screen, flags.progress)
  const named = flags.policies?.split(',').map((name) => name.trim()) ?? checkedFills
  const policies = flags.fill === undefined ? named : [flags.fill, ...named.filter((name) => name !== flags.fill)]
  checkFillNames(policies)
  const settings = readSettings(flags)
  const given = readParams(flags)
  const source = await loadStrategy(strategyPath)
  const series = await readSeries(flags, { screen, progress, interrupt })
  const detail = await readDetail(flags, series, { screen, progress, interrupt })
  const { path, export: name, sha256 } = source
  const config = { strategy: { path, export: name, sha256 }, params: bindMarkets(source.strategy, given, series, screen), ...settings }
  const outcomes: FillOutcome[] = []
  try {
    for (const policy of policies) {
      outcomes.push(await runUnder(policy, { source, series, detail, config, progress, interrupt }))
      if (interrupt.stopped) return interrupt.exitCode
    }
  } finally {
    progress.clear()
  }
  const check = compareFills(outcomes)
  if (screen.json) screen.printJson({ schemaVersion: 1, strategy: source.strategy.name, ...check })
  else show(check, screen)
  return check.signDepends ? warnOfSign(check, flags, screen) : exitCodes.ok
}

interface FillRunParts {
  readonly source: StrategyFile
  readonly series: readonly BarSeries[]
  readonly detail: readonly BarSeries[]
  readonly config: RunConfig
  readonly progress: Progress
  readonly interrupt: Interrupt
}

async function runUnder(policy: string, { source, series, detail, config, progress, interrupt }: FillRunParts): Promise<FillOutcome> {
  const watch = new RunWatch()
  const { fill: _, ...options } = optionsOf(config)
  const { run, outcome } = startFill(
    source.strategy,
    { ...options, data: series, ...(detail.length > 0 && { detail }), taps: [watch] },
    policy,
  )
  await carryOut(run, watch, { progress, interrupt })
  return outcome(interrupt.stopped ? 'aborted' : 'done')
}

function show(check: FillCheck, screen: Screen): void {
  const head = ['policy', 'return', 'end equity', 'round trips', 'win rate', 'max. drawdown', 'ambiguous bars']
  const rows = check.outcomes.map((o) => [
    o.policy,
    percent(o.return),
    grouped(o.endEquity),
    grouped(o.roundTrips),
    o.winRate === null ? '–' : percent(o.winRate),
    percent(o.maxDrawdown),
    grouped(o.ambiguousBars),
  ])
  screen.print(table(head, rows, [1, 2, 3, 4, 5, 6]))
  const { best, worst, spread, share, outcomes } = check
  const part = share === null ? '' : `, ${percent(share)} of the return under ${outcomes[0]!.policy}`
  screen.print(`\nFrom ${worst} to ${best} the return moves by ${(spread * 100).toFixed(2)} percentage points${part}.`)
}

function warnOfSign({ best, worst }: FillCheck, flags: CheckFillsFlags, screen: Screen): number {
  const what = `it earns under ${best} and loses under ${worst}: the fill policy decides, not the strategy`
  if (flags.strict === true) {
    const hint = 'Use finer bars, fewer orders inside a bar, or levels further apart.'
    return report(new LockstepError('E_FILLS_DECIDE', `expected one sign of the result, ${what}`, hint), screen, false)
  }
  screen.warn(what)
  return exitCodes.ok
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(2)}%`
}
