/** What makes an indicator of the catalogue the indicator it is: its name and every parameter. */
import type { IndicatorEntry } from '../../indicators/entry.ts'

/**
 * `ema(period=20, seed="sma")`: what is not given has its default, so equal names are equal indicators, and others have others.
 * null where an option is no number and no text: nobody can say then whether another is equal to it.
 */
export function lineName({ name, parameters }: IndicatorEntry, given: object): string | null {
  const values = parameters.map((parameter) => (given as Readonly<Record<string, unknown>>)[parameter.name] ?? parameter.default)
  if (values.some((value) => typeof value !== 'number' && typeof value !== 'string')) return null
  return `${name}(${parameters.map((parameter, k) => `${parameter.name}=${valueText(values[k] as number | string)}`).join(', ')})`
}

function valueText(value: number | string): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return Object.is(value, -0) ? '-0' : String(value)
}
