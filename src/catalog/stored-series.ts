/** One series in its folder: which manifest holds, what a crash left, whether it is whole. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BAR_COLUMNS } from '../model/bars.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { columnBytes, hashStored, isStored } from './bar-store.ts'
import { diskFault, renameDurably } from './disk.ts'
import { parseManifest, type Manifest } from './manifest.ts'
import type { SeriesPath } from './series-path.ts'

/** Finishes or forgets what an import that died left behind, and returns what is stored. Only under the lock. */
export async function settle(at: SeriesPath): Promise<Manifest | null> {
  for (const name of await names(at.folder)) if (name.endsWith('.tmp')) await rm(join(at.folder, name), { force: true })
  const pending = await readManifest(at.pending)
  if (pending !== null && (await isStored(at.bars, pending))) await renameDurably(at.pending, at.manifest)
  else await rm(at.pending, { force: true })
  return readManifest(at.manifest)
}

/** The manifest of the bars that are there: the pending one when a crash came between the two renames of an import. */
async function currentManifest(at: SeriesPath): Promise<Manifest | null> {
  const pending = await readManifest(at.pending)
  if (pending !== null && (await isStored(at.bars, pending))) return pending
  return readManifest(at.manifest)
}

async function readManifest(path: string): Promise<Manifest | null> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null
    throw diskFault('read', path, cause)
  })
  return text === null ? null : parseManifest(text)
}

/** The manifests of an instrument's folder, finest timeframe first. */
export async function manifestsIn(folder: string): Promise<Manifest[]> {
  const found: Manifest[] = []
  const labels = new Set(
    (await names(folder)).map((name) => /^(\w+)\.json(?:\.next)?$/.exec(name)?.[1]).filter((label) => label !== undefined),
  )
  for (const label of labels) {
    const bare = { folder, bars: join(folder, `${label}.arrow`), manifest: join(folder, `${label}.json`) }
    const manifest = await currentManifest({ ...bare, pending: join(folder, `${label}.json.next`), quarantine: '' })
    if (manifest !== null) found.push(manifest)
  }
  return found.toSorted((a, b) => parseTimeframe(a.timeframe).ms - parseTimeframe(b.timeframe).ms)
}

/** Timeframes of an instrument's folder whose bars nothing describes, since the manifest is gone or unreadable. */
export async function orphansIn(folder: string): Promise<string[]> {
  const described = new Set((await manifestsIn(folder)).map((m) => m.timeframe))
  const stored = (await names(folder)).filter((name) => name.endsWith('.arrow')).map((name) => name.slice(0, -'.arrow'.length))
  return stored.filter((label) => !described.has(label))
}

/** What is in a folder; nothing when there is none. @throws LockstepError E_DATA_DISK */
export async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return []
    throw diskFault('read', folder, cause)
  })
}

/** Hashes the columns again and says what is wrong. */
export async function problemsOf(at: SeriesPath, manifest: Manifest): Promise<string[]> {
  const hash = await hashStored(at.bars, manifest)
  if (hash === 'other') return [`${at.bars} is missing, cut short, or not the file that ${at.manifest} describes`]
  const wrong = BAR_COLUMNS.filter((name) => hash.columns[name] !== manifest.columnHashes[name])
  return wrong.map((name) => {
    const { from, to } = columnBytes(manifest, BAR_COLUMNS.indexOf(name))
    return `${at.bars}: column ${name} (bytes ${from} to ${to}) does not match its hash`
  })
}

/** The manifest goes first: bars without one are as good as none. */
export async function removeFiles(at: SeriesPath): Promise<void> {
  try {
    for (const path of [at.pending, at.manifest, at.bars, at.quarantine]) await rm(path, { force: true })
  } catch (cause) {
    throw diskFault('write', at.folder, cause)
  }
}
