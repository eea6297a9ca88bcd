import { Command } from 'commander'
import { screenOf } from '../screen.ts'

export interface DemoFlags {
  readonly bars: string
  readonly out: string
}

const EXAMPLES = `Examples:
  lockstep demo
  lockstep demo --bars 1000000
`

export function demoCommand(): Command {
  const command = new Command('demo')
    .summary('three strategies on bundled bars, then how fast it goes')
    .description('Backtest three strategies on bundled bars of the S&P 500, write their report, then show how fast it goes.')
    .addHelpText('before', EXAMPLES)
    .option('--bars <count>', 'generated one-minute bars for the second part', '10000000')
    .option('-o, --out <file.html>', 'the report of the first part', 'demo-report.html')
  return command.action(async (flags: DemoFlags) => {
    const screen = screenOf(command)
    const { demo } = await import('../actions/demo.ts')
    process.exitCode = await demo(screen, flags)
  })
}
