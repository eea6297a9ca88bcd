import { Command } from 'commander'
import { screenOf } from '../screen.ts'

/** What `worker` was given, as text. */
export interface WorkerFlags {
  readonly queue: string
  readonly store?: string
  readonly threads?: string
  readonly strategy?: string
  readonly objects?: string
  readonly lock?: string
}

const EXAMPLES = `Examples:
  lockstep worker --queue redis://10.0.0.5:6379/0
  lockstep worker --queue redis://10.0.0.5:6379/0 --store s3://research/lockstep --threads 16
`

export function workerCommand(): Command {
  const command = new Command('worker')
    .summary('carry out sweeps that other machines put on a queue')
    .description(
      'Make trials for the sweeps of a queue until Ctrl-C. It runs the strategies that they bring: whoever may write to the queue decides what runs here.',
    )
    .addHelpText('before', EXAMPLES)
    .requiredOption('--queue <redis://host:port/db>', 'the queue, as the sweep names it')
    .option('--store <dir or s3://bucket/prefix>', 'where data and code lie, default where the sweep says')
    .option('--threads <count>', 'threads, default as many as there are cores')
    .option('--strategy <file>', 'run this file and no code from the queue; sweeps of another are refused')
    .option('--objects <dir>', 'where copies of data and code are kept, default .lockstep/objects')
    .option('--lock <seconds>', 'silence after which a worker is taken for dead, default 30')
  return command.action(async (flags: WorkerFlags) => {
    const screen = screenOf(command)
    const { work } = await import('../actions/worker.ts')
    process.exitCode = await work(screen, flags)
  })
}
