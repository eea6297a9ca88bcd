import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'

export interface InitFlags {
  readonly template: 'sma' | 'multi' | 'empty'
  /** False after --no-install. */
  readonly install: boolean
}

const EXAMPLES = `Examples:
  lockstep init my-bot
  lockstep init my-bot --template multi
`

export function initCommand(): Command {
  const command = new Command('init')
    .summary('make a project that runs at once')
    .description('Make a project that runs at once: a strategy, sample bars, a test, and notes for people and agents.')
    .addHelpText('before', EXAMPLES)
    .argument('[dir]', 'where; default here', '.')
    .addOption(new Option('-t, --template <name>', 'what the strategy is').choices(['sma', 'multi', 'empty']).default('sma'))
    .option('--no-install', 'do not link Lockstep into node_modules')
    .option('--yes', 'ask nothing; init never asks')
  return command.action(async (dir: string, flags: InitFlags) => {
    const screen = screenOf(command)
    const { init } = await import('../actions/init.ts')
    process.exitCode = init(screen, dir, flags)
  })
}
