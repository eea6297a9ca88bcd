/** `lockstep check fills`, seen from outside. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundled, example, lockstep, scratch } from './cli.ts'

/** Its stop and its target lie in every bar of `wide`. */
const torn = `import { strategy } from 'lockstep'
export default strategy({
  name: 'torn',
  setup({ market, on }) {
    const stock = market('WIDE')
    const bars = stock.bars()
    on(bars, () => {
      if (!stock.position.isOpen) stock.buy({ qty: 10, bracket: { stop: 97, target: 103 } })
    })
  },
})
`

/** Ten days of 100 105 95 100, and their halves, in which the high comes first. */
function tornFolder(): string {
  const here = scratch()
  const days = Array.from({ length: 10 }, (_, k) => `2024-01-${String(k + 1).padStart(2, '0')}`)
  const head = 'time,open,high,low,close,volume\n'
  writeFileSync(join(here, 'torn.ts'), torn)
  writeFileSync(join(here, 'wide.csv'), head + days.map((day) => `${day},100,105,95,100,1\n`).join(''))
  const halves = days.map((day) => `${day}T00:00:00Z,100,105,100,101,1\n${day}T12:00:00Z,101,101,95,100,1\n`)
  writeFileSync(join(here, 'halves.csv'), head + halves.join(''))
  return here
}

const onWide = ['check', 'fills', 'torn.ts', '--data', 'wide.csv', '--cash', '10000', '--tick', '1']

test('shows what each policy makes of a strategy, and warns where the sign depends on it', async () => {
  const ran = await lockstep([...onWide, '--policies', 'pessimistic,ohlc'], { cwd: tornFolder() })
  expect(ran.exit).toBe(0)
  expect(ran.out).toMatch(/policy +return +end equity +round trips +win rate +max. drawdown +ambiguous bars/)
  expect(ran.out).toMatch(/pessimistic +-2.70% .* 9 +0.00% .* 9\n/)
  expect(ran.out).toMatch(/ohlc +2.70% .* 9 +100.00% .* 0\n/)
  expect(ran.out).toContain('From pessimistic to ohlc the return moves by 5.40 percentage points, 200.00% of the return under pessimistic.')
  expect(ran.err).toContain('it earns under ohlc and loses under pessimistic')
})

test('--fill is what the others are measured against', async () => {
  const ran = await lockstep([...onWide, '--policies', 'pessimistic,ohlc', '--fill', 'olhc', '--json'], { cwd: tornFolder() })
  const { outcomes } = JSON.parse(ran.out) as { outcomes: { policy: string }[] }
  expect(outcomes.map(({ policy }) => policy)).toEqual(['olhc', 'pessimistic', 'ohlc'])
})

test('--strict makes that an error', async () => {
  const ran = await lockstep([...onWide, '--strict', '--json'], { cwd: tornFolder() })
  expect(ran.exit).toBe(3)
  expect(JSON.parse(ran.out)).toMatchObject({ schemaVersion: 1, strategy: 'torn', signDepends: true, best: 'ohlc', worst: 'pessimistic' })
  expect(ran.err).toContain('E_FILLS_DECIDE')
})

test('finer bars settle it', async () => {
  const ran = await lockstep([...onWide, '--detail', 'halves.csv', '--strict', '--json'], { cwd: tornFolder() })
  const { outcomes } = JSON.parse(ran.out) as { outcomes: { policy: string; endEquity: number; ambiguousBars: number }[] }
  expect(ran.exit).toBe(0)
  expect(outcomes.filter(({ policy }) => policy !== 'this-close').map(({ endEquity }) => endEquity)).toEqual(Array(5).fill(10_270))
  expect(outcomes[0]).toMatchObject({ policy: 'pessimistic', ambiguousBars: 0 })
})

test.each([
  ['an unknown policy', ['--policies', 'touch,tuch'], 'did you mean touch?'],
  ['one policy', ['--policies', 'touch'], 'at least two different fill policies'],
])('%s is a fault of usage', async (_, flags, says) => {
  const ran = await lockstep(['check', 'fills', example('sma-cross'), '--data', bundled, ...flags])
  expect(ran).toMatchObject({ exit: 2, out: '' })
  expect(ran.err).toContain(says)
})

test('backtest takes a policy and finer bars, but writes no journal of what it cannot replay', async () => {
  const here = tornFolder()
  const flags = ['backtest', 'torn.ts', '--data', 'wide.csv', '--cash', '10000', '--tick', '1', '--detail', 'halves.csv']
  const ran = await lockstep([...flags, '--fill', 'olhc', '--json'], { cwd: here })
  expect(JSON.parse(ran.out)).toMatchObject({ run: { policies: { fill: 'olhc in detail' } } })
  const refused = await lockstep([...flags, '--journal', 'run.journal'], { cwd: here })
  expect(refused).toMatchObject({ exit: 2, out: '' })
  expect(refused.err).toContain('expected --journal or --detail, was both')
})
