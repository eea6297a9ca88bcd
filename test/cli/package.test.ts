/** What users install: the built package in node_modules, started by whatever Node is there. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundled, example, lockstep, root, scratch, type Around } from './cli.ts'

let project = ''
let installed: Around

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'lockstep-package-'))
  const modules = join(project, 'node_modules')
  const home = join(modules, 'lockstep')
  mkdirSync(home, { recursive: true })
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', join(home, 'dist')],
    { cwd: root, encoding: 'utf8' },
  )
  expect(built.stdout).toBe('')
  const { files, dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageJson
  for (const name of ['package.json', ...files.filter((file) => file !== 'dist')])
    cpSync(join(root, name), join(home, name), { recursive: true })
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) link(name, modules)
  installed = { cwd: project, starter: join(home, 'bin/lockstep.js') }
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

interface PackageJson {
  readonly files: readonly string[]
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}

/** As npm would put a dependency beside the package; the Node of another platform is not there. */
function link(name: string, modules: string): void {
  const from = join(root, 'node_modules', name)
  if (!existsSync(from)) return
  mkdirSync(dirname(join(modules, name)), { recursive: true })
  symlinkSync(from, join(modules, name))
}

test('the version comes in under 150 ms', async () => {
  const times: number[] = []
  for (let i = 0; i < 7; i++) {
    const start = performance.now()
    expect((await lockstep(['--version'], installed)).out).toMatch(/^\d+\.\d+\.\d+\n$/)
    times.push(performance.now() - start)
  }
  // The fastest: what it takes, without what else the machine does.
  expect(Math.min(...times)).toBeLessThan(150)
})

test('a strategy in TypeScript runs on the built engine, and its journal replays', async () => {
  writeFileSync(join(project, 'mine.ts'), readFileSync(example('rsi-reversion')))
  const ran = await lockstep(['backtest', 'mine.ts', '--data', bundled, '--journal', 'run.journal', '--json'], installed)
  expect(JSON.parse(ran.out)).toMatchObject({ status: 'done' })
  expect(await lockstep(['replay', 'run.journal'], installed)).toMatchObject({
    exit: 0,
    out: expect.stringContaining('byte for byte') as string,
  })
})

test('the demo and a new project run from the package', async () => {
  expect(await lockstep(['demo', '--bars', '10000'], installed)).toMatchObject({ exit: 0, err: '' })
  expect(await lockstep(['init', 'bot'], installed)).toMatchObject({ exit: 0 })
  const bot = join(project, 'bot')
  const tested = spawnSync(process.execPath, ['--test', '--test-reporter=tap'], { cwd: bot, encoding: 'utf8' })
  expect(tested.stdout + tested.stderr).toMatch(/^# pass 2$/m)
})

test('a strategy inside node_modules is refused with what to do', async () => {
  const ran = await lockstep(['backtest', 'node_modules/lockstep/examples/sma-cross.ts', '--data', bundled], installed)
  expect(ran).toMatchObject({
    exit: 2,
    err: expect.stringMatching(/E_STRATEGY_FILE: .*Node runs no TypeScript from there\nfix: Copy/) as string,
  })
})

/** Makes a Node say that it is an old one. */
const OLD = ['--import', "data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.1.0' })"]

test('an old Node hands over to the one that is installed beside the package, exit code and all', async () => {
  expect(await lockstep(['doctor', '--json'], { nodeFlags: OLD })).toMatchObject({
    exit: 0,
    out: expect.stringContaining('"status":"ok"') as string,
  })
  expect(await lockstep(['bakctest'], { nodeFlags: OLD })).toMatchObject({
    exit: 2,
    err: expect.stringContaining('Did you mean backtest?') as string,
  })
})

test('an old Node with none beside the package says so', async () => {
  const here = scratch()
  mkdirSync(join(here, 'bin'))
  for (const name of ['bin/lockstep.js', 'package.json']) cpSync(join(root, name), join(here, name))
  const ran = await lockstep(['demo'], { nodeFlags: OLD, starter: join(here, 'bin/lockstep.js') })
  expect(ran).toMatchObject({
    exit: 2,
    out: '',
    err: expect.stringMatching(/^error E_USAGE: Lockstep needs Node 26 or newer, this is 20\.1\.0.*\nfix: Install Node 26/) as string,
  })
})

test('a signal reaches the handed-over run once', async () => {
  const here = scratch()
  writeFileSync(
    join(here, 'slow.ts'),
    "import { strategy } from 'lockstep'\nexport default strategy({ name: 'slow', setup({ market, on }) { let x = 0; on(market().bars(), () => { for (let i = 0; i < 1e6; i++) x += i % 7 }) } })\n",
  )
  let sent = false
  const ran = await lockstep(['backtest', 'slow.ts', '--data', bundled, '--progress', 'plain'], {
    cwd: here,
    nodeFlags: OLD,
    watch: (err, kill) => {
      if (!sent && err.includes('ETA')) kill('SIGTERM')
      sent ||= err.includes('ETA')
    },
  })
  expect(ran).toMatchObject({ exit: 143, out: expect.stringContaining('ABORTED') as string })
})
