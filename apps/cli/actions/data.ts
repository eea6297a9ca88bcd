/** `lockstep data …`: the catalog from the command line. */
import { Catalog, exitCodes, formatMoment, LeanFolder, LockstepError, timestamp, type Imported } from 'lockstep'
import { barFileOptions, instrumentSpec } from '../commands/bar-flags.ts'
import type { CatalogFlags, ImportFlags } from '../commands/data.ts'
import { UsageFault } from '../failure.ts'
import { Interrupt } from '../interrupt.ts'
import { leanFolderOf } from '../lean-source.ts'
import { grouped, Progress } from '../progress.ts'
import type { Screen } from '../screen.ts'
import { labelled, table } from '../table.ts'

/** Quarantined rows and gaps that are shown; the catalog keeps more. */
const LINES_SHOWN = 5

export async function importFile(screen: Screen, path: string, flags: ImportFlags): Promise<number> {
  using interrupt = new Interrupt()
  const progress = new Progress(screen, 'auto')
  const catalog = Catalog.open(flags.catalog)
  const imported = await catalog
    .import(path, {
      ...barFileOptions(flags),
      instrument: instrumentSpec(flags.instrument, flags),
      replace: flags.replace ?? false,
      signal: interrupt.signal,
      onProgress: (done, total) => progress.update(done / total, () => `reading ${path}  ${Math.floor((100 * done) / total)}%`),
    })
    .catch((error: unknown) => {
      if (!interrupt.stopped || error instanceof LockstepError) throw error
      throw new LockstepError('E_ABORTED', `importing ${path} was interrupted`, 'Nothing was stored; run it again.')
    })
    .finally(() => progress.clear())
  if (screen.json) screen.printJson(imported.result)
  else screen.print(describe(imported, catalog.root, screen.width).join('\n'))
  return exitCodes.ok
}

function describe({ result, unchanged, file }: Imported, root: string, width: number): string[] {
  const { quarantined, gaps } = file
  const row = (label: string, text: string): string => labelled(label, text, width)
  const span = `${day(result.from)} to ${day(result.to)}`
  return [
    row(result.instrument, `${result.timeframe}, ${grouped(result.stored)} bars, ${span}`),
    row('read as', result.dialect),
    row(
      'rows',
      `${grouped(result.rowsIn)} = ${grouped(result.stored)} stored + ${grouped(result.duplicates)} duplicates + ${grouped(result.quarantined)} quarantined`,
    ),
    ...quarantined.rows.slice(0, LINES_SHOWN).map((q) => row('', `line ${q.line}: ${q.reason} ${JSON.stringify(q.text.slice(0, 60))}`)),
    row(
      'missing',
      gaps.missingBars === 0 ? `none (${gaps.rule})` : `${grouped(gaps.missingBars)} bars in ${grouped(gaps.count)} gaps (${gaps.rule})`,
    ),
    ...gaps.largest
      .slice(0, LINES_SHOWN)
      .map((g) => row('', `${grouped(g.missingBars)} between ${formatMoment(g.from)} and ${formatMoment(g.to)}`)),
    row('hash', result.contentHash),
    row(unchanged ? 'unchanged' : 'stored', unchanged ? `the same bars were in ${root} already` : `in ${root}`),
  ]
}

export async function listSeries(screen: Screen, flags: CatalogFlags, source?: string): Promise<number> {
  if (source !== undefined) return listLean(screen, source)
  const catalog = Catalog.open(flags.catalog)
  const series = await catalog.list()
  if (screen.json) screen.printJson({ schemaVersion: 1, catalog: catalog.root, series })
  else if (series.length === 0) screen.note('catalog', `${catalog.root} is empty; lockstep data import FILE --instrument ID fills it`)
  else {
    const rows = series.map((m) => [
      m.instrument.id,
      m.timeframe,
      grouped(m.rows),
      day(m.from),
      day(m.to),
      grouped(m.gaps.missingBars),
      m.source.name,
    ])
    screen.print(table(['instrument', 'tf', 'bars', 'from', 'to', 'missing', 'source'], rows, [2, 5]))
  }
  return exitCodes.ok
}

async function listLean(screen: Screen, source: string): Promise<number> {
  const path = leanFolderOf(source)
  if (path === null) throw new UsageFault(`expected lean:PATH, was "${source}"`, 'Name a LEAN data folder, or nothing for the catalog.')
  const folder = await LeanFolder.open(path)
  const series = await folder.list()
  if (screen.json) screen.printJson({ schemaVersion: 1, folder: path, series })
  else if (series.length === 0) screen.note('folder', `${path} holds no series`)
  else {
    const rows = series.map((l) => [`${l.type}/${l.market}/${l.symbol}`, l.resolution, l.kinds.join(' '), l.from ?? '', l.to ?? ''])
    screen.print(table(['instrument', 'bars', 'of', 'from', 'to'], rows, []))
  }
  return exitCodes.ok
}

export async function showSeries(screen: Screen, id: string, flags: CatalogFlags): Promise<number> {
  const catalog = Catalog.open(flags.catalog)
  const m = await catalog.show(id, flags.timeframe)
  if (screen.json) {
    screen.printJson(m)
    return exitCodes.ok
  }
  const spec = Object.entries(m.instrument).filter(([name]) => name !== 'id')
  const rows = [
    ['instrument', m.instrument.id],
    ['timeframe', m.timeframe],
    ['bars', grouped(m.rows)],
    ['span', `${day(m.from)} to ${day(m.to)}`],
    ['traded as', spec.map(([name, value]) => `${name} ${value}`).join(', ')],
    ['missing', `${grouped(m.gaps.missingBars)} bars in ${grouped(m.gaps.count)} gaps (${m.gaps.rule})`],
    [
      'rows',
      `${grouped(m.rowsIn)} = ${grouped(m.rows)} stored + ${grouped(m.duplicates)} duplicates + ${grouped(m.quarantined.count)} quarantined`,
    ],
    ['source', `${m.source.name}, SHA-256 ${m.source.sha256}`],
    ['read as', m.source.dialect],
    ['hash', m.contentHash],
    ['written by', `Lockstep ${m.engine}`],
  ]
  const quarantine = catalog.quarantinePath(m)
  if (quarantine !== null) rows.push(['quarantine', quarantine])
  screen.print(rows.map(([label = '', text = '']) => labelled(label, text, screen.width)).join('\n'))
  return exitCodes.ok
}

export async function verifySeries(screen: Screen, id: string | undefined, flags: CatalogFlags): Promise<number> {
  const verified = await Catalog.open(flags.catalog).verify(id)
  const problems = verified.flatMap((v) => v.problems)
  if (screen.json && problems.length === 0) screen.printJson({ schemaVersion: 1, series: verified })
  else if (!screen.json)
    screen.print(
      verified
        .map((v) => `${v.instrument} ${v.timeframe}  ${v.problems.length === 0 ? 'as it was stored' : v.problems.join('; ')}`)
        .join('\n'),
    )
  if (problems.length > 0)
    throw new LockstepError(
      'E_DATA_CORRUPT',
      `expected stored bars to match their hashes: ${problems.join('; ')}`,
      'Import them again with --replace.',
    )
  return exitCodes.ok
}

export async function removeSeries(screen: Screen, id: string, flags: CatalogFlags): Promise<number> {
  const catalog = Catalog.open(flags.catalog)
  const all = (await catalog.list()).filter((m) => m.instrument.id === id)
  if (flags.yes !== true) {
    const what = all.length === 0 ? await catalog.show(id, flags.timeframe).then((m) => [m]) : all
    const names = what.map((m) => `${m.timeframe} (${grouped(m.rows)} bars)`).join(', ')
    throw new LockstepError(
      'E_USAGE',
      `expected --yes before ${id} ${names} is removed from ${catalog.root}`,
      'Add --yes; the files it came from stay.',
    )
  }
  await catalog.remove(id, flags.timeframe)
  if (screen.json) screen.printJson({ schemaVersion: 1, removed: id, timeframe: flags.timeframe ?? null })
  else screen.print(`${id}${flags.timeframe === undefined ? '' : ` ${flags.timeframe}`} removed from ${catalog.root}`)
  return exitCodes.ok
}

function day(iso: string): string {
  return formatMoment(timestamp(iso))
}
