/** Writes the reference page of indicators from the catalogue in the source: `node tools/print-indicators.ts`. */
import { writeFileSync } from 'node:fs'
import { indicatorList } from '../src/indicators/catalogue.ts'
import { describeIndicator, type IndicatorDescription, type ParameterDescription } from '../src/indicators/describe.ts'
import { indicatorGroups, type IndicatorGroup } from '../src/indicators/entry.ts'
import { markdownTable } from './markdown-table.ts'

/** The page's path from the root. */
export const INDICATORS_PATH = 'docs/reference/indicators.md'

const titles: Readonly<Record<IndicatorGroup, string>> = {
  overlap: 'Averages, bands and stops over price',
  momentum: 'Momentum',
  volatility: 'Volatility',
  volume: 'Volume',
  price: 'Price of a bar',
  statistics: 'Statistics',
  cycle: 'Cycles',
  math: 'Arithmetic',
  levels: 'Levels, sessions and pivots',
  candles: 'Candle patterns',
}

export function indicatorsPage(): string {
  const all = indicatorList.map(describeIndicator)
  const sections = indicatorGroups.flatMap((group) => {
    const members = all.filter((one) => one.group === group)
    return members.length === 0 ? [] : [`## ${titles[group]}\n\n${markdownTable(HEAD, members.map(row))}`]
  })
  return `<!-- Written by tools/print-indicators.ts. Edit the entries in src/indicators, then run it. -->

# Indicators

There are ${all.length}. Each has one rule that runs a row at a time or over whole columns with the same bits, so a backtest and a live run see the same
numbers. \`lockstep indicators NAME\` says the same of one of them, \`lockstep indicators --json\` all of it for programs.

- **Inputs** are columns of a bar, \`value\` for any line, \`left\` and \`right\` for two lines of the same bars.
- **Warm-up** is the number of rows before the first value. During it every output is NaN; from then on every output has a value, but where
  the convention says otherwise. TA-Lib gives some outputs a few rows earlier than others; here a row is whole or not there.
- A row with a NaN in any input gives NaN, and the next row goes on as if it had not been. Inputs are NaN or
  within ±1e150: the square of a number beyond that is none, and an indicator that remembers it may give no value any more.
- **Equals** names the function of the native TA-Lib that the tests hold it to, to 1e-9 relative (cycles 1e-6, patterns exactly), or where its
  definition is from.
- A line that stands still for a whole window gives \`sma\`, \`wma\` and \`bollinger\` exactly its value, so two of them do not seem to cross.
- Memory is a few doubles a row of the longest window; nothing is allocated while a run goes on.

${sections.join('\n')}`
}

const HEAD = ['name', 'inputs', 'outputs', 'parameters', 'warm-up', 'convention', 'equals']

function row(one: IndicatorDescription): string[] {
  const parameters = [...one.parameters.map(parameterText), ...(one.constraint === null ? [] : [code(one.constraint)])].join('; ')
  const convention = [one.convention, ...(one.gaps === null ? [] : [one.gaps]), ...(one.repaints ? ['repaints'] : [])].join('; ')
  return [code(one.name), one.inputs.map(code).join(', '), one.outputs.map(code).join(', '), parameters, one.warmup, convention, one.source]
}

/** Such as `period` = 14, 2 to 100,000. */
function parameterText({ name, default: value, min, above, max, choices }: ParameterDescription): string {
  const initial = value === null ? '' : ` = ${value}`
  if (choices !== undefined) return `${code(name)}${initial}: ${choices.join(', ')}`
  return `${code(name)}${initial}, ${min === undefined ? `above ${above}` : min.toLocaleString('en-US')} to ${max!.toLocaleString('en-US')}`
}

function code(text: string): string {
  return `\`${text}\``
}

if (import.meta.main) writeFileSync(new URL(`../${INDICATORS_PATH}`, import.meta.url), indicatorsPage())
