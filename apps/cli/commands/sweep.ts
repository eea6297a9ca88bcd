import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'
import { collect } from './bar-flags.ts'
import { addFileFlags, addRunFlags, type RunFlags } from './run-flags.ts'

/** What `sweep` was given, as text. */
export interface SweepFlags extends RunFlags {
  readonly method: string
  readonly maxRuns?: string
  readonly objective: string
  readonly constraint?: readonly string[]
  readonly minRoundTrips?: string
  readonly walkForward?: string
  readonly anchored?: boolean
  readonly cv?: string
  readonly embargo?: string
  readonly horizon?: string
  readonly dataFrac?: string
  readonly portion?: string
  readonly estimate?: boolean
  /** False after --no-input. */
  readonly input: boolean
  readonly maxWorkers?: string
  readonly queue?: string
  readonly store?: string
  readonly resume?: boolean
  readonly sweeps?: string
  readonly cache?: string
  readonly cacheDir?: string
  /** False after --no-save. */
  readonly save: boolean
  readonly top: string
  readonly out?: string
  readonly heatmap?: string
  readonly progress: 'auto' | 'plain' | 'none'
}

const EXAMPLES = `Examples:
  lockstep sweep strategy.ts --data my.csv --param fast=5:50:5 --param slow=20:200:20
  lockstep sweep strategy.ts --data my.csv --param k=0.1:10:log --param side=long,both --method tpe --max-runs 200
  lockstep sweep strategy.ts --data my.csv --param fast=5:50 --param slow=20:200 --method lhs --max-runs 300 --walk-forward 24m/6m
`

export function sweepCommand(): Command {
  const command = new Command('sweep')
    .summary('search the parameters of a strategy')
    .description('Run a strategy with many parameters, rank the runs and say what the search itself makes of luck.')
    .addHelpText('before', EXAMPLES)
  addRunFlags(command)
    .optionsGroup('What to try (a --param with a range 5:50:5, 0.1:10:log, a list a,b or * is searched, any other is fixed):')
    .addOption(new Option('--method <name>', 'how trials are chosen').choices(['grid', 'random', 'lhs', 'halving', 'tpe']).default('grid'))
    .option('--max-runs <count>', 'trials at most, default 10000')
    .option('--objective <statistic>', 'what is to be best; max: or min: before it says the direction', 'sharpe')
    .option('--constraint <condition>', 'only trials that meet it are ranked, such as "maxDrawdown < 25%"; repeat', collect)
    .option('--min-round-trips <count>', 'only trials with so many round trips are ranked')
    .optionsGroup('How to test the choice:')
    .option('--walk-forward <train/test>', 'choose in the past and trade what follows, such as 12m/3m')
    .option('--anchored', 'every training of the walk forward begins with the first bar')
    .option('--cv <parts>', 'test each part of the data with what the others chose')
    .option('--embargo <span>', 'with --cv: leave out so much after each test, such as 5d')
    .option('--horizon <span>', 'with --cv: leave out so much on both sides of each test: how long a position lasts')
    .optionsGroup('How to carry it out:')
    .option('--estimate', 'say how long it would take, and do no more')
    .option('--data-frac <share>', 'use a share of the bars: 0.25 is the first quarter')
    .option('--portion <number>', 'with --data-frac: which of these shares, 1 for the first')
    .option('--no-input', 'ask nothing, also at a terminal: a sweep of over a minute offers to take less of the bars')
    .option('--max-workers <count>', 'threads, default as many as there are cores')
    .option('--queue <redis://host:port/db>', 'have workers on other machines make the trials, see lockstep worker')
    .option('--store <dir or s3://bucket/prefix>', 'with --queue: where data and code lie for workers, default .lockstep/store')
    .option('--cache <size>', 'memory for indicators, which trials share, default 512mb; off: each computes its own')
    .option('--cache-dir <dir>', 'where they are kept for later sweeps, at most 1 GB, default $LOCKSTEP_CACHE or .lockstep/cache')
    .option('--resume', 'go on with what is stored of the same sweep')
    .option('--sweeps <dir>', 'where trials are kept, default $LOCKSTEP_SWEEPS or .lockstep/sweeps')
    .option('--no-save', 'keep neither trials nor indicators on disk')
    .addOption(new Option('--progress <how>', 'how to show progress').choices(['auto', 'plain', 'none']).default('auto'))
    .optionsGroup('What comes out:')
    .option('-o, --out <file.html>', 'write the sweep as a page')
    .option('--top <count>', 'trials that the table has', '20')
    .option('--heatmap <a,b>', 'two parameters to draw against each other, default the first two')
  return addFileFlags(command).action(async (strategy: string, flags: SweepFlags) => {
    const screen = screenOf(command)
    const { sweepFile } = await import('../actions/sweep.ts')
    process.exitCode = await sweepFile(screen, strategy, flags)
  })
}
