/** The commands and how they are read. Each command's work is loaded when it is asked for, never for help. */
import { Console } from 'node:console'
import { chdir } from 'node:process'
import { Command, CommanderError } from 'commander'
import { analyzeCommand } from './commands/analyze.ts'
import { backtestCommand } from './commands/backtest.ts'
import { benchCommand } from './commands/bench.ts'
import { checkCommand } from './commands/check.ts'
import { completionCommand } from './commands/completion.ts'
import { dataCommand } from './commands/data.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { goldenCommand } from './commands/golden.ts'
import { indicatorsCommand } from './commands/indicators.ts'
import { initCommand } from './commands/init.ts'
import { replayCommand } from './commands/replay.ts'
import { reportCommand } from './commands/report.ts'
import { runsCommand } from './commands/runs.ts'
import { sweepCommand } from './commands/sweep.ts'
import { verifyCommand } from './commands/verify.ts'
import { workerCommand } from './commands/worker.ts'
import { report, UsageFault } from './failure.ts'
import { Screen, type ScreenFlags } from './screen.ts'

const EXAMPLES = `Examples:
  lockstep demo                                             what it does, on bundled data
  lockstep init my-bot                                      a project that runs at once
  lockstep backtest strategy.ts --data my.csv --fee 0.001   a strategy on your own bars
`

/** Runs the command that `args` name and returns the exit code. */
export async function run(args: readonly string[], version: string): Promise<number> {
  const program = createProgram(version)
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    const has = (...flags: readonly string[]): boolean => flags.some((flag) => args.includes(flag))
    const screen = new Screen({ json: has('--json'), verbose: has('-v', '--verbose'), color: !has('--no-color') })
    if (!(error instanceof CommanderError)) return report(error, screen)
    return error.exitCode === 0 ? 0 : report(usageFault(error), screen)
  }
}

/** Every command with its flags; nothing runs yet. */
export function createProgram(version: string): Command {
  const program = new Command('lockstep')
    .description('A trading engine: backtest strategies on bars, with proof that the same program would run live.')
    .addHelpText('before', EXAMPLES)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('--json', 'print one JSON document on stdout, and nothing else there')
    .option('-q, --quiet', 'no progress and no remarks on stderr')
    .option('-v, --verbose', 'print where an error came from')
    .option('--no-color', 'no colour (also NO_COLOR, TERM=dumb, and whenever no terminal reads)')
    .option('--cwd <dir>', 'work in this folder')
    .option(
      '--plain [names]',
      'leave out the fast paths, all or these (commas between), to find a fault; same results. After the arguments',
    )
    .hook('preAction', async (_, command) => {
      const { cwd, plain, ...screen } = command.optsWithGlobals<ScreenFlags & { cwd?: string; plain?: string | true }>()
      enter({ ...screen, ...(cwd !== undefined && { cwd }) })
      if (plain !== undefined) await leaveOut(plain, new Screen(screen))
    })
  const commands = [
    backtestCommand(),
    checkCommand(),
    sweepCommand(),
    workerCommand(),
    goldenCommand(),
    benchCommand(),
    runsCommand(),
    reportCommand(),
    analyzeCommand(),
    dataCommand(),
    indicatorsCommand(),
    demoCommand(),
    initCommand(),
    doctorCommand(),
    replayCommand(),
    verifyCommand(),
    completionCommand(program),
  ]
  for (const command of commands) program.addCommand(command)
  program
    .command('version')
    .description('print the version')
    .action(() => void process.stdout.write(`${version}\n`))
  for (const command of [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)]) quieten(command)
  return program
}

/** Commander neither exits nor writes errors by itself; what it found comes back as one of ours. */
function quieten(command: Command): void {
  command
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({ writeErr: (text) => void (command.commands.length > 0 && process.stdout.write(text)), outputError: () => {} })
  command.allowExcessArguments(false)
}

function usageFault(error: CommanderError): UsageFault {
  const [sentence = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const near = /Did you mean (.+)\?/.exec(suggestion ?? '')?.[1]
  const hint = near === undefined ? 'Run it with --help to see what it takes.' : `Did you mean ${near}?`
  return new UsageFault(error.code === 'commander.help' ? 'expected a command after this one, there is none' : sentence, hint)
}

/** Every run and every reader of this process and of those it starts takes the plain way. */
async function leaveOut(given: string | true, screen: Screen): Promise<void> {
  const { plainOf } = await import('lockstep')
  const names = [...plainOf(given)].join(',')
  process.env['LOCKSTEP_PLAIN'] = names
  screen.note('plain', names.replaceAll(',', ', '))
}

function enter({ cwd, json }: { readonly cwd?: string; readonly json?: boolean }): void {
  // What a strategy prints would stand between whoever reads the document and the document.
  if (json === true) globalThis.console = new Console(process.stderr)
  if (cwd === undefined) return
  try {
    chdir(cwd)
  } catch {
    throw new UsageFault(`expected a folder at ${cwd} to work in, there is none`, 'Name a folder that exists with --cwd.')
  }
}
