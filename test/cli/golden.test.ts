/** `lockstep golden`, seen from outside. */
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundled, example, lockstep, root, scratch } from './cli.ts'

/** Buys and sells by the days of the bars, so that every order is known beforehand. */
const everyThird = `import { int, strategy } from 'lockstep'
export default strategy({
  name: 'every-third',
  params: { lag: int(0) },
  setup({ params, market, on }) {
    const stock = market('BARS')
    const bars = stock.bars()
    let n = params.lag
    on(bars, () => {
      if (++n % 3 === 0) stock.buy({ qty: 10 })
      else if (n % 3 === 2 && stock.position.isOpen) stock.close()
    })
  },
})
`

/** A strategy, twelve days of bars that rise by one a day, and its golden file. */
async function recorded(flags: readonly string[] = []): Promise<string> {
  const here = join(scratch(), 'project')
  mkdirSync(here)
  writeFileSync(join(here, 'third.ts'), everyThird)
  const days = Array.from(
    { length: 12 },
    (_, k) => `2024-01-${String(k + 1).padStart(2, '0')},${k + 100},${k + 102},${k + 99},${k + 101},7\n`,
  )
  writeFileSync(join(here, 'bars.csv'), `time,open,high,low,close,volume\n${days.join('')}`)
  const ran = await lockstep(['golden', 'record', 'third.ts', '--data', 'bars.csv', '--fee', '0.001', ...flags], { cwd: here })
  expect(ran.exit, ran.err).toBe(0)
  return here
}

test('what is recorded is checked without a flag, from any folder and after a move', async () => {
  const here = await recorded()
  expect(readFileSync(join(here, 'third.golden'), 'utf8')).toContain('"data": [\n      "bars.csv"\n    ]')
  const moved = `${here}-moved`
  renameSync(here, moved)
  const ran = await lockstep(['golden', 'check', join('project-moved', 'third.ts'), '-q'], { cwd: join(here, '..') })
  expect(ran).toMatchObject({ exit: 0, err: '' })
  expect(ran.out).toMatch(/third\.golden {2}the same: 7 orders, 6 fills, 1 cancels, 0 refusals, 4 of profit; equity \d/)
})

test('check ends with 3 and names what changed, then the first divergence', async () => {
  const here = await recorded()
  const ran = await lockstep(['golden', 'check', 'third.ts', '--fee', '0.002'], { cwd: here })
  expect(ran).toMatchObject({ exit: 3, out: '' })
  expect(ran.err).toMatch(
    /E_GOLDEN_DIFFERS: third\.golden: setting fee was 10 bps, is 20 bps; and at 2024-01-05, BARS, order 2024-01-04\/1, fill: fee \(fee\): expected 2024-01-05 fill .* fee=1\.03 .*, found 2024-01-05 fill .* fee=2\.06 /,
  )
})

test('a change of code that changes nothing is said and let through', async () => {
  const here = await recorded()
  writeFileSync(join(here, 'third.ts'), `${everyThird}// The same.\n`)
  const ran = await lockstep(['golden', 'check', 'third.ts'], { cwd: here })
  expect(ran.exit).toBe(0)
  expect(ran.err).toMatch(/changed +the code of the strategy changed/)
})

test('diff shows the first divergence with the bars before it, and sorts the others', async () => {
  const here = await recorded()
  const ran = await lockstep(['golden', 'diff', 'third.ts', '--param', 'lag=2'], { cwd: here })
  expect(ran.exit).toBe(3)
  expect(ran.out).toMatch(/^changed +parameter lag was 0, is 2\nfirst +2024-01-02, BARS, order 2024-01-02\/1, order: extra\n/)
  expect(ran.out).toMatch(/bars +opened +open +high +low +close +volume\nBARS +1d +2024-01-01 +100 +102 +99 +101 +7\n/)
  expect(ran.out).toMatch(/difference +rows +of +profit\nextra +8 +orders 4, fills 4 +-4\.22\n/)
  expect(ran.out).toMatch(/total +expected +found\nequity +/)
})

test('--json is one document', async () => {
  const here = await recorded()
  const ran = await lockstep(['golden', 'diff', 'third.ts', '--slippage-ticks', '1', '--json', '-q'], { cwd: here })
  expect(JSON.parse(ran.out)).toMatchObject({
    schemaVersion: 1,
    by: 'rows',
    first: { when: '2024-01-05', instrument: 'BARS', order: '2024-01-04/1', kind: 'fill', class: 'price' },
    inputs: ['setting slippage was none, is 1 ticks'],
  })
})

test('parameters that are given take the place of those of their name, and flags are kept in one order', async () => {
  const here = await recorded(['--param', 'lag=1', '--seed', '3'])
  const text = readFileSync(join(here, 'third.golden'), 'utf8')
  const again = ['golden', 'record', 'third.ts', '--seed', '3', '--fee', '0.001', '-p', 'lag=1', '--data', 'bars.csv', '--replace']
  expect((await lockstep(again, { cwd: here })).exit).toBe(0)
  expect(readFileSync(join(here, 'third.golden'), 'utf8')).toBe(text)
  writeFileSync(join(here, 'third.ts'), everyThird.replace('lag: int(0)', 'lag: int(0), other: int(7)'))
  const ran = await lockstep(['golden', 'check', 'third.ts', '-p', 'other=8'], { cwd: here })
  expect(ran.exit).toBe(0)
  expect(ran.err).toContain('parameter other was not given, is 8')
  expect(ran.err).not.toContain('lag')
})

test('streamed bars give the same file, and its first divergence the same bars', async () => {
  const here = await recorded()
  expect((await lockstep(['data', 'import', 'bars.csv', '--instrument', 'BARS', '-q'], { cwd: here })).exit).toBe(0)
  const texts: string[] = []
  for (const how of ['--stream', '--no-stream']) {
    expect((await lockstep(['golden', 'record', 'third.ts', '--data', 'BARS', '--replace', how], { cwd: here })).exit).toBe(0)
    texts.push(readFileSync(join(here, 'third.golden'), 'utf8'))
  }
  expect(texts[0]).toBe(texts[1])
  const diffs = await Promise.all(
    ['--stream', '--no-stream'].map(async (how) =>
      lockstep(['golden', 'diff', 'third.ts', '-p', 'lag=2', '--json', '-q', how], { cwd: here }),
    ),
  )
  expect(diffs[0]).toEqual(diffs[1])
  expect(JSON.parse(diffs[0]!.out)).toMatchObject({ bars: [{ instrument: 'BARS', opened: '2024-01-01', close: 101 }] })
})

test('a file without rows names the row, and shows what was expected where flags are why', async () => {
  const here = join(scratch(), 'long')
  mkdirSync(here)
  writeFileSync(join(here, 'third.ts'), everyThird)
  const bars = Array.from({ length: 1500 }, (_, k) => {
    const day = new Date(Date.UTC(2010, 0, k + 1)).toISOString().slice(0, 10)
    return `${day},${k + 100},${k + 102},${k + 99},${k + 101},7\n`
  })
  writeFileSync(join(here, 'bars.csv'), `time,open,high,low,close,volume\n${bars.join('')}`)
  const recording = ['golden', 'record', 'third.ts', '--data', 'bars.csv', '--fee', '0.001', '--cash', '1e7', '--no-short']
  expect((await lockstep(recording, { cwd: here })).err).toContain('a difference will be found to the row')
  const byFlag = await lockstep(['golden', 'diff', 'third.ts', '--cash', '2e7', '--fee', '0.002', '--json', '-q'], { cwd: here })
  const first = { when: '2010-01-05', instrument: 'BARS', order: '2010-01-04/1', kind: 'fill' }
  expect(JSON.parse(byFlag.out)).toMatchObject({ by: 'rows', first: { ...first, class: 'fee', fields: ['fee'] }, bars: [{}, {}, {}] })
  writeFileSync(join(here, 'third.ts'), everyThird.replace('qty: 10', 'qty: n > 900 ? 11 : 10'))
  const byCode = await lockstep(['golden', 'diff', 'third.ts', '--json', '-q'], { cwd: here })
  const later = { when: '2012-06-22', order: '2012-06-22/1', kind: 'order', class: 'other', expected: 'another row' }
  expect(JSON.parse(byCode.out)).toMatchObject({ by: 'periods', first: later, inputs: ['the code of the strategy changed'] })
})

test('a tolerance is recorded, and lets drift through', async () => {
  const here = await recorded(['--tolerance'])
  const drift = ['golden', 'check', 'third.ts', '-q', '--cash', '100001']
  expect(await lockstep(drift, { cwd: here })).toMatchObject({ exit: 0, err: '' })
  expect((await lockstep([...drift, '--tolerance', 'profit=1e-6'], { cwd: here })).exit).toBe(3)
})

test('what is in the way, missing or damaged is a fault', async () => {
  const here = await recorded()
  const again = ['golden', 'record', 'third.ts', '--data', 'bars.csv', '--fee', '0.001']
  expect((await lockstep(again, { cwd: here })).err).toContain('E_FILE_EXISTS')
  const before = readFileSync(join(here, 'third.golden'), 'utf8')
  expect((await lockstep([...again, '--replace'], { cwd: here })).exit).toBe(0)
  expect(readFileSync(join(here, 'third.golden'), 'utf8')).toBe(before)
  writeFileSync(join(here, 'third.golden'), before.replace('"seed": "0"', '"seed": "1"'))
  const damaged = await lockstep(['golden', 'check', 'third.ts'], { cwd: here })
  expect(damaged).toMatchObject({ exit: 4, out: '' })
  expect(damaged.err).toContain('E_GOLDEN_FILE')
  const missing = await lockstep(['golden', 'check', 'third.ts', '--golden', 'none.golden'], { cwd: here })
  expect(missing.exit).toBe(4)
  expect(missing.err).toContain('there is none that can be read')
})

test('the examples are checked as a user would', async () => {
  const ran = await lockstep(['golden', 'check', example('sma-cross'), '-q'])
  expect(ran).toMatchObject({ exit: 0, err: '' })
  const here = scratch()
  cpSync(join(root, 'examples/sma-cross.golden'), join(here, 'a.golden'))
  const other = await lockstep(['golden', 'check', example('sma-cross'), '--golden', 'a.golden', '-q', '--tolerance', '--data', bundled], {
    cwd: here,
  })
  expect(other).toMatchObject({ exit: 2, out: '' })
  expect(other.err).toContain('expected a golden file with rows for --tolerance')
})
