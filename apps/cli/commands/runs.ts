import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'
import { collect } from './bar-flags.ts'

export interface StoreFlags {
  readonly runs?: string
}

export interface ListFlags extends StoreFlags {
  readonly strategy?: string
  readonly instrument?: string
  readonly since?: string
  readonly best?: string
  readonly profitable?: boolean
  readonly minRoundTrips?: string
}

export const exportFormats = ['json', 'html', 'md', 'csv', 'arrow', 'parquet'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportFlags extends StoreFlags {
  readonly format: ExportFormat
  readonly out?: string
  readonly table?: readonly string[]
}

export interface RemoveFlags extends StoreFlags {
  readonly before?: string
  readonly all?: boolean
  readonly yes?: boolean
}

const EXAMPLES = `Examples:
  lockstep runs ls --best sharpe
  lockstep runs show @1                             the newest
  lockstep runs diff 3f2a 9c41
  lockstep runs export @1 --format parquet --out tables
`

export function runsCommand(): Command {
  const runs = new Command('runs')
    .summary('runs that were saved')
    .description('List, show, compare, export and remove the runs that backtest saved.')
    .addHelpText('before', EXAMPLES)
  for (const command of [lsCommand(), showCommand(), diffCommand(), exportCommand(), rmCommand()]) runs.addCommand(command)
  return runs
}

function lsCommand(): Command {
  const command = new Command('ls')
    .description('List the runs, the newest first.')
    .option('--strategy <name>', 'only of this strategy')
    .option('--instrument <id>', 'only with this instrument')
    .option('--since <date>', 'only saved since (UTC)')
    .option('--best <figure>', 'the best first, by a statistic such as sharpe, cagr or netProfit')
    .option('--profitable', 'only with a profit')
    .option('--min-round-trips <count>', 'only with as many closed round trips')
  return inStore(command).action(async (flags: ListFlags) => {
    const screen = screenOf(command)
    const { listRuns } = await import('../actions/runs.ts')
    process.exitCode = listRuns(screen, flags)
  })
}

function showCommand(): Command {
  const command = new Command('show').description('Print the report of a run.').argument('<run>', RUN)
  return inStore(command).action(async (run: string, flags: StoreFlags) => {
    const screen = screenOf(command)
    const { showRun } = await import('../actions/runs.ts')
    process.exitCode = showRun(screen, run, flags)
  })
}

function diffCommand(): Command {
  const command = new Command('diff')
    .description('Say what differs between two runs: what went in, what came out, and the first round trip that is not the same.')
    .argument('<run>', RUN)
    .argument('<other>', 'another')
  return inStore(command).action(async (run: string, other: string, flags: StoreFlags) => {
    const screen = screenOf(command)
    const { diffRuns } = await import('../actions/runs.ts')
    process.exitCode = diffRuns(screen, run, other, flags)
  })
}

function exportCommand(): Command {
  const command = new Command('export')
    .description('Write a run to files: its report, or its tables.')
    .argument('<run>', RUN)
    .addOption(new Option('--format <name>', 'what to write').choices(exportFormats).makeOptionMandatory())
    .option('-o, --out <path>', 'a file, or a folder for csv, arrow and parquet; default one named by the run')
    .option('--table <name>', 'of csv, arrow and parquet, only this table; repeat', collect)
  return inStore(command).action(async (run: string, flags: ExportFlags) => {
    const screen = screenOf(command)
    const { exportRun } = await import('../actions/export.ts')
    process.exitCode = await exportRun(screen, run, flags)
  })
}

function rmCommand(): Command {
  const command = new Command('rm')
    .description('Remove runs from the store.')
    .argument('[run...]', RUN)
    .option('--before <date>', 'all that were saved before (UTC)')
    .option('--all', 'all there are')
    .option('--yes', 'do it; without, it only says what would go')
  return inStore(command).action(async (runs: readonly string[], flags: RemoveFlags) => {
    const screen = screenOf(command)
    const { removeRuns } = await import('../actions/runs.ts')
    process.exitCode = removeRuns(screen, runs, flags)
  })
}

/** What an argument that names a run may be. */
export const RUN = 'a run: its id or the beginning of it, or @1 for the newest'

export function inStore(command: Command): Command {
  return command.option('--runs <dir>', 'the store of runs, default $LOCKSTEP_RUNS or .lockstep/runs')
}
