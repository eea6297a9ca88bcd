/** How the command line behaves whatever it is asked: streams, colour, help, signals, exit codes. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { bundled, example, lockstep, root, scratch } from './cli.ts'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const run = ['backtest', example('sma-cross'), '--data', bundled, '--fee', '0.0001']

test('the version is printed in each of its spellings, through a symlink too', async () => {
  const link = join(scratch(), 'lockstep')
  symlinkSync(join(root, 'bin/lockstep.js'), link)
  for (const spelling of ['--version', '-V', 'version'])
    expect(await lockstep([spelling])).toMatchObject({ exit: 0, out: `${version}\n`, err: '' })
  expect(spawnSync(process.execPath, [link, '--version'], { encoding: 'utf8' }).stdout).toBe(`${version}\n`)
})

test('help begins with examples, and names every command', async () => {
  const ran = await lockstep([])
  expect(ran).toMatchObject({ exit: 0, err: '' })
  expect(ran.out).toMatch(/^Examples:\n {2}lockstep demo/)
  for (const command of ['backtest', 'data', 'demo', 'init', 'doctor', 'replay', 'verify', 'completion'])
    expect(ran.out).toMatch(new RegExp(`^ {2}${command} `, 'm'))
  expect((await lockstep(['data', 'import', '--help'])).out).toMatch(/--max-bad <share>/)
})

test('the report goes to stdout, remarks to stderr, and --quiet leaves them out', async () => {
  const loud = await lockstep(run)
  expect(loud.exit).toBe(0)
  expect(loud.out).toMatch(/^sma-cross\n/)
  expect(loud.err).toMatch(/^data +SP500 1d, 5 105 bars, 2000-01-03 to 2020-04-17/m)
  expect(loud.err).toMatch(/calendar weekdays/)
  expect(loud.err).toMatch(/^market +SP500 for market/m)
  const quiet = await lockstep([...run, '--quiet'])
  expect(quiet.err).toBe('')
  expect(loud.out + loud.err).not.toContain('\u001b')
})

test('--json prints one document and nothing else on stdout', async () => {
  const ran = await lockstep([...run, '--json'])
  expect(ran.out.trimEnd().split('\n')).toHaveLength(1)
  const document = JSON.parse(ran.out) as {
    readonly roundTrips: object
    readonly timing: { readonly runMs: number }
    readonly benchmark: { readonly label: string }
  }
  expect(document).toMatchObject({
    schemaVersion: 1,
    status: 'done',
    fills: { count: expect.any(Number) as number },
    benchmark: { label: 'SP500 held' },
  })
  expect(document.roundTrips).not.toHaveProperty('rows')
  expect(document.timing.runMs).toBeGreaterThan(0)
  const full = JSON.parse((await lockstep([...run, '--json', '--full'])).out) as {
    readonly fills: { readonly count: number; readonly rows: readonly object[] }
  }
  expect(full.fills.rows).toHaveLength(full.fills.count)
})

test('what a strategy prints goes to stderr where a document is asked for', async () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'talks.ts'), `console.log('here')\nexport { default } from '${example('sma-cross')}'\n`)
  const ran = await lockstep(['backtest', 'talks.ts', '--data', bundled, '--json'], { cwd })
  expect(JSON.parse(ran.out), ran.err).toMatchObject({ status: 'done' })
  expect(ran.err).toContain('here')
})

test('a reader that has seen enough is no error', () => {
  const piped = spawnSync(
    'sh',
    ['-c', '"$0" "$@" | head -n 1', process.execPath, join(root, 'bin/lockstep.js'), ...run, '--json', '--full'],
    { encoding: 'utf8' },
  )
  expect(piped.stderr).not.toMatch(/EPIPE|error/)
})

test('--fail-on-empty ends with 8 when nothing was filled, after the report', async () => {
  const here = scratch()
  writeFileSync(
    join(here, 'idle.ts'),
    "import { strategy } from 'lockstep'\nexport default strategy({ name: 'idle', setup({ market, on }) { on(market().bars(), () => {}) } })\n",
  )
  const ran = await lockstep(['backtest', 'idle.ts', '--data', bundled, '--fail-on-empty'], { cwd: here })
  expect(ran.exit).toBe(8)
  expect(ran.out).toMatch(/^idle\n/)
  expect(ran.err).toMatch(/^error E_EMPTY_RUN/m)
  const json = await lockstep(['backtest', 'idle.ts', '--data', bundled, '--fail-on-empty', '--json'], { cwd: here })
  expect(JSON.parse(json.out)).toMatchObject({ status: 'done', fills: { count: 0 } })
})

/** Busy enough that a signal comes in time. */
const SLOW = `import { strategy } from 'lockstep'
export default strategy({ name: 'slow', setup({ market, on }) {
  const bars = market().bars()
  let x = 0
  on(bars, () => { for (let i = 0; i < 30_000; i++) x += i % 7 })
} })
`

function slowRun(): { readonly here: string; readonly args: readonly string[] } {
  const here = scratch()
  writeFileSync(join(here, 'slow.ts'), SLOW)
  const rows = Array.from({ length: 300_000 }, (_, i) => `${1_000_000_000 + i * 60},1,1,1,1,1`)
  writeFileSync(join(here, 'many.csv'), `time,open,high,low,close,volume\n${rows.join('\n')}\n`)
  return { here, args: ['backtest', 'slow.ts', '--data', 'many.csv', '--out', 'report.html', '--progress', 'plain'] }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s keeps what is done, marks it aborted and ends with %i', async (name, exit) => {
  const { here, args } = slowRun()
  let sent = false
  const ran = await lockstep([...args, '--json'], {
    cwd: here,
    watch: (err, kill) => {
      if (!sent && /\d% .* bars\/s {2}ETA \d:\d\d:\d\d {2}equity 100 000 \(\+0\.0%\) {2}round trips 0/.test(err)) kill(name)
      sent ||= err.includes('ETA')
    },
  })
  expect(ran.exit).toBe(exit)
  expect(JSON.parse(ran.out)).toMatchObject({ status: 'aborted', warnings: [{ code: 'ABORTED' }, expect.anything()] })
  expect(readFileSync(join(here, 'report.html'), 'utf8')).toContain('interrupted')
  expect(readdirSync(here).toSorted()).toEqual(['many.csv', 'report.html', 'slow.ts'])
})

/** Waits with the command line's own handlers, says when it is asked to stop, and never does. */
const STUBBORN = `
import { Interrupt } from '${root}/apps/cli/interrupt.ts'
const interrupt = new Interrupt()
interrupt.signal.addEventListener('abort', () => console.log('asked'))
setInterval(() => {}, 1000)
console.log('ready')
`

test('a second Ctrl-C ends at once; one press that arrives twice does not count as two', async () => {
  const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', STUBBORN], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const said = async (): Promise<string> => ((await once(lines, 'line')) as [string])[0]
  expect(await said()).toBe('ready')
  child.kill('SIGINT')
  expect(await said()).toBe('asked')
  child.kill('SIGINT')
  await wait(200)
  expect(child.exitCode).toBe(null)
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([130, null])
})

test('completion scripts are what their shells read', async () => {
  const { out } = await lockstep(['completion', 'bash'])
  const words = (typed: string): string[] => {
    const count = typed.split(' ').length - 1
    const script = `${out}\nCOMP_WORDS=(${typed.replace(/ $/, " ''")}); COMP_CWORD=${count}; _lockstep; printf '%s\\n' "\${COMPREPLY[@]}"`
    return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n')
  }
  expect(words('lockstep ba')).toEqual(['backtest'])
  expect(words('lockstep backtest --fee-m')).toEqual(['--fee-maker', '--fee-min', '--fee-max'])
  expect(words('lockstep data im')).toEqual(['import'])
  expect(words('lockstep data import --max')).toEqual(['--max-bad'])
})
