/** `lockstep backtest --profile`, `--benchmark-out`, `--budget` and `lockstep bench compare`, seen from outside. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BenchmarkRecord, CpuProfile, ProfileDocument } from '../../src/index.ts'
import { JsonSchema } from '../report/json-schema.ts'
import { bundled, lockstep, root, scratch } from './cli.ts'

const schema = (name: string): JsonSchema => new JsonSchema(readFileSync(join(root, 'docs/reference', `${name}.schema.json`), 'utf8'))
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** Spends its time in a function of its own. */
const busy = `import { strategy } from 'lockstep'

function ponder(n: number): number {
  let sum = 0
  for (let k = 0; k < 10_000; k++) sum += Math.sqrt(k * n + 1)
  return sum
}

export default strategy({
  name: 'busy',
  setup({ market, on }) {
    const index = market('SP500')
    const bars = index.bars()
    let n = 0
    on(bars, () => {
      if (ponder(n++) > 0 && n % 9 === 0) index.position.isOpen ? index.close() : index.buy({ qty: 1 })
    })
  },
})
`

function project(): string {
  const here = scratch()
  writeFileSync(join(here, 'busy.ts'), busy)
  return here
}

const run = ['backtest', 'busy.ts', '--data', bundled, '--no-save']

test('--profile writes a profile that viewers open, and a table with the strategy’s functions by file and line', async () => {
  const here = project()
  const ran = await lockstep([...run, '--profile'], { cwd: here })
  expect(ran.exit, ran.err).toBe(0)
  expect(ran.err).toContain(`profile     ${join('profile', 'busy.cpuprofile')}`)
  expect(readdirSync(join(here, 'profile')).sort()).toEqual(['busy.cpuprofile', 'busy.profile.json'])

  const { nodes, samples = [], timeDeltas = [], startTime, endTime } = read(join(here, 'profile/busy.cpuprofile')) as CpuProfile
  const ids = new Set(nodes.map(({ id }) => id))
  expect(endTime).toBeGreaterThan(startTime)
  expect(timeDeltas).toHaveLength(samples.length)
  expect([...samples, ...nodes.flatMap(({ children = [] }) => children)].every((id) => ids.has(id))).toBe(true)
  const { callFrame } = nodes.find((node) => node.callFrame.functionName === 'ponder')!
  expect([callFrame.url.endsWith('/busy.ts'), callFrame.lineNumber]).toEqual([true, 2])

  const profile = read(join(here, 'profile/busy.profile.json')) as ProfileDocument
  expect(schema('profile').violations(profile)).toEqual([])
  expect(schema('profile').unused([profile])).toEqual([])
  expect(profile.cpu.spots.length).toBeGreaterThanOrEqual(10)
  // On a busy machine something else may come first.
  expect(profile.cpu.spots.slice(0, 5).find(({ owner }) => owner === 'strategy')).toMatchObject({
    name: 'ponder',
    owner: 'strategy',
    url: 'busy.ts',
    line: 3,
  })
  const { owners } = profile.cpu
  expect(owners.strategy).toBeGreaterThan(profile.cpu.busyMs * 0.1)
  const { phases, timed, stepNs } = profile.step
  expect(timed).toBeGreaterThan(20)
  expect(phases.find(({ phase }) => phase === 'strategy')!.ns).toBeGreaterThan(stepNs / 2)

  expect(ran.out).toMatch(/^part +time\nload +\d.*\nhistory +.*\nsimulate +.*\nreport +.*\ntotal +.* since the process began\n/m)
  expect(ran.out).toMatch(
    /^phase of a step +ns +share\nclock +.*\nmatch .*\nbook .*\nclose .*\nstrategy .*\nrisk .*\naccept .*\nrecord .*\nwhole step +\d+ +100\.0 %\n/m,
  )
  expect(ran.out).toMatch(/^ *[\d.]+ m?s +[\d.]+ % +[\d.]+ m?s +strategy +ponder +busy\.ts:3$/m)
  expect(ran.out).toMatch(/^collector +\d+ young and \d+ whole, paused /m)
  expect(ran.out).toMatch(/^memory +peak \d+ MB, heap \d+ MB, external \d+ MB, columns 245 040 bytes$/m)
})

test('a profile with --json is in its files alone, and goes where it is told', async () => {
  const here = project()
  const ran = await lockstep([...run, '--json', '--profile', 'deep/er'], { cwd: here })
  expect(JSON.parse(ran.out)).toMatchObject({ schemaVersion: 1, status: 'done' })
  expect(readdirSync(join(here, 'deep/er'))).toHaveLength(2)
})

test('--benchmark-out is a record, with every criterion of a budget', async () => {
  const here = project()
  writeFileSync(join(here, 'budget.json'), '{ "barsPerSecond.min": 100, "decisionLatency.p50.max": "1 s", "time.total.max": "5 min" }')
  const ran = await lockstep([...run, '--benchmark-out', 'a.json', '--budget', 'budget.json'], { cwd: here })
  expect(ran.exit, ran.err).toBe(0)
  expect(ran.err).toMatch(/^ok +barsPerSecond\.min is 100 bars\/s, was \S+ bars\/s$/m)
  const record = read(join(here, 'a.json')) as BenchmarkRecord
  expect(schema('benchmark').violations(record)).toEqual([])
  expect(schema('benchmark').unused([record])).toEqual([])
  expect(record).toMatchObject({ command: 'backtest', strategy: { name: 'busy' }, data: { series: ['SP500 1d'], bars: 5105 }, pass: true })
  expect(record.criteria.map(({ id, pass }) => [id, pass])).toEqual([
    ['barsPerSecond.min', true],
    ['decisionLatency.p50.max', true],
    ['time.total.max', true],
  ])
  const { p50, p95, p99, max, count } = record.decisionLatency
  expect(count).toBeGreaterThan(20)
  expect([p50 > 1000, p50 <= p95, p95 <= p99, p99 <= max]).toEqual([true, true, true, true])
  expect(record.barsPerSecond).toBeCloseTo((1000 * 5105) / record.fastest.simulate, -3)
})

test('a budget that is not met ends with 3 and says which, and the record is kept', async () => {
  const here = project()
  writeFileSync(join(here, 'tight.json'), '{ "barsPerSecond.min": "900 Mbars/s", "memory.peak.max": "9 GB" }')
  const ran = await lockstep([...run, '--budget', 'tight.json', '--benchmark-out', 'a.json', '-q'], { cwd: here })
  expect(ran.exit).toBe(3)
  expect(ran.err).toMatch(/^error E_BUDGET: expected the run within tight\.json: barsPerSecond\.min is 900\.0M bars\/s, was \S+ bars\/s\n/)
  expect(read(join(here, 'a.json'))).toMatchObject({ pass: false, criteria: [{ pass: false }, { pass: true }] })
})

test('what is wrong with a budget is said before the run', async () => {
  const here = project()
  writeFileSync(join(here, 'odd.json'), '{ "barPerSecond.min": 5 }')
  const odd = await lockstep([...run, '--budget', 'odd.json', '--benchmark-out', 'a.json'], { cwd: here })
  expect(odd).toMatchObject({ exit: 2, out: '' })
  expect(odd.err).toContain('did you mean barsPerSecond.min?')
  expect((await lockstep([...run, '--budget', 'none.json'], { cwd: here })).exit).toBe(4)
  const nowhere = await lockstep([...run, '--out', 'page.html', '--benchmark-out', 'no/a.json'], { cwd: here })
  expect(nowhere.err).toContain('E_WRITE')
  expect(readdirSync(here).sort()).toEqual(['busy.ts', 'odd.json'])
})

test('bench compare ends with 3 over a regression of 5 % and says which', async () => {
  const here = project()
  expect((await lockstep([...run, '--benchmark-out', 'a.json', '-q'], { cwd: here })).exit).toBe(0)
  const record: BenchmarkRecord = { ...(read(join(here, 'a.json')) as BenchmarkRecord), noise: 0 }
  writeFileSync(join(here, 'a.json'), JSON.stringify(record))
  const compare = ['bench', 'compare', 'a.json', 'b.json']
  writeFileSync(join(here, 'b.json'), JSON.stringify({ ...record, noise: 0.4 }))
  const same = await lockstep(compare, { cwd: here })
  expect(same.exit, same.err).toBe(0)
  expect(same.out).toMatch(/^barsPerSecond .* \+0\.0 % +same$/m)
  expect(same.err).toContain('the machine was busy, a fixed calculation varied by')

  writeFileSync(join(here, 'b.json'), JSON.stringify({ ...record, barsPerSecond: record.barsPerSecond * 0.9 }))
  const slower = await lockstep(compare, { cwd: here })
  expect(slower.exit).toBe(3)
  expect(slower.err).toContain('error E_SLOWER: expected b.json to be no more than 5 % worse than a.json: barsPerSecond -10.0 %')
  const json = await lockstep([...compare, '--json'], { cwd: here })
  expect(json.exit).toBe(3)
  expect(JSON.parse(json.out)).toMatchObject({ schemaVersion: 1, worse: ['barsPerSecond'] })

  writeFileSync(join(here, 'b.json'), '{"schemaVersion": 1}')
  const none = await lockstep(compare, { cwd: here })
  expect(none.exit).toBe(4)
  expect(none.err).toContain('expected b.json to be a benchmark record')
  expect((await lockstep(['bench', 'compare', 'a.json', 'c.json'], { cwd: here })).err).toContain('it cannot be read (ENOENT)')
})
