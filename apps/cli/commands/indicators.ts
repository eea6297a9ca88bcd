import { Argument, Command, Option } from 'commander'
import { screenOf } from '../screen.ts'

export interface IndicatorsFlags {
  readonly group?: string
}

const GROUPS = ['overlap', 'momentum', 'volatility', 'volume', 'price', 'statistics', 'cycle', 'math', 'levels', 'candles']

const EXAMPLES = `Examples:
  lockstep indicators                    all, by group
  lockstep indicators supertrend         one, with its parameters
  lockstep indicators --group volume --json
`

export function indicatorsCommand(): Command {
  const command = new Command('indicators')
    .summary('what indicators there are')
    .description('List the indicators, or say all that is known of one: inputs, outputs, parameters, warm-up, convention, source.')
    .addHelpText('before', EXAMPLES)
    .addArgument(new Argument('[name]', "an indicator's name, or its name in TA-Lib"))
    .addOption(new Option('--group <name>', 'only this group').choices(GROUPS))
  return command.action(async (name: string | undefined, flags: IndicatorsFlags) => {
    const screen = screenOf(command)
    const { showIndicators } = await import('../actions/indicators.ts')
    process.exitCode = showIndicators(screen, name, flags)
  })
}
