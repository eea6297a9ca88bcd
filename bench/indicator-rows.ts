/**
 * Every indicator of the catalogue, or those named, at its defaults: what a row takes when rows come one at a time, what it takes when a
 * column is filled, and how often the heap was collected meanwhile. Run as a process; its figures as JSON.
 *
 * Rows go in by `fill`, as in a run. `update` is the same code after it has copied the row in; the number it returns is
 * put on the heap wherever V8 does not inline the call, which is the caller's matter. So are functions that are given
 * to tell sessions apart: what they take and return may be on the heap too.
 */
import { indicatorList, type Indicator } from 'lockstep/indicators'
import { generateBars } from './bars.ts'
import { Collections } from './collections.ts'

export interface IndicatorFigures {
  readonly name: string
  /** Fastest of the rounds, ns. */
  readonly rowNs: number
  readonly filledRowNs: number
  /** Fewest collections in a round of rows one at a time: code that is compiled anew meanwhile allocates too. */
  readonly collections: number
  /** It asks a function it was given for the session of each row. */
  readonly asksSession: boolean
  readonly rounds: number
}

/** With a young generation of 1 MB, `--max-semi-space-size=1`, one number a row left on the heap is seen. */
const ROWS = 100_000
const OUTPUTS_MAX = 16
/** Where a period must be given, in rows. */
const PERIOD = 20
const NS_PER_MS = 1e6

const [roundCount = '', ...names] = process.argv.slice(2)
const { time, open, high, low, close, volume } = generateBars({ length: ROWS, seed: 1 })
const columns: Readonly<Record<string, Float64Array>> = { time, open, high, low, close, volume, value: close, left: close, right: open }
const spare = Array.from({ length: OUTPUTS_MAX }, () => new Float64Array(ROWS))
const collections = new Collections()
const figures: IndicatorFigures[] = []
for (const { name, parameters, make, repaints } of indicatorList) {
  // One that repaints has no rows one at a time.
  if (repaints === true || (names.length > 0 && !names.includes(name))) continue
  const given = Object.fromEntries(parameters.filter((p) => p.default === undefined).map((p) => [p.name, PERIOD]))
  figures.push({ name, ...(await measured(() => make(given))) })
}
collections.stop()
console.log(JSON.stringify(figures))

async function measured(make: () => Indicator): Promise<Omit<IndicatorFigures, 'name'>> {
  const asksSession = make().inputs.includes('time')
  const rows: Span[] = []
  const fills: Span[] = []
  for (let round = 0; round <= Number(roundCount); round++) {
    const row = spanOf(make(), runRows)
    const fill = spanOf(make(), runFill)
    // In the first, code is still being compiled.
    if (round === 0) continue
    rows.push(row)
    fills.push(fill)
  }
  await collections.settle()
  const counts = rows.map(({ from, to }) => collections.between(from, to)).map(({ minor, major }) => minor + major)
  return { rowNs: fastestNs(rows), filledRowNs: fastestNs(fills), collections: Math.min(...counts), asksSession, rounds: rows.length }
}

type Run = (indicator: Indicator, sources: readonly Float64Array[], targets: readonly Float64Array[]) => void

function runRows(...[indicator, sources, targets]: Parameters<Run>): void {
  for (let row = 0; row < ROWS; row++) indicator.fill(sources, row, targets, row, 1)
}

function runFill(...[indicator, sources, targets]: Parameters<Run>): void {
  indicator.fill(sources, 0, targets, 0, ROWS)
}

interface Span {
  readonly from: number
  readonly to: number
}

function spanOf(indicator: Indicator, run: Run): Span {
  const sources = indicator.inputs.map((name) => columns[name]!)
  const targets = spare.slice(0, indicator.outputs.length)
  const from = performance.now()
  run(indicator, sources, targets)
  return { from, to: performance.now() }
}

function fastestNs(spans: readonly Span[]): number {
  return (Math.min(...spans.map(({ from, to }) => to - from)) * NS_PER_MS) / ROWS
}
