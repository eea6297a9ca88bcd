/** Installs the peers where git looks away: those of Python into a virtual environment, those of npm beside their own manifest. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Contest } from './contests.ts'

const HERE = import.meta.dirname
const REQUIREMENTS = join(HERE, 'python/requirements.txt')
/** Where runs are kept too, which no rule about sources reads. */
const VENV = join(HERE, '../../.lockstep/peers/python')
/** Holds the requirements that the environment was made for. */
const STAMP = join(VENV, 'installed.txt')
const NODE_FOLDER = join(HERE, 'node')
const INSTALL_MS_MAX = 600_000

const run = promisify(execFile)

/** The program that runs a peer's script, and what makes it ready. */
export interface Runtime {
  readonly command: string
  readonly options: readonly string[]
  install(): Promise<void>
}

export const runtimes: Readonly<Record<Contest['kind'], Runtime>> = {
  python: { command: join(VENV, 'bin/python'), options: [], install: installPython },
  node: { command: process.execPath, options: ['--expose-gc'], install: installNode },
}

async function installPython(): Promise<void> {
  const wanted = readFileSync(REQUIREMENTS, 'utf8')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  rmSync(VENV, { recursive: true, force: true })
  await install('python3', ['-m', 'venv', VENV])
  await install(runtimes.python.command, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS])
  writeFileSync(STAMP, wanted)
}

async function installNode(): Promise<void> {
  if (existsSync(join(NODE_FOLDER, 'node_modules'))) return
  await install('npm', ['ci', '--ignore-scripts', '--prefix', NODE_FOLDER])
}

async function install(command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, args, { timeout: INSTALL_MS_MAX })
  } catch (error) {
    const { stderr = '', message } = error as Error & { readonly stderr?: string }
    throw new Error((stderr.trim() || message).split('\n').at(-1), { cause: error })
  }
}
