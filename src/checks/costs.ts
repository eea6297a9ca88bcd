/** Costs: how much of the result is left when fees, slippage and carrying cost more, and when orders arrive later. */
import { list, wireRules } from '../market-rules.ts'
import type { BarSeries } from '../model/bars.ts'
import type { CheckVerdict } from '../report/checked.ts'
import { counted, type Check, type Checking } from './checking.ts'
import { figureTable, percentOf, returnOf, stopped, type FigureRow } from './figures.ts'
import type { Played } from './variant.ts'

const DELAYS_BARS: readonly number[] = [1, 2]
const MINUTE_MS = 60_000

export const costs: Check = async (checking) => {
  const { local, limits } = checking
  const factors = [...new Set([0, 1, 2, 4, limits.costFactor])].sort((a, b) => a - b)
  const byFactor: FigureRow[] = []
  for (const factor of factors)
    byFactor.push({
      name: `costs × ${factor}`,
      played: await local.play({ says: `costs are ${factor} times what they are`, change: { costs: factor } }),
    })
  const barMs = barLengthMs(checking.data)
  const late: FigureRow[] = []
  for (const bars of DELAYS_BARS) {
    const name = `orders that arrive ${counted(bars, 'bar')} later`
    late.push({ name, played: await local.play({ says: name, change: { latencyMs: bars * barMs } }) })
  }
  const at = (factor: number): Played => byFactor[factors.indexOf(factor)]!.played
  const outcomes = { free: at(0), asIs: at(1), more: at(limits.costFactor), factor: limits.costFactor, late: late[0]!.played }
  const free = isFree(checking) || returnOf(at(0)) === returnOf(at(factors.at(-1)!))
  const found = stopped([...byFactor, ...late]) ?? (free ? noCosts : judge(outcomes))
  const remarks = remarksOf(at(0), at(1))
  const table = figureTable('what is left', 'run', [...byFactor, ...late])
  return { check: 'costs', ...found, divergence: null, remarks, tables: [table] }
}

const noCosts = { outcome: 'warn', why: 'it was run without costs: say what trading costs, for example with --fee 0.001' } as const

interface Outcomes {
  readonly free: Played
  readonly asIs: Played
  readonly more: Played
  readonly factor: number
  readonly late: Played
}

function judge({ free, asIs, more, factor, late }: Outcomes): Pick<CheckVerdict, 'outcome' | 'why'> {
  const [freely, now, dearer, later] = [returnOf(free), returnOf(asIs), returnOf(more), returnOf(late)]
  if (freely === null || now === null || dearer === null || later === null) return { outcome: 'not proven', why: 'the run has no return' }
  if (freely <= 0) return { outcome: 'pass', why: 'it does not earn before costs, so that costs do not decide' }
  if (now <= 0) return { outcome: 'fail', why: `it earns ${percentOf(freely)} before costs and ${percentOf(now)} after them` }
  const others = [
    { earns: dearer, says: `costs × ${factor}` },
    { earns: later, says: 'orders that arrive a bar later' },
  ]
  const told = others.map(({ earns, says }) => `${percentOf(earns)} with ${says}`).join(', ')
  return { outcome: others.some(({ earns }) => earns <= 0) ? 'warn' : 'pass', why: `it earns ${percentOf(now)} as given, ${told}` }
}

/** Neither fees nor slippage nor what holding costs. */
function isFree({ options, data }: Checking): boolean {
  const { fee, slippage } = wireRules(options, data)
  const { account = {} } = options
  return fee.label === 'none' && slippage.label === 'none' && list(account.financing).length + list(account.interest).length === 0
}

function remarksOf(free: Played, asIs: Played): string[] {
  const [gross, net] = [free.figures['netProfit'] ?? 0, asIs.figures['netProfit'] ?? 0]
  if (gross <= 0 || gross <= net) return []
  return [`by what they take now, costs × ${(gross / (gross - net)).toFixed(1)} would take all of it`]
}

/** The usual distance between rows of the first series, for timeframes of no fixed length; whole minutes where it is longer. */
function barLengthMs([first]: readonly BarSeries[]): number {
  if (first === undefined) return MINUTE_MS
  const finest = first.timeframe
  if (finest.ms > 0) return finest.ms
  const { time, length } = first.bars
  return length < 2 ? MINUTE_MS : Math.max(1, Math.round((time[length - 1]! - time[0]!) / (length - 1)))
}
