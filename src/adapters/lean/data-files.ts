/** Which zip files of a LEAN folder hold a request's rows, and which entry of each. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LockstepError } from '../../base/error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import { diskFault } from '../../catalog/disk.ts'
import type { LeanPlan, PrintKind } from './lean-request.ts'
import { planName } from './lean-request.ts'
import type { TickerSpan } from './map-file.ts'
import { dayDate, namesIn, parseDay } from './small-file.ts'
import { readZip, type ZipEntry } from './zip.ts'

/** A zip on disk; `day` is its date, null for a file that holds all dates. */
export interface DataFile {
  readonly path: string
  readonly kind: PrintKind
  readonly day: number | null
  /** Days whose rows count. */
  readonly span: TickerSpan
}

/** A zip larger than this is no file of bars. */
const ZIP_BYTES_MAX = 268_435_456
/** Contracts that a message lists. */
const CONTRACTS_SHOWN = 12

/**
 * The files of the tickers of a plan, in order of date. `from` and `to` are days in the zone of the data.
 * @throws LockstepError E_DATA_UNKNOWN when the folder has nothing of the symbol, E_DATA_EMPTY when nothing of its dates
 */
export async function findDataFiles(root: string, plan: LeanPlan, spans: readonly TickerSpan[]): Promise<DataFile[]> {
  const folder = join(root, plan.type, plan.market, plan.resolution)
  const files: DataFile[] = []
  const present: number[] = []
  for (const span of spans) {
    if (plan.resolution === 'hour' || plan.resolution === 'daily') {
      for (const kind of plan.rule.kindInName ? plan.rule.kinds : plan.rule.kinds.slice(0, 1)) {
        const path = join(folder, `${span.ticker}${plan.rule.kindInName ? `_${kind}` : ''}.zip`)
        if (await isThere(path)) files.push({ path, kind, day: null, span })
      }
      continue
    }
    for (const name of (await namesIn(join(folder, span.ticker))) ?? []) {
      const m = /^(\d{8})_(trade|quote)\.zip$/.exec(name)
      const day = parseDay(m?.[1] ?? '')
      const kind = m?.[2] as PrintKind
      if (Number.isNaN(day) || !plan.rule.kinds.includes(kind)) continue
      present.push(day)
      if (day >= span.from && day <= span.to) files.push({ path: join(folder, span.ticker, name), kind, day, span })
    }
  }
  if (files.length > 0) return files.toSorted((a, b) => (a.day ?? a.span.from) - (b.day ?? b.span.from))
  throw present.length > 0 ? noDates(plan, present) : await unknown(root, plan)
}

/** A file's rows as text bytes. */
export interface DataRows {
  readonly file: DataFile
  readonly bytes: Uint8Array
}

/**
 * The rows of files, one after the other. A contract is listed for some of the dates of its symbol only: files of the others are left out.
 * @throws LockstepError E_DATA_FORMAT, when no file has the contract too, and E_DATA_DISK
 */
export async function* readDataFiles(files: readonly DataFile[], plan: LeanPlan): AsyncGenerator<DataRows> {
  const { contract } = plan
  let found = contract === null
  // A few of the many that there may be are enough to tell what is there.
  const others = new Set<string>()
  for (const file of files) {
    const entries = readZip(await readFileBytes(file.path), file.path)
    if (contract !== null && !entries.some((entry) => isOf(contract, entry))) {
      for (const { name } of entries) if (others.size < CONTRACTS_SHOWN) others.add(contractOf(name))
      continue
    }
    found = true
    yield { file, bytes: pickEntry(entries, { path: file.path, day: file.day, contract }).read() }
  }
  if (!found)
    throw new LockstepError(
      'E_DATA_FORMAT',
      `expected rows of contract ${contract} in a file of ${planName(plan)}, ${files.length} were looked into and have ${[...others].join(', ') || 'none'}`,
      'Name one of the contracts that are there, or other dates.',
    )
}

async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > ZIP_BYTES_MAX)
      throw new LockstepError(
        'E_DATA_FORMAT',
        `expected at most ${ZIP_BYTES_MAX} bytes in ${path}, it has ${size}`,
        'It is no file of bars.',
      )
    return await readFile(path)
  } catch (cause) {
    throw diskFault('read', path, cause)
  }
}

function isOf(contract: string, { name }: ZipEntry): boolean {
  return name.toLowerCase().endsWith(`_${contract}.csv`)
}

/** What the name of an entry ends in. */
function contractOf(name: string): string {
  return name.slice(name.lastIndexOf('_') + 1).replace(/\.csv$/i, '')
}

/**
 * The entry of a date, if any is named after it, and of the contract, if one is asked for. An entry that is alone is taken
 * whatever its name.
 * @throws LockstepError E_DATA_FORMAT when none or several fit
 */
export function pickEntry(
  entries: readonly ZipEntry[],
  { path, day, contract }: { readonly path: string; readonly day: number | null; readonly contract: string | null },
): ZipEntry {
  const texts = entries.filter((entry) => entry.name.toLowerCase().endsWith('.csv'))
  const date = day === null ? '' : dayDate(day).replaceAll('-', '')
  const ofDate = texts.filter((entry) => entry.name.startsWith(date))
  const fitting = (ofDate.length > 0 ? ofDate : texts).filter((entry) => contract === null || isOf(contract, entry))
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  const names = texts.map((entry) => entry.name)
  if (fitting.length > 1)
    throw new LockstepError(
      'E_DATA_FORMAT',
      `expected one series in ${path}, it has ${names.join(', ')}`,
      'Name the contract, which is what the entries end in.',
    )
  throw new LockstepError(
    'E_DATA_FORMAT',
    `expected rows${contract === null ? '' : ` of contract ${contract}`} in ${path}, it has ${names.join(', ') || 'no .csv entry'}`,
    contract === null ? 'Take the file from LEAN again.' : 'Name one of the contracts that are there.',
  )
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

function noDates(plan: LeanPlan, present: readonly number[]): LockstepError {
  const [first, last] = [Math.min(...present), Math.max(...present)]
  const asked = `${Number.isFinite(plan.from) ? dayDate(plan.from) : 'the first'} to ${Number.isFinite(plan.to) ? dayDate(plan.to) : 'the last'}`
  return new LockstepError(
    'E_DATA_EMPTY',
    `expected files of ${planName(plan)} from ${asked}, there are ${new Set(present).size} dates from ${dayDate(first)} to ${dayDate(last)}`,
    'Ask for dates that are there.',
  )
}

/** Says which part of the path is not there, and what is. */
async function unknown(root: string, plan: LeanPlan): Promise<LockstepError> {
  const steps = [plan.type, plan.market, plan.resolution]
  for (const [k, step] of steps.entries()) {
    const names = (await namesIn(join(root, ...steps.slice(0, k)))) ?? []
    if (!names.includes(step))
      return new LockstepError(
        'E_DATA_UNKNOWN',
        `expected ${planName(plan)} in ${root}, there is no ${steps.slice(0, k + 1).join('/')}: ${didYouMean(
          step,
          names.filter((name) => !name.includes('.')),
        )}`,
        'Correct the request, or add the data.',
      )
  }
  const names = (await namesIn(join(root, ...steps))) ?? []
  const symbols = [...new Set(names.map((name) => name.replace(/(_(trade|quote|openinterest))?\.zip$/, '').toUpperCase()))]
  return new LockstepError(
    'E_DATA_UNKNOWN',
    `expected ${planName(plan)} in ${root}, there is no such symbol: ${didYouMean(plan.symbol, symbols)}`,
    'Correct the request, or add the data.',
  )
}
