/** Figures that need no script: the histogram of profits, and how far round trips went against and for the position. */
import type { ProfitBin, RoundTripRow } from '../document.ts'
import { integer } from '../format.ts'
import { html, Markup } from './markup.ts'

const WIDTH = 360
const HEIGHT = 220
const LEFT = 46
const BOTTOM = 28
const TOP = 8

/** Bars of round trips by net profit; losses left of the zero line, profits right of it. */
export function profitFigure(bins: readonly ProfitBin[]): Markup {
  const from = bins[0]?.from ?? 0
  const to = bins.at(-1)?.to ?? 0
  const most = Math.max(...bins.map((b) => b.count))
  const x = scale({ from, to }, LEFT, WIDTH - 8)
  const y = scale({ from: 0, to: most }, HEIGHT - BOTTOM, TOP)
  const bars = bins
    .filter((b) => b.count > 0)
    .map((b) => {
      const left = x(b.from) + 0.5
      return html`<rect
        class="${b.to > 0 ? 'up' : 'down'}"
        x="${left.toFixed(1)}"
        y="${y(b.count).toFixed(1)}"
        width="${Math.max(1, x(b.to) - left - 0.5).toFixed(1)}"
        height="${(HEIGHT - BOTTOM - y(b.count)).toFixed(1)}"
      />`
    })
  return figure('Net profit of round trips', [axis(x, y, { from, to }, { from: 0, to: most }), bars])
}

/** One mark a round trip: winners as dots, losers as crosses. */
export function excursionFigure(rows: readonly RoundTripRow[], field: 'mae' | 'mfe'): Markup {
  const across = rows.map((r) => Math.abs(r[field]))
  const xRange = { from: 0, to: Math.max(...across, 1e-9) }
  const yRange = { from: Math.min(0, ...rows.map((r) => r.net)), to: Math.max(0, ...rows.map((r) => r.net)) }
  const x = scale(xRange, LEFT, WIDTH - 8)
  const y = scale(yRange, HEIGHT - BOTTOM, TOP)
  const at = (r: RoundTripRow): string => `M${x(Math.abs(r[field])).toFixed(1)} ${y(r.net).toFixed(1)}`
  const dots = rows.filter((r) => r.net >= 0).map((r) => `${at(r)}h0`)
  const crosses = rows.filter((r) => r.net < 0).map((r) => `${at(r)}m-2-2l4 4m0-4l-4 4`)
  return figure(field === 'mae' ? 'Net profit against worst loss (MAE)' : 'Net profit against best profit (MFE)', [
    axis(x, y, xRange, yRange),
    html`<path class="dots" d="${dots.join('')}" /><path class="crosses" d="${crosses.join('')}" />`,
  ])
}

interface Range {
  readonly from: number
  readonly to: number
}

type Scale = (value: number) => number

function scale({ from, to }: Range, start: number, end: number): Scale {
  const span = to - from || 1
  return (value) => start + ((value - from) / span) * (end - start)
}

function axis(x: Scale, y: Scale, xRange: Range, yRange: Range): Markup {
  const across = ticks(xRange, 4).map((v) => html`<text x="${x(v).toFixed(1)}" y="${HEIGHT - 10}" text-anchor="middle">${short(v)}</text>`)
  const up = ticks(yRange, 4).map(
    (v) =>
      html`<line class="${v === 0 ? 'zero' : 'rule'}" x1="${LEFT}" x2="${WIDTH - 8}" y1="${y(v).toFixed(1)}" y2="${y(v).toFixed(1)}" />
        <text x="${LEFT - 6}" y="${(y(v) + 3.5).toFixed(1)}" text-anchor="end">${short(v)}</text>`,
  )
  const zero =
    xRange.from < 0 && xRange.to > 0 ? html`<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" />` : null
  return html`${up}${across}${zero}`
}

/** Round numbers within a range, about `wanted` of them. */
export function ticks({ from, to }: Range, wanted: number): number[] {
  const rough = (to - from) / wanted
  if (!(rough > 0)) return [from]
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = size * ([1, 2, 5].find((s) => s * size >= rough) ?? 10)
  const list: number[] = []
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) list.push(k * step + 0)
  return list
}

/** `1.2M`, `350k`, `1 200`, `0.05` */
function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`
  return size >= 100 ? integer(value) : String(Number(value.toPrecision(3)))
}

function figure(title: string, content: readonly (Markup | readonly Markup[])[]): Markup {
  return html`<div class="figure">
    <h3>${title}</h3>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${content}</svg>
  </div>`
}
