/** How a run leaves its golden file, as a person reads it. */
import { barsAround, type BarSeries, type Golden, type GoldenDiff, type GoldenDivergence } from 'lockstep'
import { grouped } from './progress.ts'
import type { Screen } from './screen.ts'
import { labelled, table } from './table.ts'

interface Sides {
  readonly expected: Golden
  readonly found: Golden
  readonly series: readonly BarSeries[]
}

/** What changed of the inputs, the first divergence with the bars before it, and the kinds of difference. */
export function showDiff(screen: Screen, diff: GoldenDiff, { expected, found, series }: Sides): void {
  const say = (label: string, text: string): void => screen.print(labelled(label, text, screen.width))
  for (const input of diff.inputs) say('changed', input)
  const { first, classes, near } = diff
  if (near > 0) say('near', `${grouped(near)} rows are off by no more than the tolerance`)
  if (first === null) return say('same', `it did what ${expected.key.engine} recorded`)
  say('first', placeOf(first))
  say('expected', first.expected ?? 'nothing')
  say('found', first.found ?? 'nothing')
  if (first.time !== null) {
    const bars = barsAround(series, first.instrument, first.time)
    const rows = bars.map((bar) => [
      bar.instrument,
      bar.timeframe,
      bar.opened,
      ...[bar.open, bar.high, bar.low, bar.close, bar.volume].map(String),
    ])
    screen.print(`\n${table(['bars', '', 'opened', 'open', 'high', 'low', 'close', 'volume'], rows, [3, 4, 5, 6, 7])}`)
  }
  const rows = classes.map(({ class: name, rows, count, profit }) => [
    name,
    grouped(count),
    Object.entries(rows)
      .map(([stream, n]) => `${stream} ${grouped(n)}`)
      .join(', '),
    profit === null ? '–' : String(profit),
  ])
  screen.print(`\n${table(['difference', 'rows', 'of', 'profit'], rows, [1, 3])}`)
  const { equity, profit, fees } = found.totals
  const totals = [
    ['equity', expected.totals.equity, equity],
    ['profit', expected.totals.profit, profit],
    ['fees', expected.totals.fees, fees],
  ]
  screen.print(`\n${table(['total', 'expected', 'found'], totals, [1, 2])}`)
}

/** In one sentence: inputs first, since they may be why. */
export function differsText({ inputs, first }: GoldenDiff): string {
  const changed = inputs.length === 0 ? '' : `${inputs.join('; ')}; and `
  if (first === null) return `${changed}it did the same`
  return `${changed}at ${placeOf(first)}: expected ${first.expected ?? 'nothing'}, found ${first.found ?? 'nothing'}`
}

function placeOf({ when, instrument, order, kind, class: name, fields }: GoldenDivergence): string {
  const what = [when, instrument, order === null ? null : `order ${order}`, kind].filter((part) => part !== null).join(', ')
  return fields.length === 0 ? `${what}: ${name}` : `${what}: ${name} (${fields.join(', ')})`
}
