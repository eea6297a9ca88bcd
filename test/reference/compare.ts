/** The engine's run of a script beside the reference's: the first thing in which they differ. */
import * as R from '../../src/model/record.ts'
import { say } from '../scenarios/say.ts'
import { play } from './play.ts'
import type { Script } from './script.ts'
import { simulate } from './simulate.ts'
import type { Row } from './records.ts'

export interface Divergence {
  /** Epoch ms of the step; Infinity for the end of the run. */
  readonly time: number
  readonly what: string
}

export interface Compared {
  readonly divergence: Divergence | null
  readonly rows: readonly Row[]
}

export function compare(script: Script): Compared {
  const engine = play(script)
  const reference = simulate(script)
  const rows = engine.steps.flatMap((s) => s.rows)
  const steps = Math.max(engine.steps.length, reference.steps.length)
  for (let k = 0; k < steps; k++) {
    const [e, r] = [engine.steps[k], reference.steps[k]]
    const time = e?.time ?? r?.time ?? NaN
    const what = rowsDiffer(script, e?.rows ?? [], r?.rows ?? []) ?? marksDiffer(e, r)
    if (what !== null) return { divergence: { time, what }, rows }
  }
  if (engine.ambiguousBars !== reference.ambiguousBars) {
    const what = `ambiguous bars: engine ${engine.ambiguousBars}, reference ${reference.ambiguousBars}`
    return { divergence: { time: Infinity, what }, rows }
  }
  return { divergence: null, rows }
}

function rowsDiffer(script: Script, engine: readonly Row[], reference: readonly Row[]): string | null {
  const count = Math.max(engine.length, reference.length)
  for (let k = 0; k < count; k++) {
    const [e, r] = [engine[k], reference[k]]
    const fields = Array.from({ length: R.RECORD_WIDTH }, (_, f) => f).filter((f) => !Object.is(e?.[f], r?.[f]))
    if (fields.length === 0) continue
    const words = (rows: readonly Row[]): string =>
      rows.map((row) => say(Float64Array.from(row), 0, script.markets)).join('; ') || 'nothing'
    const inFields = e === undefined || r === undefined ? '' : `\nfields ${fields.map((f) => `${f}: ${e[f]} and ${r[f]}`).join(', ')}`
    return `engine:    ${words(engine)}\nreference: ${words(reference)}${inFields}`
  }
  return null
}

function marksDiffer(e: { readonly equity: number } | undefined, r: { readonly equity: number } | undefined): string | null {
  if (Object.is(e?.equity, r?.equity)) return null
  return `equity: engine ${e?.equity}, reference ${r?.equity}`
}
