import { Command } from 'commander'
import { screenOf } from '../screen.ts'

const EXAMPLES = `Examples:
  lockstep backtest strategy.ts --data my.csv --benchmark-out before.json
  lockstep backtest strategy.ts --data my.csv --benchmark-out after.json
  lockstep bench compare before.json after.json             exit 3 when something is more than 5 % worse
`

export function benchCommand(): Command {
  const bench = new Command('bench')
    .summary('compare benchmark records')
    .description('What a run costs in time and memory, before and after a change.')
    .addHelpText('before', EXAMPLES)
  const compare = new Command('compare')
    .description('Hold a benchmark record against an earlier one of the same bars; exit 3 when a figure is more than 5 % worse.')
    .argument('<before>', 'a record that backtest --benchmark-out wrote')
    .argument('<after>', 'another, of the same bars')
    .action(async (before: string, after: string) => {
      const screen = screenOf(compare)
      const { compareFiles } = await import('../actions/bench.ts')
      process.exitCode = compareFiles(screen, before, after)
    })
  return bench.addCommand(compare)
}
