/** Sensitivity: what becomes of the result when each parameter is one step beside its value. A good place is not a needle. */
import type { ParamValue } from '../model/ports.ts'
import type { CheckVerdict } from '../report/checked.ts'
import type { ParamSpec } from '../strategy/params.ts'
import { counted, throwAgain, type Check } from './checking.ts'
import { figureTable, percentOf, returnOf, type FigureRow } from './figures.ts'

/** Parameters that are tried; more would be a sweep. */
const PARAMS_MAX = 100
const FLOAT_SHARE = 0.1

export const sensitivity: Check = async ({ local, specs, params, limits }) => {
  const centre = await local.play({ says: 'nothing is changed' })
  const rows: FigureRow[] = [{ name: 'as given', played: centre }]
  const beside: Beside[] = []
  const left: string[] = []
  const varied = Object.entries(specs).slice(0, PARAMS_MAX)
  for (const [name, spec] of varied) {
    for (const value of neighbours(spec, params[name] ?? spec.initial)) {
      const says = `${name} is ${value}`
      const played = await local.play({ says, change: { params: { [name]: value } } })
      // What the strategy's own check refuses is no neighbour.
      if (played.threw?.code === 'E_PARAM_VALUE' || played.threw?.code === 'E_WARMUP') left.push(`${says} is refused`)
      else {
        throwAgain(played)
        rows.push({ name: `${name} ${value}`, played })
        beside.push({ name: `${name} ${value}`, earned: returnOf(played) ?? 0, isStep: typeof value === 'number' })
      }
    }
  }
  const table = figureTable('one step beside', 'parameter', rows)
  return { check: 'sensitivity', ...judge(returnOf(centre), beside, limits.drop), divergence: null, remarks: left, tables: [table] }
}

interface Beside {
  readonly name: string
  readonly earned: number
  /** A step of a number. Another choice is another strategy: that it loses says less. */
  readonly isStep: boolean
}

function judge(centre: number | null, beside: readonly Beside[], drop: number): Pick<CheckVerdict, 'outcome' | 'why'> {
  if (beside.length === 0) return { outcome: 'pass', why: 'it has no parameter with a neighbour' }
  if (centre === null || centre <= 0)
    return { outcome: 'pass', why: 'it does not earn as it is, so that there is nothing to lose beside it' }
  const loser = beside.find(({ isStep, earned }) => isStep && earned < 0)
  if (loser !== undefined)
    return {
      outcome: 'fail',
      why: `one step beside it loses: ${percentOf(centre)} as given, ${percentOf(loser.earned)} with ${loser.name}`,
    }
  const worst = beside.reduce((a, b) => (b.earned < a.earned ? b : a))
  const told = `${percentOf(centre)} as given, ${percentOf(worst.earned)} with ${worst.name}`
  if (worst.earned < centre * (1 - drop))
    return { outcome: 'warn', why: `beside it more than ${percentOf(drop)} of the result is lost: ${told}` }
  return {
    outcome: 'pass',
    why: `${told}, the worst of ${counted(beside.length, 'neighbour')}`,
  }
}

/** Values one step away that are allowed. */
export function neighbours(spec: ParamSpec<ParamValue>, value: ParamValue): ParamValue[] {
  return candidates(spec, value).filter((other) => other !== value && spec.read(other) !== undefined)
}

function candidates({ kind, options, step }: ParamSpec<ParamValue>, value: ParamValue): ParamValue[] {
  if (kind === 'bool') return [value !== true && value !== 'true']
  if (kind === 'choice') return [...(options ?? [])]
  if (kind !== 'int' && kind !== 'float') return []
  const at = Number(value)
  const by = step ?? (kind === 'int' ? 1 : Math.abs(at) * FLOAT_SHARE)
  return [at - by, at + by]
}
