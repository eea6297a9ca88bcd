/** Each command does its job, seen from outside. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bundled, example, lockstep, scratch } from './cli.ts'

const sma = example('sma-cross')

describe('backtest', () => {
  test('leaves out fast paths that are named, with the same result', async () => {
    const run = async (flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<object> => {
      const ran = await lockstep(['backtest', sma, '--data', bundled, '--no-save', '--full', '--json', ...flags], { env })
      expect(ran.exit, ran.err).toBe(0)
      expect(ran.err).toContain(flags.length === 0 ? '' : 'quiet-stretch')
      return { ...(JSON.parse(ran.out) as object), timing: null }
    }
    const fast = await run([])
    expect(await run(['--plain'])).toEqual(fast)
    expect(await run(['--plain', 'quiet-stretch,plain-rows'])).toEqual(fast)
    expect(await run([], { LOCKSTEP_PLAIN: 'all' })).toEqual(fast)
    const unknown = await lockstep(['backtest', sma, '--data', bundled, '--plain', 'far-order'])
    expect(unknown).toMatchObject({ exit: 2, err: expect.stringContaining('was "far-order"; did you mean far-orders?') as string })
  })

  test('streams bars of the catalog to the same result, and says what it leaves out', async () => {
    const here = scratch()
    await lockstep(['data', 'import', bundled, '--instrument', 'SP500', '--calendar', 'XNYS'], { cwd: here })
    const run = async (...flags: string[]): Promise<Record<string, unknown>> => {
      const ran = await lockstep(['backtest', sma, '--data', 'SP500', '--full', '--json', ...flags], { cwd: here })
      expect(ran.exit, ran.err).toBe(0)
      return { ...(JSON.parse(ran.out) as object), timing: null }
    }
    const whole = await run('--no-save')
    expect(await run('--no-save', '--stream')).toEqual(whole)
    const told = await lockstep(['backtest', sma, '--data', 'SP500', '--stream', '--out', 'page.html'], { cwd: here })
    expect(told.err).toContain('streamed from the catalog')
    expect(told.err).toContain('without price charts, exposure by side, contributions of markets and capacity')
    expect(existsSync(join(here, 'page.html'))).toBe(true)
    const stored = join(here, '.lockstep/catalog/SP500/1d.arrow')
    const bytes = readFileSync(stored)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(stored, bytes)
    const damaged = await lockstep(['backtest', sma, '--data', 'SP500', '--stream', '--out', 'other.html'], { cwd: here })
    expect(damaged).toMatchObject({ exit: 4, out: '', err: expect.stringContaining('error E_DATA_CORRUPT') as string })
    expect(existsSync(join(here, 'other.html'))).toBe(false)
    const file = await lockstep(['backtest', sma, '--data', bundled, '--stream'], { cwd: here })
    expect(file).toMatchObject({ exit: 2, err: expect.stringContaining('expected --stream beside instruments of the catalog') as string })
  })

  test('takes parameters from a file and from flags, which go first', async () => {
    const here = scratch()
    writeFileSync(join(here, 'params.json'), '{ "fast": 5, "slow": 50 }')
    const ran = await lockstep(
      ['backtest', sma, '--data', bundled, '--params', 'params.json', '--param', 'fast=7', '--cash', '5000', '--json'],
      { cwd: here },
    )
    expect(JSON.parse(ran.out)).toMatchObject({ run: { params: { market: 'SP500', fast: 7, slow: 50 }, cash: 5000 } })
  })

  test('states every cost and limit in the report', async () => {
    const costs = [
      '--fee',
      '0.0005',
      '--fee-per-order',
      '1',
      '--fee-per-share',
      '0.01',
      '--fee-min',
      '2',
      '--slippage-bps',
      '1',
      '--slippage-ticks',
      '2',
    ]
    const ran = await lockstep(['backtest', sma, '--data', bundled, ...costs, '--leverage', '2', '--no-short', '--json'])
    const { run } = JSON.parse(ran.out) as { readonly run: { readonly policies: Readonly<Record<string, string>> } }
    expect(run.policies).toMatchObject({
      fee: '5 bps + 0.01 a share, at least 2 + 1 an order',
      slippage: '1 bps + 2 ticks',
      shorts: 'not allowed',
    })
    expect(run.policies['leverage']).toContain('2 ×')
  })

  test('takes schedules, makers and takers, bounds, depth, volume and latency', async () => {
    const costs = [
      '--fee-schedule',
      'lean-india',
      '--fee-maker',
      '-0.0001',
      '--fee-taker',
      '0.0004',
      '--fee-per-share',
      '0.01',
      '--fee-max',
      '0.01',
    ]
    const slips = ['--slippage-spread', '0.5', '--slippage-volume', '0.1', '--slippage-root', '0.01', '--slippage-depth', '0.01:0,0.1:2']
    const ran = await lockstep([
      'backtest',
      sma,
      '--data',
      bundled,
      ...costs,
      ...slips,
      '--volume-limit',
      '0.25',
      '--latency',
      '250',
      '--json',
    ])
    const { run } = JSON.parse(ran.out) as { readonly run: { readonly policies: Readonly<Record<string, string>> } }
    expect(run.policies).toMatchObject({
      fee: '0.01 a share, at least 6, charged when complete + -1 bps maker, 4 bps taker + 0.01 a share, at most 0.01 of the notional',
      slippage:
        '0.5 of the spread + 0.1 × price × (share of volume up to 0.025)² + 0.01 × price × √(share of volume) + depth 0 ticks to 0.01 of volume, 2 ticks to 0.1 of volume',
    })
  })

  test('trades the days of --range, both included, and warms up on those before', async () => {
    const ran = await lockstep(['backtest', sma, '--data', bundled, '--range', '20080102-20081231', '--json', '--full'])
    const { run, fills } = JSON.parse(ran.out) as {
      readonly run: { readonly tradingFrom: string; readonly to: string }
      readonly fills: { readonly rows: readonly { readonly time: number }[] }
    }
    expect(run.tradingFrom.slice(0, 10)).toBe('2008-01-03')
    expect(run.to.slice(0, 10)).toBe('2008-12-31')
    expect(fills.rows.length).toBeGreaterThan(5)
  })

  test('writes a page and tables, whole, over what was there', async () => {
    const here = scratch()
    writeFileSync(join(here, 'report.html'), 'old')
    const ran = await lockstep(['backtest', sma, '--data', bundled, '--out', 'report.html', '--csv', 'tables', '--quiet'], { cwd: here })
    expect(ran.exit).toBe(0)
    expect(readFileSync(join(here, 'report.html'), 'utf8')).toMatch(/^<!doctype html>[^]*sma-cross/)
    expect(readdirSync(here).toSorted()).toEqual(['report.html', 'tables'])
    expect(readdirSync(join(here, 'tables'))).toContain('round-trips.csv')
    expect(readdirSync(join(here, 'tables')).filter((name) => !name.endsWith('.csv'))).toEqual([])
    expect(readFileSync(join(here, 'tables/round-trips.csv'), 'utf8').split('\r\n').length).toBeGreaterThan(80)
  })

  test('runs on several files, named by their own ids', async () => {
    const here = scratch()
    writeFileSync(
      join(here, 'both.ts'),
      `import { moment, strategy } from 'lockstep'
export const both = strategy({ name: 'both', setup({ market, on }) {
  const [a, b] = [market('A'), market('B')]
  on(moment, () => { if (!a.position.isOpen) a.buy({ equity: 0.4 }); if (!b.position.isOpen) b.buy({ equity: 0.4 }) })
} })
`,
    )
    const ran = await lockstep(['backtest', 'both.ts#both', '--data', `${bundled},${bundled}`, '--instrument', 'A,B', '--json'], {
      cwd: here,
    })
    expect(JSON.parse(ran.out)).toMatchObject({ status: 'done', fills: { count: 2 }, run: { instruments: [{ id: 'A' }, { id: 'B' }] } })
  })

  test('reads TypeScript below a package.json that says commonjs', async () => {
    const here = scratch()
    writeFileSync(join(here, 'package.json'), '{ "type": "commonjs" }')
    writeFileSync(join(here, 'mine.ts'), readFileSync(sma))
    expect(await lockstep(['backtest', 'mine.ts', '--data', bundled, '--quiet'], { cwd: here })).toMatchObject({ exit: 0, err: '' })
  })
})

describe('data', () => {
  test('imports, lists, shows, checks, runs on and removes', async () => {
    const here = scratch()
    const json = async (...args: readonly string[]): Promise<unknown> =>
      JSON.parse((await lockstep([...args, '--json'], { cwd: here })).out) as unknown
    const imported = await json('data', 'import', bundled, '--instrument', 'SPX', '--calendar', 'XNYS')
    expect(imported).toMatchObject({
      schemaVersion: 1,
      rowsIn: 5105,
      stored: 5105,
      duplicates: 0,
      quarantined: 0,
      timeframe: '1d',
      instrument: 'SPX',
    })
    expect(Object.keys(imported as object)).toEqual(
      'schemaVersion rowsIn stored duplicates quarantined gaps from to timeframe instrument dialect contentHash'.split(' '),
    )
    const again = await lockstep(['data', 'import', bundled, '--instrument', 'SPX', '--calendar', 'XNYS'], { cwd: here })
    expect(again.out).toMatch(/^rows +5 105 = 5 105 stored \+ 0 duplicates \+ 0 quarantined\n[^]*^unchanged/m)
    expect((await lockstep(['data', 'ls'], { cwd: here })).out).toMatch(/^SPX +1d +5 105 +2000-01-03 +2020-04-17 /m)
    expect(await json('data', 'show', 'SPX')).toMatchObject({ instrument: { id: 'SPX', calendar: 'XNYS' }, rows: 5105 })
    expect(await json('data', 'verify')).toMatchObject({ series: [{ instrument: 'SPX', problems: [] }] })
    expect(await json('backtest', sma, '--data', 'SPX@1d')).toMatchObject({ run: { series: [{ instrument: 'SPX', source: 'sp500.csv' }] } })
    expect(await lockstep(['data', 'rm', 'SPX'], { cwd: here })).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/--yes before SPX 1d/) as string,
    })
    expect(await json('data', 'rm', 'SPX', '--yes')).toMatchObject({ removed: 'SPX' })
    expect(await json('data', 'ls')).toMatchObject({ series: [] })
  })

  test('shows the first rows that were not stored, and a flipped byte in those that were', async () => {
    const here = scratch()
    const rows = Array.from({ length: 300 }, (_, i) => `${1_600_000_000 + i * 60},2,${i === 7 ? 1 : 3},1,2,1`)
    writeFileSync(join(here, 'x.csv'), `time,open,high,low,close,volume\n${rows.join('\n')}\n`)
    const ran = await lockstep(['data', 'import', 'x.csv', '--instrument', 'X', '--catalog', 'here'], { cwd: here })
    expect(ran.out).toMatch(/300 = 299 stored \+ 0 duplicates \+ 1 quarantined\n +line 9: /)
    const file = join(here, 'here/X/1m.arrow')
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(file, bytes)
    const checked = await lockstep(['data', 'verify', '--catalog', 'here'], { cwd: here })
    expect(checked).toMatchObject({ exit: 4, err: expect.stringMatching(/E_DATA_CORRUPT: .*column \w+/) as string })
  })
})

describe('replay and verify', () => {
  test('a journal replays to the same; a changed strategy, a changed parameter and damage are named', async () => {
    const here = scratch()
    writeFileSync(join(here, 'mine.ts'), readFileSync(sma))
    const recorded = await lockstep(['backtest', 'mine.ts', '--data', bundled, '--fee', '0.0001', '--journal', 'run.journal', '--quiet'], {
      cwd: here,
    })
    expect(recorded.exit).toBe(0)
    expect(await lockstep(['verify', 'run.journal'], { cwd: here })).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/whole and sealed, .* 5 105 steps/) as string,
    })
    const same = await lockstep(['replay', 'run.journal'], { cwd: here })
    expect(same).toMatchObject({ exit: 0, err: '', out: '5 105 steps, 475 records: the same, byte for byte\n' })
    const changed = await lockstep(['replay', 'run.journal', '--param', 'fast=11'], { cwd: here })
    expect(changed).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/^error E_REPLAY_DIFFERS: run\.journal: step 74 at 2000-04-19/) as string,
    })
    writeFileSync(join(here, 'mine.ts'), readFileSync(sma, 'utf8').replace('equity: 1 ', 'equity: 0.5 '))
    const other = await lockstep(['replay', 'run.journal'], { cwd: here })
    expect(other.err).toMatch(/mine\.ts is not the file that the journal was written with[^]*E_REPLAY_DIFFERS: .*order 1: size/)
    writeFileSync(join(here, 'mine.ts'), readFileSync(sma))
    const elsewhere = await lockstep(['replay', join(here, 'run.journal')], { cwd: scratch() })
    expect(elsewhere.err).toMatch(/^error E_STRATEGY_FILE: .*mine\.ts, there is none\nfix: The journal names it from the folder/)
    const bytes = readFileSync(join(here, 'run.journal'))
    const flipped = Buffer.from(bytes)
    flipped[100_000]! ^= 1
    writeFileSync(join(here, 'flipped.journal'), flipped)
    for (const command of ['replay', 'verify'])
      expect(await lockstep([command, 'flipped.journal'], { cwd: here })).toMatchObject({
        exit: 4,
        err: expect.stringMatching(/E_JOURNAL_CORRUPT/) as string,
      })
    writeFileSync(join(here, 'cut.journal'), bytes)
    truncateSync(join(here, 'cut.journal'), 400_003)
    expect(await lockstep(['verify', 'cut.journal'], { cwd: here })).toMatchObject({
      exit: 4,
      err: expect.stringMatching(/unsealed/) as string,
    })
  })
})

describe('init, demo and doctor', () => {
  test.each(['sma', 'multi', 'empty'])('a project from template %s runs and passes its own test at once', async (template) => {
    const here = scratch()
    const made = await lockstep(['init', 'my-bot', '--template', template, '--json'], { cwd: here })
    expect(JSON.parse(made.out)).toMatchObject({
      template,
      files: expect.arrayContaining(['strategy.ts', 'AGENTS.md', 'data']) as string[],
    })
    const bot = join(here, 'my-bot')
    const { scripts } = JSON.parse(readFileSync(join(bot, 'package.json'), 'utf8')) as { readonly scripts: { readonly test: string } }
    expect(await lockstep(['backtest', 'strategy.ts', '--data', 'data/sp500.csv', '--quiet'], { cwd: bot })).toMatchObject({
      exit: 0,
      err: '',
    })
    const [, ...args] = scripts.test.split(' ')
    const tested = spawnSync(process.execPath, [...args, '--test-reporter=tap'], {
      cwd: bot,
      encoding: 'utf8',
    })
    expect(tested.stdout + tested.stderr).toMatch(/^# pass 2$/m)
    expect(tested.status).toBe(0)
    expect(existsSync(join(bot, 'node_modules/.bin/lockstep'))).toBe(true)
  })

  test('the demo compares three runs, writes their page and says how fast it went', async () => {
    const here = scratch()
    const ran = await lockstep(['demo', '--bars', '200000'], { cwd: here })
    expect(ran.exit, ran.err).toBe(0)
    expect(ran.out).toMatch(/sma-cross +rsi-reversion +two-timeframes\nFinal equity/)
    expect(ran.out).toMatch(/sma-cross on 200 000 generated one-minute bars[^]*bars\/s on one core[^]*collections[^]*bytes a bar/)
    expect(readdirSync(here)).toEqual(['demo-report.html'])
  })

  test('the doctor finds this machine fit, and a catalog that cannot be written unfit', async () => {
    const fit = JSON.parse((await lockstep(['doctor', '--json'])).out) as {
      readonly ok: boolean
      readonly checks: readonly { readonly name: string }[]
    }
    expect(fit.ok).toBe(true)
    expect(fit.checks.map(({ name }) => name)).toEqual([
      'node',
      'own node',
      'machine',
      'catalog',
      'disk',
      'temporary',
      'duckdb',
      'time zones',
      'clock',
      'terminal',
    ])
    const unfit = await lockstep(['doctor', '--catalog', '/dev/null/catalog'])
    expect(unfit).toMatchObject({ exit: 2, out: expect.stringMatching(/^FAIL {2}catalog .*\n +fix: /m) as string })
  })
})

describe('runs', () => {
  test('are saved, listed, shown, compared, exported and removed', async () => {
    const here = scratch()
    const env = { LOCKSTEP_RUNS: join(here, 'runs') }
    const go = (...args: readonly string[]): ReturnType<typeof lockstep> => lockstep(args, { cwd: here, env })
    const backtest = (fast: number): ReturnType<typeof lockstep> =>
      go('backtest', sma, '--data', bundled, '--param', `fast=${fast}`, '--json')
    const first = await backtest(10)
    await backtest(12)
    expect((await backtest(12)).err).toContain('the same as before')
    const { runs } = JSON.parse((await go('runs', 'ls', '--best', 'sharpe', '--json')).out) as {
      runs: { id: string; key: { params: { fast: number } } }[]
    }
    expect(runs.map(({ key }) => key.params.fast)).toEqual([10, 12])
    const shown = JSON.parse((await go('runs', 'show', runs[0]!.id, '--json')).out) as { statistics: unknown }
    expect(shown.statistics).toEqual((JSON.parse(first.out) as typeof shown).statistics)
    const diff = await go('runs', 'diff', '@1', '@2')
    expect(diff.out).toContain('params.fast 12 → 10')
    expect(diff.out).toContain('first difference: round trip 1, exitTime')
    expect((await go('runs', 'export', '@1', '--format', 'parquet', '--out', 'tables')).exit).toBe(0)
    expect(readdirSync(join(here, 'tables'))).toContain('round-trips.parquet')
    expect((await go('report', '@1', '@2', '-o', 'both.html')).exit).toBe(0)
    expect(readFileSync(join(here, 'both.html'), 'utf8')).toContain('<!doctype html>')
    expect((await go('runs', 'rm', '@1')).exit).toBe(2)
    expect((await go('runs', 'rm', '--all', '--yes')).out).toContain('2 removed')
  })

  test('of a strategy that reads something besides its bars are found out', async () => {
    const here = scratch()
    const env = { LOCKSTEP_RUNS: join(here, 'runs') }
    writeFileSync(
      join(here, 'reads.ts'),
      `import { readFileSync } from 'node:fs'
import { strategy } from 'lockstep'
const size = Number(readFileSync('size.txt', 'utf8'))
export default strategy({
  name: 'reads',
  setup({ market, on }) {
    const spx = market()
    on(spx.bars(), () => { if (!spx.position.isOpen) spx.buy({ qty: size }) })
  },
})
`,
    )
    const ran = []
    for (const size of ['1', '2']) {
      writeFileSync(join(here, 'size.txt'), size)
      ran.push(await lockstep(['backtest', 'reads.ts', '--data', bundled], { cwd: here, env, nodeFlags: ['--conditions=source'] }))
    }
    expect(ran[1]!.err).toContain('gave another result before, on the same bars, parameters and code')
  })

  test('are not saved with --no-save, and a place that cannot be written is a remark', async () => {
    const here = scratch()
    const env = { LOCKSTEP_RUNS: join(here, 'runs') }
    await lockstep(['backtest', sma, '--data', bundled, '--no-save'], { cwd: here, env })
    expect(existsSync(join(here, 'runs'))).toBe(false)
    writeFileSync(join(here, 'runs'), '')
    const ran = await lockstep(['backtest', sma, '--data', bundled], { cwd: here, env })
    expect(ran.exit).toBe(0)
    expect(ran.err).toContain('the run is not saved')
  })
})
