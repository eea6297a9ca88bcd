/** The run at a glance: equity and benchmark as two lines without axes, there without scripts and on paper. */
import type { ReportDocument } from '../../document.ts'
import { money, percent, signed } from '../../format.ts'
import { html, type Markup } from '../markup.ts'
import { pathOf } from './frame.ts'

const WIDTH = 1120
const HEIGHT = 96
const POINTS_MAX = 560

export function overviewFigure({ equity, benchmark, run }: ReportDocument): Markup | null {
  const own = thinned(equity.points)
  if (own.length < 2) return null
  const held = thinned(benchmark?.points ?? [])
  const values = [...own, ...held].map(([, value]) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const [from, to] = [own[0]![0], own.at(-1)![0]]
  const place = (points: readonly Point[]): Point[] =>
    points
      .filter(([time]) => time >= from && time <= to)
      .map(([time, value]) => [((time - from) / (to - from || 1)) * WIDTH, 4 + (1 - (value - low) / (high - low || 1)) * (HEIGHT - 8)])
  const [last] = own.at(-1)!.slice(1)
  const says = `Equity from ${money(run.cash)} to ${money(last ?? 0)} ${run.currency.code}, ${signed((last ?? 0) / run.cash - 1, percent)}`
  const beside = benchmark === null ? '' : `; grey: ${benchmark.label}`
  return html`<svg class="overview" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${says}">
      ${held.length > 1 && html`<path class="held" d="${pathOf(place(held))}" />`}
      <path class="own" d="${pathOf(place(own))}" />
    </svg>
    <p class="note">${says}${beside}</p>`
}

type Point = readonly [number, number]

/** Time and value of every so many points, and the last. */
function thinned(points: readonly (readonly number[])[]): Point[] {
  const every = Math.ceil(points.length / POINTS_MAX)
  return points.filter((_, i) => (points.length - 1 - i) % every === 0).map(([time = 0, value = 0]) => [time, value])
}
