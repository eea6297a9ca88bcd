import { Command, Option } from 'commander'
import { screenOf } from '../screen.ts'
import { inStore, RUN, type StoreFlags } from './runs.ts'

export interface ReportFlags extends StoreFlags {
  readonly format: 'html' | 'md' | 'json' | 'text'
  readonly out?: string
}

const EXAMPLES = `Examples:
  lockstep report @1 -o report.html
  lockstep report @1 @2 -o both.html                side by side
  lockstep report 3f2a --format md                  to paste
`

export function reportCommand(): Command {
  const command = new Command('report')
    .summary('the report of a saved run')
    .description('Write the report of a saved run again, or of several side by side.')
    .addHelpText('before', EXAMPLES)
    .argument('<run...>', RUN)
    .addOption(new Option('--format <name>', 'how').choices(['html', 'md', 'json', 'text']).default('html'))
    .option('-o, --out <file>', 'where; default report-<run>.html for a page, else to the terminal')
  return inStore(command).action(async (runs: readonly string[], flags: ReportFlags) => {
    const screen = screenOf(command)
    const { reportRuns } = await import('../actions/report.ts')
    process.exitCode = reportRuns(screen, runs, flags)
  })
}
