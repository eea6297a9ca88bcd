/** Writes the reference page of indicators from the list in the source: `node tools/print-indicators.ts`. */
import { writeFileSync } from 'node:fs'
import { indicatorList } from '../src/indicators/catalogue.ts'
import type { IndicatorEntry, Parameter } from '../src/indicators/entry.ts'
import { markdownTable } from './markdown-table.ts'

/** The page's path from the root. */
export const INDICATORS_PATH = 'docs/reference/indicators.md'

export function indicatorsPage(): string {
  return `<!-- Written by tools/print-indicators.ts. Edit the entries in src/indicators, then run it. -->

# Indicators

Each indicator has one rule that runs a row at a time or over whole columns with the same bits, so a backtest and a live run see the same numbers.

${markdownTable(['name', 'inputs', 'outputs', 'parameters', 'warm-up', 'convention', 'equals'], indicatorList.map(row))}
- Parameters are in rows, whole numbers within the bounds given, except \`deviations\`, a number of standard deviations. \`vwap\` also takes
  \`sessionOf(timeMs)\`, which gives the key of the session that holds a time; a new key starts it anew.
- Warm-up is the number of rows before the first value. During it every output is NaN; from then on every output has a value, but for \`vwap\`
  while its session has had no volume. TA-Lib gives \`fastK\`, \`plusDI\` and \`minusDI\` some rows earlier; here a row is whole or not there.
- A row with a NaN in any input gives NaN, and the next row goes on as if it had not been. Inputs are finite or NaN.
- "Equals" is held to 1e-9 relative by the tests, on the bundled S&P 500 bars, against the native TA-Lib.
- A line that stands still for a whole window gives \`sma\`, \`wma\` and \`bollinger\` exactly its value, so two of them do not seem to cross.
- Memory is at most four doubles a row of the longest window: 3.2 MB at the largest period.
`
}

function row(entry: IndicatorEntry): string[] {
  const { inputs, outputs } = entry.make(Object.fromEntries(entry.parameters.map(({ name, default: value }) => [name, value ?? 2])))
  const parameters = entry.parameters.map(parameterText).join('; ')
  return [
    code(entry.name),
    inputs.map(code).join(', '),
    outputs.map(code).join(', '),
    parameters,
    entry.warmup,
    entry.convention,
    entry.source,
  ]
}

/** Such as `period` = 14, 2 to 100,000. */
function parameterText(parameter: Parameter): string {
  const { name, default: value } = parameter
  const initial = value === undefined ? '' : ` = ${value}`
  if ('choices' in parameter) return `${code(name)}${initial}: ${parameter.choices.join(', ')}`
  const { min, above, max } = parameter
  return `${code(name)}${initial}, ${min === undefined ? `above ${above}` : min} to ${max.toLocaleString('en-US')}`
}

function code(text: string): string {
  return `\`${text}\``
}

if (import.meta.main) writeFileSync(new URL(`../${INDICATORS_PATH}`, import.meta.url), indicatorsPage())
