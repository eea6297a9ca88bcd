/** Which of the parameters that were given are ranges to search, and which are values. */
import type { ParamValue, Strategy } from 'lockstep'
import { UsageFault } from './failure.ts'

export interface Ranges {
  readonly space: Readonly<Record<string, string>>
  readonly params: Readonly<Record<string, ParamValue>>
}

/** A list, `*`, and for numbers a text with a colon are ranges. @throws UsageFault where there is none */
export function rangesOf(given: Readonly<Record<string, ParamValue>>, { params }: Strategy): Ranges {
  const space: Record<string, string> = {}
  const fixed: Record<string, ParamValue> = {}
  for (const [name, value] of Object.entries(given)) {
    // Of a name that is none, the search says so.
    const kind = Object.hasOwn(params, name) ? params[name]!.kind : 'int'
    const isNumber = kind === 'int' || kind === 'float'
    if (typeof value === 'string' && (value === '*' || value.includes(',') || (isNumber && value.includes(':')))) space[name] = value
    else fixed[name] = value
  }
  if (Object.keys(space).length > 0) return { space, params: fixed }
  throw new UsageFault('expected a range to search, --param gives none', 'For example --param fast=5:50:5 --param slow=20:200:20.')
}
