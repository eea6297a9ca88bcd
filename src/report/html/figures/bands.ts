/** Fans of equity: how far the paths of a resampling spread, a band between each pair of quantiles. */
import type { Bands } from '../../document.ts'
import { html, type Markup } from '../markup.ts'
import { figure, pathOf } from './frame.ts'

export function bandsFigure(title: string, acrossName: string, { columns, points }: Bands): Markup | null {
  if (points.length < 2) return null
  const paths = columns.length - 1
  const values = points.flatMap((p) => p.slice(1))
  const column = (k: number): [number, number][] => points.map((p) => [p[0] ?? 0, p[k] ?? 0])
  return figure({
    title,
    axes: {
      across: { from: points[0]![0] ?? 0, to: points.at(-1)![0] ?? 0 },
      up: { from: Math.min(...values), to: Math.max(...values) },
      acrossName,
      upName: 'Equity',
    },
    columns,
    rows: points,
    draw: (x, y) => {
      const place = (points: readonly (readonly [number, number])[]): [number, number][] => points.map(([a, b]) => [x(a), y(b)])
      const pairs = Array.from({ length: Math.floor(paths / 2) }, (_, k) => [k + 1, paths - k] as const)
      const bands = pairs.map(
        ([low, high]) =>
          html`<path class="band" d="${pathOf([...place(column(low)), ...place(column(high)).toReversed()])}Z">
            <title>${columns[low] ?? ''} to ${columns[high] ?? ''}</title>
          </path>`,
      )
      const middle = paths % 2 === 1 && html`<path class="middle" d="${pathOf(place(column((paths + 1) / 2)))}" />`
      return html`${bands}${middle}`
    },
  })
}
