import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'
import { addBarFlags, collect, type BarFlags } from './bar-flags.ts'
import { addCostFlags, type CostFlags } from './cost-flags.ts'

/** What `backtest` was given, as text. */
export interface BacktestFlags extends BarFlags, CostFlags {
  readonly data?: readonly string[]
  readonly catalog?: string
  readonly param?: readonly string[]
  readonly params?: string
  readonly cash: string
  readonly leverage?: string
  readonly maxPosition?: string
  /** False after --no-short. */
  readonly short: boolean
  readonly range?: string
  readonly from?: string
  readonly to?: string
  readonly seed: string
  readonly instrument?: string
  readonly out?: string
  readonly csv?: string
  readonly journal?: string
  readonly replace?: boolean
  readonly full?: boolean
  readonly failOnEmpty?: boolean
  readonly progress: 'auto' | 'plain' | 'none'
}

const EXAMPLES = `Examples:
  lockstep backtest strategy.ts --data my.csv --fee 0.001
  lockstep backtest strategy.ts --data SP500 --param fast=12 --param slow=40 --out report.html
  lockstep backtest strategy.ts --data btc.csv.gz --data eth.parquet --range 20200101-20201231 --json
`

export function backtestCommand(): Command {
  const command = new Command('backtest')
    .summary('run a strategy over bars')
    .description('Run a strategy over bars and print its report.')
    .addHelpText('before', EXAMPLES)
    .argument('<strategy>', 'a .ts, .js or .mjs file; path#name when it exports several')
    .optionsGroup('What to run on:')
    .option(
      '-d, --data <file|id>',
      'bars: a file, or an instrument of the catalog (id@1h for one of several timeframes); repeat or separate by commas',
      collect,
    )
    .option('-p, --param <name=value>', 'a parameter of the strategy; repeat', collect)
    .option('--params <file>', 'parameters as a JSON object; --param goes first')
    .option('--range <days>', 'trade these days, both included: 20200101-20201231; earlier bars warm up')
    .option('--from <date>', 'trade bars that open from here on (UTC)')
    .option('--to <date>', 'leave out bars that open at or after this (UTC)')
    .optionsGroup('Account and costs:')
    .option('--cash <amount>', 'opening cash', '100000')
  addCostFlags(command)
  command
    .option('--leverage <multiple>', 'positions may be worth this multiple of equity, default 1')
    .option('--max-position <units>', 'refuse positions of more units of an instrument')
    .option('--no-short', 'refuse short positions')
    .optionsGroup('What comes out:')
    .option('-o, --out <file.html>', 'write the report as a page')
    .option('--csv <dir>', 'write tables as CSV files')
    .option('--journal <file>', 'write inputs and records for lockstep replay')
    .option('--replace', 'the journal may take the place of another journal')
    .option('--full', 'with --json: every order, fill, refusal and round trip')
    .option('--fail-on-empty', 'exit 8 when nothing was filled')
    .addOption(new Option('--progress <how>', 'how to show progress').choices(['auto', 'plain', 'none']).default('auto'))
    .option('--seed <number>', 'of whatever draws random numbers', '0')
    .optionsGroup('Files of bars:')
    .option('--instrument <id>', 'what a file is of; default from its name; several by commas')
    .option('--catalog <dir>', 'the catalog, default $LOCKSTEP_CATALOG or .lockstep/catalog')
  return addBarFlags(command, false).action(async (strategy: string, flags: BacktestFlags) => {
    const screen = screenOf(command)
    const { backtestFile } = await import('../actions/backtest.ts')
    process.exitCode = await backtestFile(screen, strategy, flags)
  })
}
