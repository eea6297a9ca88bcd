/** What a process that runs one backtest over stored bars needs, and how often it collects: a process for every round. */
import { BAR_BYTES } from '../bars.ts'
import { LARGE, LARGE_BARS, type Job, type Measured } from '../budgets.ts'
import { median } from '../measure.ts'
import { runScript } from '../run-script.ts'
import type { WarmRun } from '../warm-run.ts'

/** What the process itself may take. */
const PROCESS_BYTES = 150e6

export async function measure({ rounds, files }: Job): Promise<Measured[]> {
  const runs: WarmRun[] = []
  for (let k = 0; k < rounds; k++) runs.push(await runScript<WarmRun>('warm-run.ts', [files.catalog, LARGE]))
  const rssPeak = median(runs.map((run) => run.rssPeak))
  const gc = { minor: Math.max(...runs.map((run) => run.gc.minor)), major: Math.max(...runs.map((run) => run.gc.major)) }
  const columns = LARGE_BARS * BAR_BYTES
  return [
    { id: 'memory.10m', value: rssPeak / 1e6, against: columns / 1e6, ratio: (rssPeak - PROCESS_BYTES) / columns, gc, rssPeak },
    { id: 'gc.10m', value: gc.minor, against: 1, ratio: gc.minor, sound: gc.major === 0, gc, rssPeak },
  ]
}
