/** What the page's script draws over time: panes under each other with one axis, and lines in them. */
import type { BenchmarkSection, ReportDocument } from '../document.ts'
import { packed, packedMoney, packedTimes, type PackedColumn } from './columns.ts'
import { html, jsonMarkup, type Markup } from './markup.ts'

export interface TimeChart {
  readonly panes: readonly Pane[]
}

export interface Pane {
  readonly title: string
  readonly unit: 'money' | 'percent' | 'ratio'
  readonly height: number
  /** Can be drawn on a logarithmic scale: every value is above 0. */
  readonly log?: boolean
  readonly lines: readonly ChartLine[]
}

export interface ChartLine {
  readonly name: string
  /** Number of its colour, or what it is. */
  readonly look: number | 'held' | 'fall'
  readonly area?: true
  readonly time: PackedColumn
  readonly value: PackedColumn
  /** Range around each value, where a point stands for several. */
  readonly low?: PackedColumn
  readonly high?: PackedColumn
}

/** Equity and drawdown, with the benchmark. */
export function equityChart(d: ReportDocument): TimeChart {
  const { benchmark, equity } = d
  const lines = [equityLine('Equity', 0, equity.points), ...(benchmark === null ? [] : [heldLine(benchmark)])]
  const positive = equity.points.every((p) => (p[2] ?? 0) > 0)
  return {
    panes: [
      { title: `Equity, ${d.run.currency.code}`, unit: 'money', height: 300, log: positive, lines },
      { title: 'Drawdown', unit: 'percent', height: 110, lines: [fallLine('Drawdown', 'fall', equity.points)] },
    ],
  }
}

/** Points of each run when several are drawn over each other. */
const OVERLAY_POINTS = 2000

/** Several runs as the growth of 100, so that they compare whatever they began with; null when there is nothing to draw. */
export function overlayChart(documents: readonly ReportDocument[], names: readonly string[]): TimeChart | null {
  const runs = documents
    .map((d, k) => ({ name: names[k] ?? '', look: k, scale: 100 / d.run.cash, points: thinned(d.equity.points) }))
    .filter(({ points, scale }) => points.length > 1 && scale > 0 && scale < Infinity)
  if (runs.length === 0) return null
  const grown = runs.map((r) => ({ ...r, points: r.points.map(([time = 0, ...v]) => [time, ...v.slice(0, 3).map((x) => x * r.scale)]) }))
  const positive = grown.every(({ points }) => points.every((p) => (p[2] ?? 0) > 0))
  return {
    panes: [
      {
        title: 'Growth of 100',
        unit: 'money',
        height: 300,
        log: positive,
        lines: grown.map((r) => equityLine(r.name, r.look, r.points)),
      },
      { title: 'Drawdown', unit: 'percent', height: 130, lines: runs.map((r) => fallLine(r.name, r.look, r.points)) },
    ],
  }
}

/** The chart's place in the page with its data. @param link charts of one link share their zoom and crosshair */
export function timeChart(id: string, label: string, link: string, data: TimeChart): Markup {
  const height = data.panes.reduce((sum, pane) => sum + pane.height + 34, 34)
  return html`<div class="chart" id="${id}" data-kind="time" data-source="${id}-data" data-link="${link}">
      <div class="bar">
        <output></output>
        ${data.panes.some((pane) => pane.log === true) && html`<button type="button" data-do="log" aria-pressed="false">Log scale</button>`}
        <button type="button" data-do="reset" hidden>Whole run</button>
      </div>
      <div class="plot" tabindex="0" role="group" aria-roledescription="chart" aria-label="${label}" style="min-height:${height}px"></div>
      <noscript><p class="note">The chart needs scripts; every figure is in the tables.</p></noscript>
    </div>
    <script type="application/json" id="${id}-data">
      ${jsonMarkup(data)}
    </script>`
}

type Points = readonly (readonly number[])[]

function equityLine(name: string, look: number, points: Points): ChartLine {
  const [time, value, low, high] = [columnOf(points, 0), columnOf(points, 1), columnOf(points, 2), columnOf(points, 3)]
  const ranged = value.some((v, i) => v !== low[i] || v !== high[i])
  const { unit } = packedMoney(value)
  return {
    name,
    look,
    time: packedTimes(time),
    value: packed(value, unit),
    ...(ranged && { low: packed(low, unit), high: packed(high, unit) }),
  }
}

function fallLine(name: string, look: ChartLine['look'], points: Points): ChartLine {
  const area = look === 'fall' ? ({ area: true } as const) : {}
  return { name, look, ...area, time: packedTimes(columnOf(points, 0)), value: packed(columnOf(points, -1), 1e-5) }
}

function heldLine({ label, points }: BenchmarkSection): ChartLine {
  return { name: label, look: 'held', time: packedTimes(columnOf(points, 0)), value: packedMoney(columnOf(points, 1)) }
}

/** @param k -1 is the last */
function columnOf(points: Points, k: number): number[] {
  return points.map((p) => p.at(k) ?? 0)
}

/** Neighbours merged until few enough are left: last value, lowest, highest, deepest. */
function thinned(points: Points): Points {
  const every = Math.ceil(points.length / OVERLAY_POINTS)
  if (every <= 1) return points
  const merged: number[][] = []
  for (let i = 0; i < points.length; i += every) {
    const group = points.slice(i, i + every)
    const [time = 0, equity = 0] = group.at(-1) ?? []
    const of = (k: number): number[] => columnOf(group, k)
    merged.push([time, equity, Math.min(...of(2)), Math.max(...of(3)), Math.min(...of(4))])
  }
  return merged
}
