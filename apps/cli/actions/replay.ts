/** `lockstep replay`: the same run again, compared byte for byte. */
import { exitCodes, LockstepError, readJournalHeader, replayJournal } from 'lockstep'
import type { ReplayFlags } from '../commands/replay.ts'
import { clock, grouped, Progress } from '../progress.ts'
import { readPairs } from '../read-flag.ts'
import type { Screen } from '../screen.ts'
import { loadStrategy, type StrategyFile } from '../strategy-file.ts'

export async function replayFile(screen: Screen, path: string, flags: ReplayFlags): Promise<number> {
  const { info, config } = readJournalHeader(path)
  const { path: file, export: name, sha256 } = config.strategy
  const source = await (flags.strategy === undefined ? loadNamed(`${file}#${name}`) : loadStrategy(flags.strategy))
  if (source.sha256 !== sha256)
    screen.warn(`${source.path} is not the file that the journal was written with: it has changed, or is another`)
  const progress = new Progress(screen, 'auto')
  const total = Math.max(...info.series.map((s) => s.bars))
  const start = performance.now()
  const onProgress = (steps: number): void => {
    const seconds = (performance.now() - start) / 1000
    progress.update(steps / total, () => `replaying ${path}  ${grouped(steps)} steps the same  ${clock(seconds)}`)
  }
  try {
    const replayed = replayJournal(path, source.strategy, { params: readPairs('--param', flags.param ?? []), onProgress })
    progress.clear()
    for (const warning of replayed.warnings) screen.warn(warning)
    if (!replayed.sealed)
      screen.warn(`${path} has no seal: the run was killed, still writes, or the file was cut; what is there was compared`)
    if (screen.json) screen.printJson({ schemaVersion: 1, same: true, ...replayed })
    else screen.print(`${grouped(replayed.steps)} steps, ${grouped(replayed.records)} records: the same, byte for byte`)
    if (!screen.json && replayed.threw !== null) screen.print(`and then, as in the journal: ${replayed.threw}`)
    return exitCodes.ok
  } finally {
    progress.clear()
  }
}

/** The strategy as the journal names it: by a path from the folder that the run was started in. */
async function loadNamed(spec: string): Promise<StrategyFile> {
  try {
    return await loadStrategy(spec)
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code !== 'E_STRATEGY_FILE') throw error
    throw new LockstepError(
      error.code,
      error.message,
      'The journal names it from the folder where it was run: go there, or name the file with --strategy.',
      error,
    )
  }
}
