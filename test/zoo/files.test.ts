/** Strategies in files, which cheat where only a process of their own can see it: at load, beside the run, and by their surroundings. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { formatDate, type CheckReport, type CheckVerdict, type Timestamp } from 'lockstep'
import { expect, test, vi } from 'vitest'
import { lockstep, scratch, type Ran } from '../cli/cli.ts'
import { marketBars } from './market-bars.ts'

/** Each check starts a dozen processes. */
vi.setConfig({ testTimeout: 240_000 })

const text = csv()

/** A file that is long where `wants` says so; `before` stands above it, run when the file is loaded. */
function fileOf(wants: string, before = '', imports = ''): string {
  return `import { strategy } from 'lockstep'
${imports}
${before}
export default strategy({
  name: 'zoo',
  setup({ market, on }) {
    const zoo = market()
    const bars = zoo.bars()
    on(bars, () => {
      const long = ${wants}
      if (long && !zoo.position.isOpen) zoo.buy({ equity: 0.9 })
      if (!long && zoo.position.isOpen) zoo.close()
    })
  },
})
`
}

function csv(): string {
  const { time, open, high, low, close, volume, length } = marketBars({ rows: 400 }).bars
  const rows = Array.from({ length }, (_, k) =>
    [formatDate(time[k]! as Timestamp), ...[open, high, low, close].map((column) => column[k]!.toFixed(2)), volume[k]!].join(','),
  )
  return `time,open,high,low,close,volume\n${rows.join('\n')}\n`
}

const fs = "import { readFileSync } from 'node:fs'"
const closes = "readFileSync('zoo.csv', 'utf8').trim().split('\\n').slice(1).map((line) => Number(line.split(',')[4]))"

interface InFolder {
  readonly strategy: string
  readonly data?: string
  readonly side?: string
}

async function check(only: string, { strategy, data = 'zoo.csv', side = '[]' }: InFolder, flags: readonly string[] = []): Promise<Ran> {
  const cwd = scratch()
  writeFileSync(join(cwd, 'strategy.ts'), strategy)
  writeFileSync(join(cwd, 'side.json'), side)
  writeFileSync(join(cwd, 'zoo.csv'), text)
  writeFileSync(join(cwd, 'zoo.csv.gz'), gzipSync(text))
  const args = [
    'check',
    'strategy.ts',
    '--only',
    only,
    '--data',
    data,
    '--fee',
    '0.0002',
    '--json',
    '--cuts',
    '2',
    '--runs',
    'runs',
    ...flags,
  ]
  const ran = await lockstep(args, { cwd, env: { ZOO_LEVEL: '1' } })
  expect(readFileSync(join(cwd, 'zoo.csv'), 'utf8')).toBe(text)
  return ran
}

const reportOf = ({ out }: Ran): CheckReport => JSON.parse(out) as CheckReport

test.each<readonly [name: string, only: string, outcome: string, folder: InFolder]>([
  [
    'the mean of the file of bars, taken at load',
    'look-ahead',
    'fail',
    { strategy: fileOf('bars.close() < mean', `const all = ${closes}\nconst mean = all.reduce((a, b) => a + b, 0) / all.length`, fs) },
  ],
  [
    'the packed file of bars, unpacked at load',
    'look-ahead',
    'fail',
    {
      data: 'zoo.csv.gz',
      strategy: fileOf(
        'all[bars.count] > bars.close()',
        "const lines = gunzipSync(readFileSync('zoo.csv.gz')).toString().trim().split('\\n').slice(1)\nconst all = lines.map((line) => Number(line.split(',')[4]))",
        `${fs}\nimport { gunzipSync } from 'node:zlib'`,
      ),
    },
  ],
  [
    "the file of bars, read again at each decision for tomorrow's close",
    'look-ahead',
    'fail',
    { strategy: fileOf(`${closes}[bars.count] > bars.close()`, '', fs) },
  ],
  [
    'answers that the first run kept',
    'look-ahead',
    'fail',
    {
      strategy: fileOf('(all ??= read())[bars.count] > bars.close()', `let all\nconst read = () => ${closes}`, fs),
    },
  ],
  [
    'a table of answers that is imported',
    'look-ahead',
    'not proven',
    { side: '[3, 9, 30]', strategy: fileOf('side.includes(bars.count % 40)', '', "import side from './side.json' with { type: 'json' }") },
  ],
  [
    'answers of another process',
    'look-ahead',
    'not proven',
    {
      strategy: fileOf(
        'bars.count % period === 0',
        "const period = Number(execFileSync(process.execPath, ['-p', '7'], { encoding: 'utf8' }))",
        "import { execFileSync } from 'node:child_process'",
      ),
    },
  ],
  [
    'how long the file of bars is',
    'look-ahead',
    'fail',
    { strategy: fileOf('bars.count * 52 < size', "const { size } = statSync('zoo.csv')", "import { statSync } from 'node:fs'") },
  ],
  [
    'how many cores the machine has',
    'determinism',
    'fail',
    { strategy: fileOf('bars.count % 20 < cpus().length', '', "import { cpus } from 'node:os'") },
  ],
  [
    'numbers as the locale writes them',
    'determinism',
    'fail',
    { strategy: fileOf("(1000 + bars.count / 2).toLocaleString().includes(',')") },
  ],
  [
    'a variable of the environment',
    'determinism',
    'fail',
    { strategy: fileOf("bars.count % 20 < 10 * Number(process.env.ZOO_LEVEL ?? '0')") },
  ],
  [
    'the number of the thread',
    'determinism',
    'fail',
    { strategy: fileOf('isMainThread === bars.count % 20 < 10', '', "import { isMainThread } from 'node:worker_threads'") },
  ],
  ['a counter of its module', 'determinism', 'fail', { strategy: fileOf('calls++ % 7 < 3', 'let calls = 0') }],
])('%s: %s is %s', async (_, only, outcome, folder) => {
  const ran = await check(only, folder)
  expect(reportOf(ran).verdicts[0], ran.err).toMatchObject({ check: only, outcome })
  expect(ran.exit).toBe(3)
  expect(ran.err).toContain('E_CHECK_FAILED')
})

test('the file of bars may be read for what was known', async () => {
  const ran = await check('look-ahead', { strategy: fileOf(`${closes}[bars.count - 1] > bars.close(5)`, '', fs) })
  expect(reportOf(ran).verdicts[0]).toMatchObject({ outcome: 'pass', remarks: [expect.stringContaining('was shown no more of it')] })
  expect(ran.exit).toBe(0)
})

test('what else it reads is named: folders, settings, databases, hosts and the inside of Node', async () => {
  const before = `const names = readdirSync('.').length
process.loadEnvFile('side.json')
const db = new DatabaseSync(':memory:')
await lookup('localhost')
process.binding('fs')`
  const imports = `import { readdirSync } from 'node:fs'
import { lookup } from 'node:dns/promises'
import { DatabaseSync } from 'node:sqlite'`
  const ran = await check('look-ahead', { strategy: fileOf('bars.close() > bars.close(names)', before, imports) })
  const [{ outcome, why }] = reportOf(ran).verdicts as [CheckVerdict]
  expect(outcome).toBe('not proven')
  expect(why).toMatch(/a database/)
  expect(why).toMatch(/lockstep-cli-\w+,/)
  expect(why).toMatch(/side\.json/)
  expect(why).toMatch(/name of localhost/)
  expect(why).toMatch(/process\.binding fs/)
})

test('a file of its own code is no read, and what it prints is not in the way', async () => {
  const cwd = scratch()
  writeFileSync(
    join(cwd, 'strategy.ts'),
    fileOf('isLong(bars.close(), bars.close(20))', 'console.log("here")', "import { isLong } from './rule.ts'"),
  )
  writeFileSync(join(cwd, 'rule.ts'), 'export const isLong = (now: number, before: number): boolean => now > before\n')
  writeFileSync(join(cwd, 'zoo.csv'), text)
  const ran = await lockstep(['check', 'look-ahead', 'strategy.ts', '--data', 'zoo.csv', '--json', '--runs', 'runs'], { cwd })
  expect(reportOf(ran).verdicts[0]).toMatchObject({ outcome: 'pass' })
  expect(ran.exit).toBe(0)
})

test('a file that is vouched for may be read', async () => {
  const strategy = fileOf('bars.close() < side[0]', '', "import side from './side.json' with { type: 'json' }")
  const ran = await check('look-ahead', { side: '[100]', strategy }, ['--allow-read', 'side.json'])
  expect(reportOf(ran).verdicts[0]).toMatchObject({ outcome: 'pass' })
  expect(ran.exit).toBe(0)
})

test('verdicts are kept, and the report of a backtest tells them', async () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'strategy.ts'), fileOf('bars.close() > bars.close(20)'))
  writeFileSync(join(cwd, 'zoo.csv'), text)
  const flags = ['strategy.ts', '--data', 'zoo.csv', '--runs', 'runs', '--json']
  const codes = async (): Promise<string[]> => {
    const { out } = await lockstep(['backtest', ...flags], { cwd })
    return (JSON.parse(out) as { warnings: { code: string }[] }).warnings.map(({ code }) => code)
  }
  expect(await codes()).toContain('LOOK_AHEAD_NOT_CHECKED')
  expect((await lockstep(['check', 'look-ahead', ...flags], { cwd })).exit).toBe(0)
  expect(await codes()).not.toContain('LOOK_AHEAD_NOT_CHECKED')
})

test('Ctrl-C ends the processes and the check', async () => {
  const cwd = scratch()
  writeFileSync(join(cwd, 'strategy.ts'), fileOf('(() => { for (const end = Date.now() + 5; Date.now() < end; ); return false })()'))
  writeFileSync(join(cwd, 'zoo.csv'), text)
  const args = ['check', 'strategy.ts', '--data', 'zoo.csv', '--progress', 'plain', '--runs', 'runs']
  let sent = false
  const ran = await lockstep(args, {
    cwd,
    watch: (err, kill) => {
      if (sent || !err.includes('checking')) return
      sent = true
      kill('SIGINT')
    },
  })
  expect(ran).toMatchObject({ exit: 130, out: '' })
})
