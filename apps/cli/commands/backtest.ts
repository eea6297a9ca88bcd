import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'
import { ruleNames } from './rule-names.ts'
import { addFileFlags, addRunFlags, type RunFlags } from './run-flags.ts'

/** What `backtest` was given, as text. */
export interface BacktestFlags extends RunFlags {
  readonly out?: string
  readonly csv?: string
  readonly journal?: string
  readonly replace?: boolean
  readonly full?: boolean
  readonly failOnEmpty?: boolean
  /** Undefined unless --stream or --no-stream was given. */
  readonly stream?: boolean
  readonly riskFree?: string
  readonly convention?: string
  readonly runs?: string
  /** False after --no-save. */
  readonly save: boolean
  readonly progress: 'auto' | 'plain' | 'none'
  /** True when no folder is given with it. */
  readonly profile?: string | true
  readonly benchmarkOut?: string
  readonly budget?: string
}

const EXAMPLES = `Examples:
  lockstep backtest strategy.ts --data my.csv --fee 0.001
  lockstep backtest strategy.ts --data SP500 --param fast=12 --param slow=40 --out report.html
  lockstep backtest strategy.ts --data lean:Data --instrument SPY --timeframe 1m --range 20131007-20131011
  lockstep backtest strategy.ts --data btc.csv.gz --data eth.parquet --range 20200101-20201231 --json
`

export function backtestCommand(): Command {
  const command = new Command('backtest')
    .summary('run a strategy over bars')
    .description('Run a strategy over bars and print its report.')
    .addHelpText('before', EXAMPLES)
  addRunFlags(command)
    .optionsGroup('What comes out:')
    .option('-o, --out <file.html>', 'write the report as a page')
    .option('--csv <dir>', 'write tables as CSV files')
    .option('--journal <file>', 'write inputs and records for lockstep replay')
    .option('--replace', 'the journal may take the place of another journal')
    .option('--runs <dir>', 'where the run is saved, default $LOCKSTEP_RUNS or .lockstep/runs')
    .option('--no-save', 'do not save the run')
    .option('--full', 'with --json: every order, fill, refusal and round trip')
    .option('--risk-free <rate>', 'of a year, taken off the returns of ratios: 0.02 is two per cent; default 0')
    .addOption(new Option('--convention <tool>', "another tool's figures too, and how they differ").choices(ruleNames.conventions))
    .option('--stream', 'read bars of the catalog from the disk while the run goes on; those too large for memory are anyway')
    .option('--no-stream', 'load them whole, however large they are')
    .option('--fail-on-empty', 'exit 8 when nothing was filled')
    .addOption(new Option('--progress <how>', 'how to show progress').choices(['auto', 'plain', 'none']).default('auto'))
  command
    .optionsGroup('How fast it is:')
    .option(
      '--profile [dir]',
      'where the time goes: hot spots, phases of a step, a .cpuprofile; into profile unless given. After the strategy',
    )
    .option('--benchmark-out <file>', 'speed, decision latency and memory as a JSON record for lockstep bench compare')
    .option('--budget <file>', 'limits of such figures as JSON: exit 3 when one is not met')
  return addFileFlags(command).action(async (strategy: string, flags: BacktestFlags) => {
    const screen = screenOf(command)
    const { backtestFile } = await import('../actions/backtest.ts')
    process.exitCode = await backtestFile(screen, strategy, flags)
  })
}
