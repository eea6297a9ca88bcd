import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'
import { collect } from './bar-flags.ts'
import { addFileFlags, addRunFlags, type RunFlags } from './run-flags.ts'

/** What `check fills` was given, as text. */
export interface CheckFillsFlags extends RunFlags {
  readonly policies?: string
  readonly strict?: boolean
  readonly progress: 'auto' | 'plain' | 'none'
}

/** What `check` and the checks one by one were given, as text. */
export interface CheckFlags extends RunFlags {
  readonly only?: string
  readonly allowRead?: readonly string[]
  readonly cuts?: string
  readonly lineShare?: string
  readonly costFactor?: string
  readonly drop?: string
  readonly fillShare?: string
  readonly full?: boolean
  readonly runs?: string
  readonly progress: 'auto' | 'plain' | 'none'
}

const EXAMPLES = `Examples:
  lockstep check strategy.ts --data my.csv --fee 0.001
  lockstep check strategy.ts --data my.csv --only look-ahead,determinism --json
  lockstep check warm-up strategy.ts --data my.csv --from 2018-01-01
  lockstep check fills strategy.ts --data my.csv --policies pessimistic,touch,this-close
`

/** Checks that are a command of their own; fills has more to say than a verdict. */
const single: readonly (readonly [name: string, says: string])[] = [
  ['look-ahead', 'Hide the future and see whether a strategy decides the same.'],
  ['warm-up', 'Give a strategy more history and see whether it decides the same.'],
  ['determinism', 'Run a strategy again, and on another machine, and compare every record.'],
  ['costs', 'Show what is left of a result when trading costs more and orders arrive later.'],
  ['sensitivity', 'Show what is left of a result one step beside each parameter.'],
  ['data', 'Show which bars the fills of a strategy came from.'],
]

export function checkCommand(): Command {
  const check = new Command('check')
    .summary('how far a result can be believed')
    .description('Catch a strategy that fools itself: all checks, or one of them by its name. Exit 3 when one fails or cannot be proven.')
    .addHelpText('before', EXAMPLES)
    .addCommand(allCommand(), { isDefault: true })
  for (const [name, says] of single) check.addCommand(singleCommand(name, says))
  return check.addCommand(checkFillsCommand())
}

function allCommand(): Command {
  const command = new Command('all').description('Carry out all checks on a strategy; the word `all` may be left out.')
  const only = 'these checks, by commas: look-ahead, warm-up, determinism, costs, fills, sensitivity, data'
  addFileFlags(addCheckFlags(addRunFlags(command).optionsGroup('What to check:').option('--only <list>', only)))
  return command.action((strategy: string, flags: CheckFlags) => carryOut(command, strategy, flags))
}

function singleCommand(name: string, says: string): Command {
  const command = new Command(name).description(says)
  if (name.includes('-')) command.alias(name.replace('-', ''))
  addFileFlags(addCheckFlags(addRunFlags(command).optionsGroup('What to check:')))
  return command.action((strategy: string, flags: CheckFlags) => carryOut(command, strategy, { ...flags, only: name, full: true }))
}

function addCheckFlags(command: Command): Command {
  return command
    .option('--allow-read <file>', 'a file that the strategy may read: it holds nothing of the future; repeat', collect)
    .option('--cuts <count>', 'look-ahead: runs on data that end early, default 4')
    .option('--line-share <share>', 'warm-up: how far a line may be off before it is a warning, default 0.001')
    .option('--cost-factor <factor>', 'costs: what it should still earn at, default 2')
    .option('--drop <share>', 'sensitivity, fills: how much of the result may be lost before it is a warning, default 0.5')
    .option('--fill-share <share>', 'data: share of doubtful fills at which it fails, default 0.5')
    .option('--full', 'the figures behind every verdict')
    .option('--runs <dir>', 'where verdicts are kept for reports, default $LOCKSTEP_RUNS or .lockstep/runs')
    .addOption(new Option('--progress <how>', 'how to show progress').choices(['auto', 'plain', 'none']).default('auto'))
}

async function carryOut(command: Command, strategy: string, flags: CheckFlags): Promise<void> {
  const screen = screenOf(command)
  const { checkFile } = await import('../actions/check-strategy.ts')
  process.exitCode = await checkFile(screen, strategy, flags)
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
