/** `lockstep init`: a project that runs at once, without a network. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitCodes, LockstepError, VERSION } from 'lockstep'
import type { InitFlags } from '../commands/init.ts'
import { packageRoot } from '../package-root.ts'
import type { Screen } from '../screen.ts'

const root = fileURLToPath(packageRoot).replace(/[\\/]$/, '')
/** A checkout is linked by path and runs its source; a published package is named by version and runs its build. */
const published = root.split(sep).includes('node_modules')

export function init(screen: Screen, dir: string, flags: InitFlags): number {
  const target = resolve(dir)
  const existed = claim(dir, target)
  try {
    writeProject(target, flags)
  } catch (cause) {
    if (!existed) rmSync(target, { recursive: true, force: true })
    throw new LockstepError(
      'E_WRITE',
      `expected to write a project to ${dir}, the system refused it (${(cause as NodeJS.ErrnoException).code})`,
      'Name a place that may be written.',
      cause,
    )
  }
  const files = readdirSync(target).filter((name) => name !== 'node_modules')
  const next = [
    ...(target === process.cwd() ? [] : [`cd ${dir}`]),
    'npx lockstep backtest strategy.ts --data data/sp500.csv --fee 0.0001',
    'npm test',
  ]
  if (screen.json) screen.printJson({ schemaVersion: 1, project: target, template: flags.template, files, next })
  else screen.print([`${basename(target)} is ready: ${files.join(', ')}`, '', 'Next:', ...next.map((line) => `  ${line}`)].join('\n'))
  return exitCodes.ok
}

/** Returns whether the folder was there; one with anything in it is never touched. */
function claim(dir: string, target: string): boolean {
  try {
    const names = readdirSync(target)
    if (names.length === 0) return true
    throw new LockstepError(
      'E_FILE_EXISTS',
      `expected ${dir} to be empty or not there, it holds ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`,
      'Name a new folder: lockstep init my-bot.',
    )
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return false
    if (code === 'ENOTDIR')
      throw new LockstepError(
        'E_FILE_EXISTS',
        `expected ${dir} to be a folder or not there, it is a file`,
        'Name a new folder: lockstep init my-bot.',
      )
    throw error
  }
}

function writeProject(target: string, { template, install }: InitFlags): void {
  mkdirSync(join(target, 'data'), { recursive: true })
  const name =
    basename(target)
      .toLowerCase()
      .replaceAll(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '') || 'my-bot'
  for (const file of ['README.md', 'AGENTS.md', 'tsconfig.json']) {
    writeFileSync(join(target, file), readFileSync(join(root, 'templates/project', file), 'utf8').replaceAll('{{name}}', name), {
      flag: 'wx',
    })
  }
  copyFileSync(join(root, 'templates', template, 'strategy.ts'), join(target, 'strategy.ts'))
  // One test fits all: that the strategy trades, and does the same twice.
  copyFileSync(join(root, 'templates/sma/strategy.test.ts'), join(target, 'strategy.test.ts'))
  copyFileSync(join(root, 'data/sp500.csv'), join(target, 'data/sp500.csv'))
  writeFileSync(join(target, '.gitignore'), 'node_modules/\n.lockstep/\nreport.html\n')
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(packageOf(name, target), null, 2)}\n`)
  if (install) link(target)
}

function packageOf(name: string, target: string): object {
  return {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: {
      backtest: 'lockstep backtest strategy.ts --data data/sp500.csv --fee 0.0001 --out report.html',
      test: published ? 'node --test' : 'node --conditions=source --test',
    },
    dependencies: { lockstep: published ? VERSION : `file:${relative(target, root).replaceAll('\\', '/')}` },
  }
}

/** What `npm install` would do with this package and the Node it brings, by links. */
function link(target: string): void {
  const modules = join(target, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  symlinkSync(root, join(modules, 'lockstep'), 'junction')
  for (const [name, path] of [
    ['lockstep', join(root, 'bin/lockstep.js')],
    ['node', process.execPath],
  ] as const) {
    if (process.platform === 'win32')
      writeFileSync(join(modules, '.bin', `${name}.cmd`), `@"${process.execPath}" ${name === 'node' ? '' : `"${path}" `}%*\r\n`)
    else symlinkSync(relative(join(modules, '.bin'), path), join(modules, '.bin', name))
  }
}
