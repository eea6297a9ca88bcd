/** Flags of what is read from a LEAN data folder. */
import { Option, type Command } from 'commander'

export interface LeanFlags {
  readonly adjust?: 'adjusted' | 'split-adjusted' | 'raw' | 'total-return'
  readonly extendedHours?: boolean
  /** False after --no-fill-forward. */
  readonly fillForward?: boolean
}

export function addLeanFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--adjust <mode>', 'prices of equities; default adjusted for splits and dividends').choices([
        'adjusted',
        'split-adjusted',
        'raw',
        'total-return',
      ]),
    )
    .option('--extended-hours', 'bars before and after the regular session too')
    .option('--no-fill-forward', 'no bars for periods without a print')
}
