import { Command } from 'commander'
import { screenOf } from '../screen.ts'
import { inStore, RUN, type StoreFlags } from './runs.ts'

export interface AnalyzeFlags extends StoreFlags {
  readonly by: string
}

const EXAMPLES = `Examples:
  lockstep analyze @1 --by exit
  lockstep analyze @1 --by instrument,weekday
`

export function analyzeCommand(): Command {
  const command = new Command('analyze')
    .summary('what made the profit of a saved run')
    .description('Sum the profit of a saved run by what made it; the rows sum to what the account gained.')
    .addHelpText('before', EXAMPLES)
    .argument('<run>', RUN)
    .option('--by <keys>', 'one or several of instrument, strategy, timeframe, tag, model, side, exit, hour, weekday, month', 'instrument')
  return inStore(command).action(async (run: string, flags: AnalyzeFlags) => {
    const screen = screenOf(command)
    const { analyzeRun } = await import('../actions/analyze.ts')
    process.exitCode = analyzeRun(screen, run, flags)
  })
}
