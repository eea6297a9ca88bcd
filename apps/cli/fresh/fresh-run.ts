/** One run of a check in a process that nothing ran in before: reads the data, then loads the strategy under watch. */
import { Worker } from 'node:worker_threads'
import { LocalPlayer, optionsOf, type BarSeries, type Played } from 'lockstep'
import { fileOfSeries, readSeries } from '../bar-source.ts'
import { readDetail } from '../detail-source.ts'
import { Interrupt } from '../interrupt.ts'
import { Progress } from '../progress.ts'
import { Screen } from '../screen.ts'
import { loadStrategy } from '../strategy-file.ts'
import { pretendOtherMachine } from './other-machine.ts'
import { Outside } from './outside.ts'
import { PresentFiles } from './present-files.ts'
import type { FreshAnswer, FreshRequest } from './request.ts'

export async function playFresh(request: FreshRequest): Promise<Played> {
  const { workers = 0, ...world } = request.variant.world ?? {}
  if (workers > 0) return inWorkers({ ...request, variant: { ...request.variant, world } }, workers)
  const { series, detail } = await readQuietly(request)
  if (world.otherMachine === true) pretendOtherMachine()
  const files = new PresentFiles(
    [...series, ...detail].flatMap((s) => fileOfRead(s)),
    request.folder,
  )
  const outside = new Outside(files, [request.strategy.replace(/#.*$/, ''), ...request.allowed])
  const player = new LocalPlayer({
    ...optionsOf(request.config),
    data: series,
    ...(detail.length > 0 && { detail }),
    onPresent: (timeMs) => (outside.present = timeMs),
    make: async () => {
      outside.watch()
      return (await loadStrategy(request.strategy)).strategy
    },
    touched: () => outside.touched,
  })
  return player.play({ ...request.variant, world })
}

async function readQuietly({ flags }: FreshRequest): Promise<{ series: readonly BarSeries[]; detail: readonly BarSeries[] }> {
  using interrupt = new Interrupt()
  const screen = new Screen({ json: true, quiet: true })
  const use = { screen, progress: new Progress(screen, 'none'), interrupt }
  const series = await readSeries(flags, use)
  return { series, detail: await readDetail(flags, series, use) }
}

function fileOfRead(series: BarSeries): ConstructorParameters<typeof PresentFiles>[0] {
  const file = fileOfSeries.get(series)
  return file === undefined ? [] : [{ series, file }]
}

/** The same in threads at once; the first that differs from the others is what they came to. */
async function inWorkers(request: FreshRequest, count: number): Promise<Played> {
  const entry = new URL(import.meta.url.endsWith('.ts') ? './fresh-main.ts' : './fresh-main.js', import.meta.url)
  const runs = await Promise.all(
    Array.from({ length: count }, async () => {
      const worker = new Worker(entry, { workerData: request, stdout: true, stderr: true })
      const said = await new Promise<FreshAnswer>((resolve, reject) => worker.once('message', resolve).once('error', reject))
      await worker.terminate()
      if ('played' in said) return said.played
      throw Object.assign(new Error(said.fault.message), said.fault)
    }),
  )
  const text = ({ records }: Played): string => Buffer.from(records.buffer, records.byteOffset, records.byteLength).toString('latin1')
  const [first] = runs
  return runs.find((run) => text(run) !== text(first!)) ?? first!
}
