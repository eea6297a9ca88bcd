/** Memory beyond the columns must not grow with the bars: a process for every size and round, in turns. */
import { BAR_BYTES } from '../bars.ts'
import { LARGE, LARGE_BARS, SMALL, SMALL_BARS, type Job, type Measured } from '../budgets.ts'
import { median } from '../measure.ts'
import { runScript } from '../run-script.ts'
import type { WarmRun } from '../warm-run.ts'

export async function measure({ rounds, files }: Job): Promise<Measured[]> {
  const large: number[] = []
  const small: number[] = []
  for (let k = 0; k < rounds; k++) {
    large.push((await runScript<WarmRun>('warm-run.ts', [files.catalog, LARGE])).rssPeak - LARGE_BARS * BAR_BYTES)
    small.push((await runScript<WarmRun>('warm-run.ts', [files.catalog, SMALL])).rssPeak - SMALL_BARS * BAR_BYTES)
  }
  const [value, against] = [median(large) / 1e6, median(small) / 1e6]
  const rssPeak = median(large) + LARGE_BARS * BAR_BYTES
  return [{ id: 'trap.rss-flat', value, against, ratio: value / against, gc: { minor: 0, major: 0 }, rssPeak }]
}
