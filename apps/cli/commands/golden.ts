import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'
import { addFileFlags, addRunFlags, type RunFlags } from './run-flags.ts'

/** What `golden record`, `check` and `diff` were given, as text. */
export interface GoldenFlags extends RunFlags {
  readonly golden?: string
  /** True when no shares are given with it. */
  readonly tolerance?: string | true
  readonly full?: boolean
  readonly replace?: boolean
  /** Undefined unless --stream or --no-stream was given. */
  readonly stream?: boolean
  readonly progress: 'auto' | 'plain' | 'none'
}

export type GoldenVerb = 'record' | 'check' | 'diff'

const EXAMPLES = `Examples:
  lockstep golden record strategy.ts --data my.csv --fee 0.001     writes strategy.golden
  lockstep golden check strategy.ts                                runs it again as it was recorded; exit 3 when it differs
  lockstep golden diff strategy.ts --fee 0.002                     what another fee changes, order by order
`

const verbs: readonly (readonly [verb: GoldenVerb, says: string])[] = [
  ['record', 'Run a strategy and write what it did to a golden file beside it.'],
  ['check', 'Run a strategy as its golden file says; exit 3 when it does something else.'],
  ['diff', 'The same, and show where it first differs, the bars before that, and what kinds of difference follow.'],
]

export function goldenCommand(): Command {
  const golden = new Command('golden')
    .summary('hold a strategy to what it did')
    .description('Keep what a strategy did as a small text beside it, and see when it does something else.')
    .addHelpText('before', EXAMPLES)
  for (const [verb, says] of verbs) golden.addCommand(verbCommand(verb, says))
  return golden
}

function verbCommand(verb: GoldenVerb, says: string): Command {
  const command = new Command(verb).description(says)
  addRunFlags(command)
    .optionsGroup('Golden file:')
    .option('--golden <file>', 'the golden file; default the name of the strategy, ending in .golden')
    .option('--tolerance [shares]', 'how far prices and amounts may be off: price=1e-6,profit=1e-4, which the bare flag stands for')
  if (verb === 'record') {
    command.option('--full', 'keep every row, however many, so that a difference can be named to the row')
    command.option('--replace', 'the golden file may take the place of another')
  }
  command
    .option('--stream', 'read bars of the catalog from the disk while the run goes on; those too large for memory are anyway')
    .option('--no-stream', 'load them whole, however large they are')
  command.addOption(new Option('--progress <how>', 'how to show progress').choices(['auto', 'plain', 'none']).default('auto'))
  return addFileFlags(command).action(async (strategy: string, flags: GoldenFlags) => {
    const given = Object.fromEntries(
      Object.entries(flags).filter(([name]) => command.getOptionValueSource(name) === 'cli'),
    ) as Partial<GoldenFlags>
    const screen = screenOf(command)
    const { goldenFile } = await import('../actions/golden.ts')
    process.exitCode = await goldenFile(screen, verb, { strategy, flags, given, defaults: defaultsOf(command) })
  })
}

/** Every flag as it is when it is not given. */
function defaultsOf({ options }: Command): GoldenFlags {
  const isAlone = (name: string): boolean => options.filter((option) => option.attributeName() === name).length === 1
  const entries = options.map((option): [string, unknown] => {
    const name = option.attributeName()
    // A flag that is only ever denied holds unless it is.
    return [name, option.defaultValue ?? (option.negate && isAlone(name) ? true : undefined)]
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as GoldenFlags
}
