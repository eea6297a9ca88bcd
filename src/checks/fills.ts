/** Fills: how much of the result is what the run assumes of the inside of a bar. */
import { checkedFills } from '../check-fills.ts'
import type { CheckVerdict } from '../report/checked.ts'
import type { Check } from './checking.ts'
import { figureTable, percentOf, returnOf, stopped, type FigureRow } from './figures.ts'

export const fills: Check = async ({ local, options, limits }) => {
  const asGiven = await local.play({ says: 'nothing is changed' })
  const rows: FigureRow[] = [{ name: options.fill ?? AS_GIVEN, played: asGiven }]
  for (const policy of checkedFills) {
    if (policy === options.fill) continue
    rows.push({ name: policy, played: await local.play({ says: `fills are ${policy}`, change: { fill: policy } }) })
  }
  const told = rows.flatMap(({ name, played }) => {
    const earned = returnOf(played)
    return earned === null ? [] : [{ name, earned }]
  })
  const table = figureTable('under each fill policy', 'policy', rows)
  return { check: 'fills', ...(stopped(rows) ?? judge(told, limits.drop)), divergence: null, remarks: [], tables: [table] }
}

/** The name of a row for which no policy was named. */
const AS_GIVEN = 'as given'

interface Earned {
  readonly name: string
  readonly earned: number
}

function judge(told: readonly Earned[], drop: number): Pick<CheckVerdict, 'outcome' | 'why'> {
  const [first] = told
  if (first === undefined) return { outcome: 'not proven', why: 'the run has no return' }
  const best = told.reduce((a, b) => (b.earned > a.earned ? b : a))
  const worst = told.reduce((a, b) => (b.earned < a.earned ? b : a))
  const span = worst === best ? `${percentOf(best.earned)} under every policy` : `${said(worst)}, ${said(best)}`
  if (best.earned > 0 && worst.earned < 0) return { outcome: 'fail', why: `the fill policy decides whether it earns: ${span}` }
  const share = best.earned === worst.earned ? 0 : (best.earned - worst.earned) / Math.abs(first.earned)
  if (share > drop) return { outcome: 'warn', why: `much of the result is the fill policy: ${span}` }
  return { outcome: 'pass', why: span }
}

function said({ name, earned }: Earned): string {
  return `${percentOf(earned)} ${name === AS_GIVEN ? name : `under ${name}`}`
}
