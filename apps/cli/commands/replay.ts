import { Command } from 'commander'
import { screenOf } from '../screen.ts'
import { collect } from './bar-flags.ts'

export interface ReplayFlags {
  readonly strategy?: string
  readonly param?: readonly string[]
}

const EXAMPLES = `Examples:
  lockstep backtest strategy.ts --data my.csv --journal run.journal
  lockstep replay run.journal
  lockstep replay run.journal --param fast=12      the first decision that this would change
`

export function replayCommand(): Command {
  const command = new Command('replay')
    .summary('run a journal again and compare')
    .description('Run a journal again, bar by bar as live would, and compare every record byte for byte. Exit 3 at the first difference.')
    .addHelpText('before', EXAMPLES)
    .argument('<journal>', 'written by backtest --journal')
    .option('--strategy <file>', 'the strategy; default the file that the journal names')
    .option('-p, --param <name=value>', 'a parameter other than the journal has; repeat', collect)
  return command.action(async (path: string, flags: ReplayFlags) => {
    const screen = screenOf(command)
    const { replayFile } = await import('../actions/replay.ts')
    process.exitCode = await replayFile(screen, path, flags)
  })
}
