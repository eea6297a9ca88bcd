import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'
import { addFileFlags, addRunFlags, type RunFlags } from './run-flags.ts'

/** What `check fills` was given, as text. */
export interface CheckFillsFlags extends RunFlags {
  readonly policies?: string
  readonly strict?: boolean
  readonly progress: 'auto' | 'plain' | 'none'
}

const EXAMPLES = `Examples:
  lockstep check fills strategy.ts --data my.csv --fee 0.001
  lockstep check fills strategy.ts --data my.csv --policies pessimistic,touch,this-close --json
`

export function checkCommand(): Command {
  const check = new Command('check')
    .summary('how far a result can be believed')
    .description('Measure how much of a result is an assumption.')
    .addHelpText('before', EXAMPLES)
  return check.addCommand(checkFillsCommand())
}

function checkFillsCommand(): Command {
  const command = new Command('fills').description(
    'Run a strategy under several fill policies and show how much of the result they decide.',
  )
  addRunFlags(command)
    .optionsGroup('What to compare:')
    .option('--policies <list>', 'fill policies, by commas; the first, or that of --fill, is what the others are measured against')
    .option('--strict', 'exit 3 when it earns under one policy and loses under another')
    .addOption(new Option('--progress <how>', 'how to show progress').choices(['auto', 'plain', 'none']).default('auto'))
  return addFileFlags(command).action(async (strategy: string, flags: CheckFillsFlags) => {
    const screen = screenOf(command)
    const { checkFillsOf } = await import('../actions/check.ts')
    process.exitCode = await checkFillsOf(screen, strategy, flags)
  })
}
