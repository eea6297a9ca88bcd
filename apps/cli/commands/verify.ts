import { Command } from 'commander'
import { screenOf } from '../screen.ts'

export function verifyCommand(): Command {
  const command = new Command('verify')
    .summary('check every byte of a journal')
    .description('Check every byte of a journal: finds a flipped, cut or swapped record.')
    .addHelpText('before', 'Examples:\n  lockstep verify run.journal\n')
    .argument('<journal>', 'written by backtest --journal')
  return command.action(async (path: string) => {
    const screen = screenOf(command)
    const { verifyFile } = await import('../actions/verify.ts')
    process.exitCode = verifyFile(screen, path)
  })
}
