/** A strategy from a file: found, loaded unbuilt, and named by the hash of what it said. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { didYouMean, LockstepError, type Strategy } from 'lockstep'
import { packageRoot } from './package-root.ts'

export interface StrategyFile {
  readonly strategy: Strategy
  /** As it was given, without the name of an export. */
  readonly path: string
  readonly export: string
  /** SHA-256 of the file. */
  readonly sha256: string
  /** SHA-256 of the file and of every file of the project that it imports. */
  readonly sources: string
  /** Those files. */
  readonly files: readonly string[]
}

/** Loads `path` or `path#name`. @throws LockstepError E_STRATEGY_FILE, and what the file's own code throws as a LockstepError */
export async function loadStrategy(spec: string): Promise<StrategyFile> {
  const at = spec.lastIndexOf('#')
  const path = at > 0 ? spec.slice(0, at) : spec
  const text = readSource(path)
  const { module, imported } = await watched(path)
  const name = chooseExport(module, at > 0 ? spec.slice(at + 1) : undefined, path)
  const sha256 = sha256Of(text)
  // Imports are known by where they really lie; so is a file that is reached by a link.
  const own = realpathSync(path)
  const files = [...new Set([own, ...imported])]
  return { strategy: module[name] as Strategy, path, export: name, sha256, sources: sourcesOf(own, sha256, imported), files }
}

/** What the engine is made of: its version names it. */
const engine = ['src/', 'dist/'].map((folder) => new URL(folder, packageRoot).href)

/** Loads a file and notes which files of the project it is made of. */
async function watched(path: string): Promise<{ module: Module; imported: ReadonlySet<string> }> {
  const imported = new Set<string>()
  const hooks = registerHooks({
    load: (url, context, next) => {
      if (url.startsWith('file:') && !url.includes('/node_modules/') && !engine.some((folder) => url.startsWith(folder))) {
        imported.add(fileURLToPath(url))
      }
      return next(url, context)
    },
  })
  try {
    return { module: await load(path), imported }
  } finally {
    hooks.deregister()
  }
}

/** Paths are taken from the strategy's folder, so that a project may be moved; a file that imports nothing has its own hash. */
function sourcesOf(path: string, sha256: string, imported: ReadonlySet<string>): string {
  const folder = dirname(path)
  const others = [...imported].filter((file) => file !== path).sort()
  if (others.length === 0) return sha256
  return sha256Of([sha256, ...others.map((file) => `${relative(folder, file)} ${sha256Of(readFileSync(file))}`)].join('\n'))
}

function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

type Module = Readonly<Record<string, unknown>>

function readSource(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EISDIR')
      throw fault(`expected a strategy file at ${path}, it is a folder`, 'Name the file in it, such as strategy.ts.', cause)
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      throw fault(`expected to read ${path}, the system refused it (${code})`, 'Check its permissions.', cause)
    throw fault(`expected a strategy file at ${path}, there is none`, neighbours(path), cause)
  }
}

function neighbours(path: string): string {
  try {
    const files = readdirSync(dirname(resolve(path))).filter(
      (name) => /\.m?[jt]s$/.test(name) && !name.includes('.test.') && statSync(resolve(dirname(path), name)).isFile(),
    )
    return `In ${dirname(path)}: ${didYouMean(basename(path), files.slice(0, 20))}`
  } catch {
    return `There is no folder ${dirname(path)}.`
  }
}

async function load(path: string): Promise<Module> {
  const full = resolve(path)
  if (full.split(sep).includes('node_modules') && full.endsWith('.ts')) {
    throw fault(
      `expected a strategy outside node_modules, was ${path}: Node runs no TypeScript from there`,
      'Copy the file into your project, or build it to JavaScript.',
    )
  }
  try {
    return (await import(pathToFileURL(full).href)) as Module
  } catch (cause) {
    if (cause instanceof LockstepError) throw cause
    throw fault(`expected ${path} to load, it threw: ${firstLines(cause)}`, hintFor(cause), cause)
  }
}

function chooseExport(module: Module, wanted: string | undefined, path: string): string {
  const strategies = Object.keys(module).filter((name) => isStrategy(module[name]))
  if (wanted !== undefined) {
    if (strategies.includes(wanted)) return wanted
    throw fault(
      `expected ${path} to export a strategy named ${wanted}; ${didYouMean(wanted, strategies)}`,
      `Name one of its exports: ${path}#name.`,
    )
  }
  if (strategies.includes('default')) return 'default'
  const [only] = strategies
  if (only !== undefined && strategies.length === 1) return only
  if (only !== undefined)
    throw fault(`expected one strategy in ${path}, it exports ${strategies.join(', ')}`, `Say which: ${path}#${only}.`)
  const exported = Object.keys(module)
  throw fault(
    `expected ${path} to export a strategy, it exports ${exported.length === 0 ? 'nothing' : exported.join(', ')}`,
    'Write export default strategy({ name: …, setup(…) { … } }).',
  )
}

function isStrategy(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'lockstep.strategy'
}

/** Node's message for a syntax error holds the line and its place. */
function firstLines(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause)
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 3)
    .join(' ')
}

function hintFor(cause: unknown): string {
  const { code } = cause as { code?: unknown }
  if (code === 'ERR_MODULE_NOT_FOUND') return 'Check the import: paths end in .ts, and packages must be installed in the project.'
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') return 'Types are erased, not compiled: write no enum, namespace or parameter property.'
  return 'Mend the file; run again with -v to see where it threw.'
}

function fault(message: string, hint: string, cause?: unknown): LockstepError {
  return new LockstepError('E_STRATEGY_FILE', message, hint, cause)
}
