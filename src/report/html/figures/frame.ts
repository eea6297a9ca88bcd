/** Figures that need no script: a frame with axes in SVG, and what every figure is made from. */
import { integer } from '../../format.ts'
import { html, jsonMarkup, type Content, type Markup } from '../markup.ts'

export const WIDTH = 380
export const HEIGHT = 230
const LEFT = 58
const RIGHT = 10
const BOTTOM = 40
const TOP = 10

export interface Range {
  readonly from: number
  readonly to: number
}

export type Scale = (value: number) => number

/** How the two axes are scaled and named. */
export interface Axes {
  readonly across: Range
  readonly up: Range
  readonly acrossName: string
  readonly upName?: string
  /** Writes a value of an axis. */
  /** Names along the lower axis instead of round numbers. */
  readonly ticks?: readonly { readonly at: number; readonly text: string }[]
  readonly write?: { readonly across?: (value: number) => string; readonly up?: (value: number) => string }
}

/** A figure with its numbers, which the page offers as CSV. */
export interface Figure {
  readonly title: string
  readonly axes: Axes
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (number | string)[])[]
  readonly draw: (x: Scale, y: Scale) => Content
  /** A sentence under the title. */
  readonly note?: string
}

export function figure({ title, axes, columns, rows, draw, note }: Figure): Markup {
  const x = scale(axes.across, LEFT, WIDTH - RIGHT)
  const y = scale(axes.up, HEIGHT - BOTTOM, TOP)
  return html`<figure class="figure" data-title="${title}">
    <figcaption><h3>${title}</h3></figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${frame(axes, x, y)}${draw(x, y)}</svg>
    ${note !== undefined && html`<p class="note">${note}</p>`}
    <script type="application/json">
      ${jsonMarkup({ columns, rows: rows.map((row) => row.map(rounded)) })}
    </script>
  </figure>`
}

/** Six digits are more than a figure shows. */
function rounded(value: number | string): number | string {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value
}

/** A bar from one value to another, with its numbers on hover. */
export function bar(look: string, box: { x1: number; x2: number; y1: number; y2: number }, says: string): Markup {
  const [left, top] = [Math.min(box.x1, box.x2), Math.min(box.y1, box.y2)]
  const [width, height] = [Math.max(1, Math.abs(box.x2 - box.x1)), Math.abs(box.y2 - box.y1)]
  return html`<rect class="${look}" x="${at(left)}" y="${at(top)}" width="${at(width)}" height="${at(height)}"
    ><title>${says}</title></rect
  >`
}

/** A coordinate, to a tenth of a pixel. */
export function at(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '')
}

/** `M1 2L3 4` */
export function pathOf(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('')
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
export function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${Number((value / 1e9).toPrecision(3))}G`
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`
  return size >= 100 ? integer(value) : String(Number(value.toPrecision(3)))
}

/** `12 %` of 0.12. */
export function shortPercent(fraction: number): string {
  return `${short(fraction * 100)} %`
}

function scale({ from, to }: Range, start: number, end: number): Scale {
  const span = to - from || 1
  return (value) => start + ((value - from) / span) * (end - start)
}

function frame({ across, up, acrossName, upName, ticks: named, write = {} }: Axes, x: Scale, y: Scale): Content {
  const { across: writeAcross = short, up: writeUp = short } = write
  const places = named ?? ticks(across, 5).map((v) => ({ at: v, text: writeAcross(v) }))
  const columns = places.map(
    (place) => html`<text x="${at(x(place.at))}" y="${HEIGHT - BOTTOM + 15}" text-anchor="middle">${place.text}</text>`,
  )
  const rows = ticks(up, 4).map(
    (v) =>
      html`<line class="${v === 0 ? 'zero' : 'rule'}" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y(v))}" y2="${at(y(v))}" />
        <text x="${LEFT - 6}" y="${at(y(v) + 3.5)}" text-anchor="end">${writeUp(v)}</text>`,
  )
  const zero =
    named === undefined && across.from < 0 && across.to > 0
      ? html`<line class="zero" x1="${at(x(0))}" x2="${at(x(0))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" />`
      : null
  return html`${rows}${columns}${zero}<text class="axis" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle"
      >${acrossName}</text
    >${
      upName !== undefined &&
      html`<text class="axis" transform="translate(9 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${upName}</text>`
    }`
}
