/** `lockstep check`: verdicts on a strategy, and exit 3 where one is bad. */
import { Console } from 'node:console'
import { resolve } from 'node:path'
import { Writable } from 'node:stream'
import {
  checkNames,
  CheckStore,
  checkStrategy,
  exitCodes,
  LockstepError,
  optionsOf,
  type CheckLimits,
  type CheckName,
  type CheckOutcome,
  type CheckReport,
  type CheckTable,
  type CheckVerdict,
  type RunConfig,
  type RunKey,
} from 'lockstep'
import { readSeries } from '../bar-source.ts'
import type { CheckFlags } from '../commands/check.ts'
import { readDetail } from '../detail-source.ts'
import { report } from '../failure.ts'
import { FreshPlayer } from '../fresh/fresh-player.ts'
import { Interrupt } from '../interrupt.ts'
import { Progress } from '../progress.ts'
import { readCount, readNumber } from '../read-flag.ts'
import { bindMarkets, readParams, readSettings } from '../run-settings.ts'
import { settingsOf } from '../save-run.ts'
import type { Screen } from '../screen.ts'
import { loadStrategy } from '../strategy-file.ts'
import { labelled, table } from '../table.ts'

/** Carries out the checks as the flags say; returns the exit code. */
export async function checkFile(screen: Screen, strategyPath: string, flags: CheckFlags): Promise<number> {
  using interrupt = new Interrupt()
  const progress = new Progress(screen, flags.progress)
  const thresholds = readThresholds(flags)
  const only = flags.only?.split(',').map((name) => name.trim() as CheckName)
  const settings = readSettings(flags)
  const given = readParams(flags)
  using _ = silenced()
  const source = await loadStrategy(strategyPath)
  const series = await readSeries(flags, { screen, progress, interrupt })
  const detail = await readDetail(flags, series, { screen, progress, interrupt })
  const { path, export: name, sha256, sources } = source
  const config: RunConfig = {
    strategy: { path, export: name, sha256 },
    params: bindMarkets(source.strategy, given, series, screen),
    ...settings,
  }
  const allowed = (flags.allowRead ?? []).map((file) => resolve(file))
  using player = new FreshPlayer({ strategy: strategyPath, flags, config, allowed }, interrupt.signal)
  try {
    const checked = await checkStrategy(source.strategy, {
      ...optionsOf(config),
      data: series,
      ...(detail.length > 0 && { detail }),
      ...(only !== undefined && { only }),
      thresholds,
      player,
      sha256: sources,
      signal: interrupt.signal,
      onProgress: ({ check, done, of, runs }) => progress.update(done / of, () => `checking ${check}  ${done}/${of} checks  ${runs} runs`),
    })
    progress.clear()
    keep(checked, settingsOf(config, detail), flags, screen)
    if (screen.json) screen.printJson(checked)
    else show(checked, flags.full === true, screen)
    return exitOf(checked, screen)
  } catch (error) {
    progress.clear()
    if (!interrupt.stopped) throw error
    return interrupt.exitCode
  }
}

/** What a strategy prints it would print once for each of the runs. */
function silenced(): Disposable {
  const before = globalThis.console
  globalThis.console = new Console(new Writable({ write: (_, __, done) => done() }))
  return { [Symbol.dispose]: () => void (globalThis.console = before) }
}

/** Verdicts that cannot be kept have still been given: that is a remark, not a failure. */
function keep(checked: CheckReport, settings: RunKey['settings'], { runs }: CheckFlags, screen: Screen): void {
  try {
    CheckStore.open(runs).save(checked, settings)
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error
    screen.warn(`the verdicts are not kept: ${error.message}`)
  }
}

function readThresholds(flags: CheckFlags): Partial<CheckLimits> {
  const { cuts, lineShare, costFactor, drop, fillShare } = flags
  return {
    ...(cuts !== undefined && { cuts: readCount('--cuts', cuts) }),
    ...(lineShare !== undefined && { lineShare: readNumber('--line-share', lineShare) }),
    ...(costFactor !== undefined && { costFactor: readNumber('--cost-factor', costFactor) }),
    ...(drop !== undefined && { drop: readNumber('--drop', drop) }),
    ...(fillShare !== undefined && { fillShareFail: readNumber('--fill-share', fillShare) }),
  }
}

function show(checked: CheckReport, full: boolean, screen: Screen): void {
  const width = Math.max(...checkNames.map((name) => name.length)) + 2
  const outcomes = Math.max(...checked.verdicts.map(({ outcome }) => outcome.length)) + 2
  for (const verdict of checked.verdicts) {
    const head = `${verdict.check.padEnd(width)}${verdict.outcome.padEnd(outcomes)}`
    const lines = [verdict.why, ...found(verdict), ...verdict.remarks.map((remark) => `${remark}.`)]
    const [first = '', ...rest] = lines.map((line) => labelled('', line, screen.width).trimStart())
    screen.print(
      [`${painted(head, verdict.outcome, screen)}${first}`, ...rest.map((line) => `${' '.repeat(head.length)}${line}`)].join('\n'),
    )
  }
  if (full) for (const { tables } of checked.verdicts) for (const one of tables) screen.print(`\n${rendered(one)}`)
}

/** The first divergence. */
function found({ divergence }: CheckVerdict): string[] {
  if (divergence === null) return []
  const { when, time, was, became } = divergence
  return [
    `when ${when}`,
    `${time ?? 'before the first step'}: it was "${was}"`,
    `${' '.repeat((time ?? 'before the first step').length)}  now "${became}"`,
  ]
}

function rendered({ title, columns, rows }: CheckTable): string {
  const cell = (value: string | number | null): string =>
    value === null ? '–' : typeof value === 'string' ? value : Number(value.toPrecision(6)).toString()
  const right = columns.flatMap((_, k) => (k === 0 ? [] : [k]))
  return `${title}\n${table(
    columns,
    rows.map((row) => row.map(cell)),
    right,
  )}`
}

const colours = { pass: 'green', warn: 'yellow', fail: 'red', 'not proven': 'red' } as const

function painted(head: string, outcome: CheckOutcome, screen: Screen): string {
  return screen.color ? screen.paint[colours[outcome]](head) : head
}

function exitOf({ verdicts }: CheckReport, screen: Screen): number {
  const bad = verdicts.filter(({ outcome }) => outcome === 'fail' || outcome === 'not proven')
  if (bad.length === 0) return exitCodes.ok
  const told = bad.map(({ check, why }) => `${check}: ${why}`).join('; ')
  const hint = 'docs/how-to/check-a-strategy.md says what each check looks for and how to mend it.'
  return report(new LockstepError('E_CHECK_FAILED', `expected every check to pass, ${told}`, hint), screen, false)
}
