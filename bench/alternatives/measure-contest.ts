/** One contest in turns: its figures as JSON. Run as a process. */
import type { Bars } from 'lockstep'
import { generateBars } from '../bars.ts'
import { rssPeak } from '../collections.ts'
import type { Result } from '../document.ts'
import { against, takeTurns } from '../measure.ts'
import type { Contest } from './contest.ts'

const BARS = 2_000_000
const NS_PER_MS = 1e6

const [name = '', rounds = ''] = process.argv.slice(2)
const { contest } = (await import(`./${name}.ts`)) as { readonly contest: (bars: Bars) => Contest }
const { lost, won, comparedTo } = contest(generateBars({ length: BARS, seed: 1 }))
const { timed, noise } = await takeTurns({ lost, won }, Number(rounds))
const [a, b] = [await lost(), won()]
if (!(Math.abs(a - b) <= 1e-9 * Math.abs(b))) throw new Error(`expected both designs of ${name} to find ${b}, one found ${a}`)
const perBar = (ms: number): number => (ms * NS_PER_MS) / BARS
const figures = against(timed.lost, timed.won, BARS)
const result: Result = {
  id: `alternative.${name}`,
  ...figures,
  value: perBar(figures.value),
  against: perBar(figures.against),
  cold: perBar(timed.lost.coldMs),
  min: perBar(timed.lost.minMs),
  unit: 'ns',
  comparedTo,
  budget: null,
  pass: true,
  rssPeak: rssPeak(),
  rounds: Number(rounds),
  noise,
}
console.log(JSON.stringify(result))
