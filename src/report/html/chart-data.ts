/** The numbers that a page embeds for its charts: columns, rounded to what a screen can show. */
import type { ReportDocument } from '../document.ts'

/** What the page's script draws. */
export interface ChartData {
  readonly runs: readonly ChartRun[]
  readonly held: { readonly name: string; readonly time: readonly number[]; readonly equity: readonly number[] } | null
}

export interface ChartRun {
  readonly name: string
  readonly time: readonly number[]
  readonly equity: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** Drawdown, <= 0. */
  readonly fall: readonly number[]
}

/** Points of each run when several are drawn over each other. */
const OVERLAY_POINTS = 2000

/** One run in money, with its benchmark. */
export function equityChart({ equity, benchmark }: ReportDocument): ChartData {
  const held = benchmark && { name: benchmark.label, time: columnOf(benchmark.points, 0), equity: columnOf(benchmark.points, 1) }
  return { runs: [runOf('equity', equity.points)], held }
}

/** Several runs as the growth of 100, so that they compare whatever they began with. */
export function overlayChart(documents: readonly ReportDocument[], names: readonly string[]): ChartData {
  const drawn = documents.map((d, i) => ({ d, name: names[i] ?? '' })).filter(({ d }) => d.equity.points.length > 1 && d.run.cash > 0)
  return {
    runs: drawn.map(({ d, name }) =>
      runOf(
        name,
        thinned(d.equity.points).map((p) => scaled(p, 100 / d.run.cash)),
      ),
    ),
    held: null,
  }
}

function runOf(name: string, points: readonly (readonly number[])[]): ChartRun {
  return {
    name,
    time: columnOf(points, 0),
    equity: columnOf(points, 1),
    low: columnOf(points, 2),
    high: columnOf(points, 3),
    fall: columnOf(points, 4).map((v) => Number(v.toFixed(5))),
  }
}

function columnOf(points: readonly (readonly number[])[], k: number): number[] {
  return points.map((p) => (k === 0 ? (p[0] ?? 0) : Number((p[k] ?? 0).toPrecision(8))))
}

function scaled([time = 0, equity = 0, low = 0, high = 0, fall = 0]: readonly number[], by: number): number[] {
  return [time, equity * by, low * by, high * by, fall]
}

/** Neighbours merged until few enough are left: last value, lowest, highest, deepest. */
function thinned(points: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const every = Math.ceil(points.length / OVERLAY_POINTS)
  if (every === 1) return points
  const merged: (readonly number[])[] = []
  for (let i = 0; i < points.length; i += every) {
    const group = points.slice(i, i + every)
    const [time = 0, equity = 0] = group.at(-1) ?? []
    const of = (k: number): number[] => group.map((p) => p[k] ?? 0)
    merged.push([time, equity, Math.min(...of(2)), Math.max(...of(3)), Math.min(...of(4))])
  }
  return merged
}
