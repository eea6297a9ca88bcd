/** An entry of the catalogue as plain data: what `lockstep indicators --json` prints and sweeps and docs read. */
import type { IndicatorEntry, IndicatorGroup, Parameter } from './entry.ts'

export interface IndicatorDescription {
  readonly name: string
  readonly title: string
  readonly group: IndicatorGroup
  readonly talib: readonly string[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly parameters: readonly ParameterDescription[]
  readonly constraint: string | null
  readonly warmup: string
  /** With the default parameters; null when one must be given. */
  readonly defaultWarmup: number | null
  readonly convention: string
  readonly gaps: string | null
  readonly repaints: boolean
  readonly source: string
}

export interface ParameterDescription {
  readonly name: string
  /** Null when it must be given. */
  readonly default: number | string | null
  /** `whole`, `number` or `choice`. */
  readonly kind: 'whole' | 'number' | 'choice'
  /** What it takes, in words: `a whole number from 2 to 100,000`. */
  readonly takes: string
  readonly min?: number
  /** It must be more than this. */
  readonly above?: number
  readonly max?: number
  readonly choices?: readonly string[]
}

export function describeIndicator(entry: IndicatorEntry): IndicatorDescription {
  const missing = entry.parameters.filter((parameter) => parameter.default === undefined)
  const { inputs, outputs, warmup } = entry.make(Object.fromEntries(missing.map(({ name }) => [name, 30])))
  const { name, title, group, talib = [], convention, source } = entry
  return {
    name,
    title,
    group,
    talib: typeof talib === 'string' ? [talib] : talib,
    inputs,
    outputs,
    parameters: entry.parameters.map(describeParameter),
    constraint: entry.constraint?.text ?? null,
    warmup: entry.warmup,
    defaultWarmup: missing.length > 0 ? null : warmup,
    convention,
    gaps: entry.gaps ?? null,
    repaints: entry.repaints ?? false,
    source,
  }
}

function describeParameter(parameter: Parameter): ParameterDescription {
  const { name, default: initial = null } = parameter
  if ('choices' in parameter) {
    const { choices } = parameter
    return { name, default: initial, kind: 'choice', takes: `one of ${choices.join(', ')}`, choices }
  }
  const { min, above, max, real } = parameter
  const upTo = shown(max)
  if (above !== undefined)
    return { name, default: initial, kind: 'number', takes: `a number above ${shown(above)}, up to ${upTo}`, above, max }
  const kind = real === true ? 'number' : 'whole'
  const takes = `a ${kind === 'whole' ? 'whole ' : ''}number from ${shown(min!)} to ${upTo}`
  return { name, default: initial, kind, takes, min: min!, max }
}

function shown(bound: number): string {
  return bound.toLocaleString('en-US')
}
