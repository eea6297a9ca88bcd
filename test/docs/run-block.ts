/** Compiles and runs the blocks of a page as its reader would. */
import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Block } from './markdown.ts'

const root = join(import.meta.dirname, '../..')
const BLOCK_MS_MAX = 120_000

/** What the compiler says about TypeScript blocks, each compiled by itself; '' when it is content. */
export function typeErrors(blocks: readonly Block[]): string {
  if (blocks.length === 0) return ''
  return withCache((cache) => {
    for (const block of blocks) writeBlock(block, cache)
    const config = { extends: join(root, 'tsconfig.json'), compilerOptions: SNIPPET_OPTIONS, include: ['*.ts'] }
    writeFileSync(join(cache, 'tsconfig.json'), JSON.stringify(config))
    try {
      execFileSync('tsc', ['-p', cache], { encoding: 'utf8', stdio: 'pipe', env: environment(cache) })
      return ''
    } catch (error) {
      return String((error as { stdout?: string }).stdout)
    }
  })
}

/** A reader's snippet declares things for show and names no types for its exports. */
const SNIPPET_OPTIONS = { noUnusedLocals: false, noUnusedParameters: false, isolatedDeclarations: false }

/** Runs the blocks of one page in order, in one folder that holds data and examples. Gives what went wrong, or undefined. */
export function runBlocks(blocks: readonly Block[]): string | undefined {
  const folder = createFolder()
  let printed = ''
  try {
    for (const block of blocks) {
      if (block.flags.includes('run')) printed = run(block, folder)
      else if (block.flags.includes('output')) {
        const missing = missingLine(block.code, printed)
        if (missing !== undefined) return `${block.page}:${block.line} the run before it does not print "${missing}", but:\n${printed}`
      }
    }
    return undefined
  } catch (error) {
    return (error as Error).message
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The first line of `expected` that `printed` lacks; spaces count once and … stands for anything. */
export function missingLine(expected: string, printed: string): string | undefined {
  const squeeze = (line: string): string => line.trim().replace(/\s+/g, ' ')
  const lines = printed.split('\n').map(squeeze)
  return expected
    .split('\n')
    .map(squeeze)
    .filter((line) => line !== '')
    .find((line) => {
      const parts = line.split('…').map((part) => RegExp.escape(part))
      const pattern = new RegExp(`^${parts.join('.*')}$`)
      return !lines.some((have) => pattern.test(have))
    })
}

function run(block: Block, folder: string): string {
  try {
    const options: ExecFileSyncOptionsWithStringEncoding = {
      cwd: folder,
      env: environment(folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: BLOCK_MS_MAX,
    }
    if (block.language !== 'ts') return execFileSync('bash', ['-euo', 'pipefail', '-c', block.code], options)
    return withCache((cache) => execFileSync('node', ['--conditions=source', writeBlock(block, cache)], options))
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string }
    throw new Error(`${block.page}:${block.line} does not run: ${message}\n${stdout}${stderr}`, { cause: error })
  }
}

/** A new folder inside the package, where code finds the package by its own name. */
function withCache<T>(use: (cache: string) => T): T {
  const parent = join(import.meta.dirname, '.cache')
  mkdirSync(parent, { recursive: true })
  const cache = mkdtempSync(join(parent, 'blocks-'))
  try {
    return use(cache)
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
}

function writeBlock(block: Block, cache: string): string {
  const path = join(cache, `${block.page.replaceAll(/[^\w]/g, '_')}-${block.line}.ts`)
  // Blank lines before it make the compiler count lines as the page does.
  const first = block.flags.includes('handler') ? HANDLER : ''
  writeFileSync(path, first + '\n'.repeat(block.line - 1) + block.code)
  return path
}

/** What a block marked `handler` stands among: the names of a strategy's handler, in one line. */
const HANDLER = [
  "import type { BarLines, FillView, Line, Market, OrderId, Setup, Timestamp } from 'lockstep'",
  'declare const { targets, flatten, account, on, at, onFill, onRefusal, onCancel, now }: Setup<object>',
  'declare const stock: Market, bond: Market, bars: BarLines, range: Line, deviation: Line, order: OrderId',
  '',
].join(';')

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-docs-'))
  const link = (from: string, to: string): void => {
    if (existsSync(join(root, from))) symlinkSync(join(root, from), join(folder, to))
  }
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  for (const name of ['data', 'examples', 'templates']) link(name, name)
  link('.', 'node_modules/lockstep')
  link('bin/lockstep.js', 'node_modules/.bin/lockstep')
  return folder
}

/** The project's commands come first, and what they keep at home stays in the folder. */
function environment(folder: string): NodeJS.ProcessEnv {
  const path = [join(folder, 'node_modules/.bin'), join(root, 'node_modules/.bin'), process.env['PATH']]
  return { ...process.env, NO_COLOR: '1', HOME: folder, PATH: path.join(delimiter) }
}
