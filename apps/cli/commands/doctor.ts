import { Command } from 'commander'
import { screenOf } from '../screen.ts'

export interface DoctorFlags {
  readonly catalog?: string
}

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('check this machine')
    .description('Check this machine: Node, memory, disk, catalog, DuckDB, terminal, clock. Exit 2 when something is broken.')
    .addHelpText('before', 'Examples:\n  lockstep doctor\n  lockstep doctor --json\n')
    .option('--catalog <dir>', 'the catalog, default $LOCKSTEP_CATALOG or .lockstep/catalog')
  return command.action(async (flags: DoctorFlags) => {
    const screen = screenOf(command)
    const { doctor } = await import('../actions/doctor.ts')
    process.exitCode = await doctor(screen, flags)
  })
}
