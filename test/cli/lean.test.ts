/** `--data lean:PATH`, on a folder small enough to check by eye. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tinyFolder } from '../lean/tiny-folder.ts'
import { lockstep } from './cli.ts'

const minutes = Array.from({ length: 390 }, (_, i) => `${34_200_000 + i * 60_000},1674100,1674900,1674000,1674200,300`).join('\n')
const quotes = '34200000,1.3,1.3,1.3,1.3,0,1.4,1.4,1.4,1.4,0\n'

const strategy = `import { instrument, strategy, timeframe } from 'lockstep'
export default strategy({
  name: 'buy',
  params: { market: instrument('SPY'), every: timeframe('1m') },
  setup({ params, market, on }) {
    const traded = market(params.market)
    on(traded.bars(params.every), () => traded.position.qty === 0 && traded.buy({ qty: 1 }))
  },
})
`

async function folder(): Promise<string> {
  const root = await tinyFolder({
    'equity/usa/minute/spy/20131007_trade.zip': { '20131007_spy_minute_trade.csv': minutes },
    'equity/usa/daily/spy.zip': { 'spy.csv': '20131007 00:00,1674100,1674900,1674000,1674200,300\n' },
    'forex/oanda/minute/eurusd/20131007_quote.zip': { 'x.csv': quotes },
    'forex/fxcm/minute/eurusd/20131007_quote.zip': { 'x.csv': quotes },
  })
  await writeFile(join(root, 'buy.ts'), strategy)
  return root
}

test('a strategy runs on a symbol of a LEAN folder', async () => {
  const cwd = await folder()
  const ran = await lockstep(
    ['backtest', 'buy.ts', '--data', 'lean:.', '--instrument', 'SPY', '--timeframe', '1m', '--adjust', 'raw', '--json'],
    { cwd },
  )
  expect(ran.err).toContain('SPY 1m, 390 bars, 2013-10-07 13:30 to 2013-10-07 19:59')
  expect(ran.exit).toBe(0)
  expect(JSON.parse(ran.out)).toMatchObject({
    fills: { count: 1 },
    run: { series: [{ instrument: 'SPY', source: 'lean equity/usa/minute/SPY raw' }] },
  })
})

test('a sweep runs over a LEAN folder in threads, and finds what one thread finds', async () => {
  const cwd = await folder()
  await writeFile(
    join(cwd, 'buy.ts'),
    strategy
      .replace("every: timeframe('1m')", "every: timeframe('1m'), qty: int(1)")
      .replace('qty: 1 ', 'qty: params.qty ')
      .replace('{ instrument', '{ int, instrument'),
  )
  const args = ['sweep', 'buy.ts', '--data', 'lean:.', '--instrument', 'SPY', '--timeframe', '1m', '--adjust', 'raw', '--param', 'qty=1:4']
  const [two, one] = await Promise.all(
    ['2', '1'].map((workers) =>
      lockstep([...args, '--objective', 'totalReturn', '--no-save', '--json', '--max-workers', workers], { cwd }),
    ),
  )
  expect(two!.exit, two!.err).toBe(0)
  expect(JSON.parse(two!.out)).toMatchObject({ counts: { done: 4, failed: 0, ranked: 4 } })
  expect(two!.out).toBe(one!.out)
})

test('a LEAN folder is listed', async () => {
  const cwd = await folder()
  const listed = await lockstep(['data', 'ls', 'lean:.'], { cwd })
  expect(listed.out).toMatch(/^equity\/usa\/SPY +minute +trade +2013-10-07 +2013-10-07/m)
  expect(JSON.parse((await lockstep(['data', 'ls', 'lean:.', '--json'], { cwd })).out)).toMatchObject({
    schemaVersion: 1,
    series: { length: 4 },
  })
})

test.each([
  ['no symbol', [], 2, /E_USAGE[^]*--instrument[^]*SPY, EURUSD/],
  ['a symbol that is not there', ['--instrument', 'SPI'], 4, /E_DATA_UNKNOWN[^]*Did you mean SPY\?/],
  ['a symbol of two markets', ['--instrument', 'EURUSD'], 2, /E_USAGE[^]*forex\/fxcm\/EURUSD, forex\/oanda\/EURUSD/],
  ['no timeframe where there are two', ['--instrument', 'SPY'], 2, /E_USAGE[^]*1m, 1d/],
  ['a timeframe that is not there', ['--instrument', 'SPY', '--timeframe', '1h'], 4, /E_DATA_TIMEFRAME[^]*1m, 1d/],
  ['half of a name', ['--instrument', 'forex/oanda'], 2, /E_USAGE[^]*type\/market\/symbol/],
  ['dates that are not there', ['--instrument', 'SPY', '--timeframe', '1m', '--to', '2001-01-01'], 4, /E_DATA_EMPTY[^]*2013-10-07/],
  [
    'a range after the last data',
    ['--instrument', 'SPY', '--timeframe', '1m', '--range', '20131010-20131011'],
    4,
    /E_DATA_EMPTY[^]*SPY from 2013-10-10[^]*of 2013-10-07/,
  ],
  ['a start after it', ['--instrument', 'SPY', '--timeframe', '1m', '--from', '2013-10-08'], 4, /E_DATA_EMPTY[^]*of 2013-10-07/],
  ['a file beside it', ['--data', 'x.csv'], 2, /E_USAGE[^]*only --data/],
  ['a mode that is none', ['--adjust', 'adj'], 2, /E_USAGE[^]*--adjust/],
] satisfies [string, string[], number, RegExp][])('%s is refused', async (_, flags, exit, reason) => {
  const ran = await lockstep(['backtest', 'buy.ts', '--data', 'lean:.', ...flags], { cwd: await folder() })
  expect(ran.err).toMatch(reason)
  expect(ran.exit).toBe(exit)
})

test('a folder that is no LEAN folder is refused, and so is a list of anything else', async () => {
  const cwd = await folder()
  expect(await lockstep(['backtest', 'buy.ts', '--data', 'lean:equity', '--instrument', 'SPY'], { cwd })).toMatchObject({ exit: 4 })
  expect((await lockstep(['data', 'ls', 'equity'], { cwd })).err).toMatch(/E_USAGE[^]*lean:PATH/)
})
