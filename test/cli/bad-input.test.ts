/** Whatever is wrong with a file, a strategy or a flag: one sentence with a code and a fix, the exit code, nothing half written. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundled, example, lockstep, scratch } from './cli.ts'

let folder = ''

const HEADER = 'time,open,high,low,close,volume\n'
const bars = (count: number, line: (i: number) => string): string =>
  HEADER + Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('')
const minute = (i: number): number => 1_600_000_000 + i * 60
const strategyOf = (setup: string, params = ''): string =>
  `import { instrument, int, sma, strategy } from 'lockstep'\nexport default strategy({ name: 's', ${params} setup({ params, market, on }) {\n${setup}\n} })\n`

const files: Readonly<Record<string, string | Buffer>> = {
  'empty.csv': '',
  'header.csv': HEADER,
  'junk.csv': Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255)),
  'cut.csv.gz': gzipSync(readFileSync(bundled)).subarray(0, 40_000),
  'cut.parquet': Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(600, 7)]),
  'units.csv': bars(200, (i) => `${i % 2 === 0 ? minute(i) : minute(i) * 1000},1,1,1,1,1`),
  'no-close.csv': 'time,open,high,low,volume\n1600000000,1,1,1,1\n1600000060,1,1,1,1\n',
  'bad-rows.csv': bars(200, (i) => `${minute(i)},1,${i % 10 === 0 ? 0.5 : 1},1,1,1`),
  'few.csv': bars(20, (i) => `${minute(i)},1,1,1,1,1`),
  'syntax.ts': 'export default strategy({ name: \n',
  'enum.ts': 'enum A { B }\nexport default A\n',
  'import.ts': "import './nowhere.ts'\n",
  'nothing.ts': 'export const x = 1\n',
  'two.ts': `import { strategy } from 'lockstep'\nconst s = (name: string) => strategy({ name, setup() {} })\nexport const a = s('a')\nexport const b = s('b')\n`,
  'no-handler.ts': strategyOf('market()'),
  'throws-setup.ts': strategyOf("throw new Error('in setup')"),
  'throws.ts': strategyOf("const s = market(); let n = 0; on(s.bars(), () => { if (++n === 100) throw new TypeError('boom') })"),
  'nan.ts': strategyOf('const s = market(); on(s.bars(), () => { s.buy({ qty: NaN }) })'),
  'unknown.ts': strategyOf("const s = market('SP50'); on(s.bars(), () => {})"),
  'long.ts': strategyOf('const s = market(); const m = sma(s.bars().close, 9000); on(s.bars(), () => { m() })'),
  'finer.ts': strategyOf("const s = market(); on(s.bars('1h'), () => {})"),
  'params.json': '{ "fast": [1] }',
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-bad-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sma = example('sma-cross')
const onFile = (file: string): readonly string[] => ['backtest', sma, '--data', file]
const ofStrategy = (file: string): readonly string[] => ['backtest', file, '--data', bundled]
const withFlags = (...flags: readonly string[]): readonly string[] => ['backtest', sma, '--data', bundled, ...flags]

type Case = readonly [what: string, args: readonly string[], code: string, exit: number, says: RegExp]

const cases: readonly Case[] = [
  ['a convention that is none', withFlags('--convention', 'quantstat'), 'E_USAGE', 2, /convention/],
  ['a risk-free rate that is no number', withFlags('--risk-free', 'two'), 'E_USAGE', 2, /expected a number for --risk-free, was "two"/],
  ['a risk-free rate in per cent', withFlags('--risk-free', '2'), 'E_CONFIG', 2, /as a fraction between -1 and 1, was 2/],
  ['a data file that is not there', onFile('few.cs.csv'), 'E_DATA_FILE', 4, /there is none[^]*did you mean few\.csv\?/],
  ['an empty file', onFile('empty.csv'), 'E_DATA_EMPTY', 4, /it is empty/],
  ['a header and no rows', onFile('header.csv'), 'E_DATA_EMPTY', 4, /a header and no rows/],
  ['a folder', onFile('.'), 'E_DATA_FILE', 4, /a folder/],
  ['binary junk', onFile('junk.csv'), 'E_DATA_FORMAT', 4, /binary/],
  ['a gzip that was cut', onFile('cut.csv.gz'), 'E_DATA_FORMAT', 4, /cut/],
  ['a Parquet file that was cut', onFile('cut.parquet'), 'E_DATA_FORMAT', 4, /cut|damaged|Parquet/],
  ['seconds and milliseconds in one file', onFile('units.csv'), 'E_DATA_TIME', 4, /units|seconds/],
  ['a column that is missing', onFile('no-close.csv'), 'E_DATA_DIALECT', 4, /a column for close/],
  ['a tenth of the rows bad', onFile('bad-rows.csv'), 'E_DATA_BAD_ROWS', 4, /20 of 200 \(10\.00 %\)[^]*line 2/],
  ['an instrument that the catalog does not hold', ['backtest', sma, '--data', 'NOPE'], 'E_DATA_UNKNOWN', 4, /NOPE[^]*data import/],
  ['more history than there is', ofStrategy('long.ts'), 'E_WARMUP', 4, /needs 9000 closed bars and has 5105/],
  ['a timeframe finer than the data', ofStrategy('finer.ts'), 'E_DATA_TIMEFRAME', 4, /1d bars[^]*was 1h/],
  ['an instrument that the run does not have', ofStrategy('unknown.ts'), 'E_DATA_UNKNOWN', 4, /was "SP50"; did you mean SP500\?/],
  ['a strategy file that is not there', ofStrategy('nann.ts'), 'E_STRATEGY_FILE', 2, /there is none[^]*did you mean nan\.ts\?/],
  ['a folder as a strategy', ofStrategy('.'), 'E_STRATEGY_FILE', 2, /a folder/],
  ['a syntax error', ofStrategy('syntax.ts'), 'E_STRATEGY_FILE', 2, /syntax\.ts to load/],
  ['TypeScript that cannot be erased', ofStrategy('enum.ts'), 'E_STRATEGY_FILE', 2, /enum[^]*erased, not compiled/],
  ['an import of nothing', ofStrategy('import.ts'), 'E_STRATEGY_FILE', 2, /nowhere\.ts[^]*Check the import/],
  ['no strategy in the file', ofStrategy('nothing.ts'), 'E_STRATEGY_FILE', 2, /it exports x/],
  ['two strategies and no choice', ofStrategy('two.ts'), 'E_STRATEGY_FILE', 2, /it exports a, b[^]*two\.ts#a/],
  ['a name that the file does not export', ofStrategy('two.ts#c'), 'E_STRATEGY_FILE', 2, /named c; /],
  ['a strategy without a handler', ofStrategy('no-handler.ts'), 'E_STRATEGY_SETUP', 5, /no handler/],
  ['a throw in setup', ofStrategy('throws-setup.ts'), 'E_STRATEGY_THREW', 5, /threw in setup: in setup[^]*throws-setup\.ts:3:7/],
  ['a throw in a handler', ofStrategy('throws.ts'), 'E_STRATEGY_THREW', 5, /threw at 2000-05-\d\d: boom[^]*throws\.ts:3:\d+/],
  ['a parameter misspelt', withFlags('--param', 'fats=5'), 'E_PARAM_UNKNOWN', 2, /"fats"[^]*Did you mean fast\?/],
  ['a parameter out of range', withFlags('--param', 'fast=1'), 'E_PARAM_VALUE', 2, /fast must be a whole number of at least 2, was 1/],
  ['a parameter of the wrong type', withFlags('--param', 'fast=ten'), 'E_PARAM_VALUE', 2, /was ten/],
  ['parameters that do not fit together', withFlags('--param', 'fast=50'), 'E_PARAM_VALUE', 2, /fast must be shorter than slow/],
  ['a parameter without a value', withFlags('--param', 'fast'), 'E_USAGE', 2, /name=value, was "fast"/],
  ['a parameter file with a list in it', withFlags('--params', 'params.json'), 'E_USAGE', 2, /fast is neither/],
  ['cash that is no number', withFlags('--cash', 'lots'), 'E_USAGE', 2, /a number for --cash, was "lots"/],
  ['cash below zero', withFlags('--cash', '-5'), 'E_CONFIG', 2, /opening cash from[^]*was -5/],
  ['a seed with a fraction', withFlags('--seed', '1.5'), 'E_USAGE', 2, /a whole number of at least 0 for --seed, was "1.5"/],
  ['a fee in per cent', withFlags('--fee', '10'), 'E_USAGE', 2, /--fee as a fraction/],
  ['negative slippage', withFlags('--slippage-bps', '-1'), 'E_CONFIG', 2, /slippage between 0 and/],
  ['a fee schedule that is none', withFlags('--fee-schedule', 'binanse-spot'), 'E_CONFIG', 2, /did you mean binance-spot\?/],
  ['makers without takers', withFlags('--fee-maker', '0'), 'E_USAGE', 2, /--fee-taker or --fee beside --fee-maker/],
  ['takers without makers', withFlags('--fee-taker', '0.001'), 'E_USAGE', 2, /--fee-maker or --fee beside --fee-taker/],
  ['three fees for two', withFlags('--fee', '0', '--fee-maker', '0', '--fee-taker', '0'), 'E_USAGE', 2, /was all three/],
  ['a cap on nothing', withFlags('--fee-max', '0.01'), 'E_USAGE', 2, /--fee-per-share beside --fee-max/],
  ['depth without ticks', withFlags('--slippage-depth', '0.1'), 'E_USAGE', 2, /share:ticks pairs, was "0.1"/],
  ['depth out of order', withFlags('--slippage-depth', '0.2:1,0.1:2'), 'E_CONFIG', 2, /rising shares above 0, was 0.1/],
  ['more than all the volume', withFlags('--volume-limit', '25'), 'E_CONFIG', 2, /share of volume above 0 and at most 1, was 25/],
  ['a debit that earns', withFlags('--debit-rate', '-0.1'), 'E_CONFIG', 2, /rate on debit between 0 and 10, was -0.1/],
  ['a latency into the past', withFlags('--latency', '-1'), 'E_USAGE', 2, /whole milliseconds of at least 0, was -1/],
  ['adjusted prices of a file', withFlags('--adjust', 'raw'), 'E_USAGE', 2, /--data lean:PATH beside --adjust/],
  ['hours of a file', withFlags('--extended-hours'), 'E_USAGE', 2, /--data lean:PATH beside --extended-hours/],
  ['gaps of a file', withFlags('--no-fill-forward'), 'E_USAGE', 2, /--data lean:PATH beside --no-fill-forward/],
  ['finer bars of too many', withFlags('--detail', 'few.csv,few.csv'), 'E_USAGE', 2, /one --detail for each[^]*there are 2 for SP500/],
  ['a day that does not exist', withFlags('--range', '20200231-'), 'E_USAGE', 2, /--range as two days/],
  ['a range that ends before it begins', withFlags('--range', '20200101-20190101'), 'E_USAGE', 2, /begin before it ends/],
  ['a date that is none', withFlags('--from', 'yesterday'), 'E_USAGE', 2, /ISO date[^]*yesterday/],
  ['a calendar that is none', withFlags('--calendar', 'XNIS'), 'E_CONFIG', 2, /did you mean XNYS\?/],
  ['a report where nothing can be written', withFlags('--out', 'no/where/report.html'), 'E_WRITE', 1, /report\.html[^]*ENOENT/],
  ['a report over a folder', withFlags('--out', '.'), 'E_WRITE', 1, /it is a folder/],
  ['a journal over another file', withFlags('--journal', 'few.csv'), 'E_FILE_EXISTS', 2, /few\.csv exists/],
  ['no data', ['backtest', sma], 'E_USAGE', 2, /--data is not given/],
  ['a flag misspelt', withFlags('--parm', 'a=1'), 'E_USAGE', 2, /unknown option '--parm'[^]*Did you mean --param/],
  ['a command misspelt', ['bakctest'], 'E_USAGE', 2, /unknown command 'bakctest'[^]*Did you mean backtest/],
]

describe.concurrent('bad input', { timeout: 60_000 }, () => {
  test.each(cases)('%s', async (what, args, code, exit, says) => {
    const before = readdirSync(folder).toSorted()
    const ran = await lockstep([...args, '--json'], { cwd: folder })
    expect(ran.err, what).toMatch(new RegExp(`^error ${code}: `, 'm'))
    expect(ran.err).toMatch(says)
    expect(ran.err).toMatch(/^fix: \S/m)
    expect(ran.err).not.toMatch(/^\s+at .*\(/m)
    expect(ran.exit).toBe(exit)
    expect(JSON.parse(ran.out)).toMatchObject({ schemaVersion: 1, error: { code } })
    expect(readdirSync(folder).toSorted()).toEqual(before)
  })
})

test('a strategy of NaN sizes runs to its end, and the refusals are counted', async () => {
  const ran = await lockstep([...ofStrategy('nan.ts'), '--json'], { cwd: folder })
  expect(ran.exit).toBe(0)
  expect(JSON.parse(ran.out)).toMatchObject({
    status: 'done',
    fills: { count: 0 },
    refusals: { count: 5105, byReason: { BAD_SIZE: 5105 } },
  })
})

test('a disk that is full while importing leaves nothing behind', async () => {
  const here = scratch()
  const through = ['sh', '-c', 'ulimit -f 64; exec "$0" "$@"']
  const ran = await lockstep(['data', 'import', bundled, '--instrument', 'SP500'], { cwd: here, through })
  expect(ran.err).toMatch(/^error E_DATA_DISK: .*EFBIG/m)
  expect(ran.exit).toBe(4)
  const listed = await lockstep(['data', 'ls', '--json'], { cwd: here })
  expect(JSON.parse(listed.out)).toMatchObject({ series: [] })
})

test('where the stack is asked for, it is there', async () => {
  const ran = await lockstep([...ofStrategy('throws.ts'), '-v'], { cwd: folder })
  expect(ran.err).toMatch(/caused by TypeError: boom\n\s+at /)
})

test('init leaves a folder with anything in it alone', async () => {
  const here = scratch()
  mkdirSync(join(here, 'bot'))
  writeFileSync(join(here, 'bot/mine.txt'), 'mine')
  const ran = await lockstep(['init', 'bot'], { cwd: here })
  expect(ran.err).toMatch(/^error E_FILE_EXISTS: .*mine\.txt/m)
  expect(ran.exit).toBe(2)
  expect(readdirSync(join(here, 'bot'))).toEqual(['mine.txt'])
})
