/** What a sweep's page draws, in SVG that needs no script: two parameters against each other, every trial as a line, the chained tests. */
import type { ParamValue } from '../model/ports.ts'
import { labelOfStatistic } from '../report/format.ts'
import { html, type Markup } from '../report/html/markup.ts'
import type { SweepDocument } from './sweep-document.ts'

const WIDTH = 992
const HEIGHT = 300
const LEFT = 90
const BOTTOM = 40
const TOP = 14
/** Texts on an upright that are nearer than this lie on each other. */
const LEVEL_APART = 14

/** The best value at each crossing: the fuller the colour, the better. */
export function heatMapFigure({ heatMap: map, sweep }: SweepDocument): Markup | null {
  if (map === undefined) return null
  const { x, y, cells } = map
  const sign = sweep.objective.direction === 'max' ? 1 : -1
  const [width, height] = [(WIDTH - LEFT) / x.values.length, (HEIGHT - BOTTOM - TOP) / y.values.length]
  const strength = strengthOf(cells.flatMap((row) => row.flatMap((cell) => cell?.best ?? [])))
  const boxes = cells.flatMap((row, j) =>
    row.map((cell, i) => {
      if (cell === null) return null
      const says = `${x.name} ${x.values[i]}, ${y.name} ${y.values[j]}: best ${short(sign * cell.best)}, mean ${short(sign * cell.mean)} of ${cell.count}`
      const [left, top] = [at(LEFT + i * width), at(HEIGHT - BOTTOM - (j + 1) * height)]
      const opacity = (0.06 + 0.94 * strength(cell.best)).toFixed(3)
      return html`<rect x="${left}" y="${top}" width="${at(width)}" height="${at(height)}" fill="var(--accent)" fill-opacity="${opacity}">
        <title>${says}</title>
      </rect>`
    }),
  )
  const across = labels(x.values).map(
    ({ k, text }) => html`<text x="${at(LEFT + (k + 0.5) * width)}" y="${HEIGHT - 24}" text-anchor="middle">${text}</text>`,
  )
  const up = labels(y.values).map(
    ({ k, text }) => html`<text x="${LEFT - 8}" y="${at(HEIGHT - BOTTOM - (k + 0.5) * height + 4)}" text-anchor="end">${text}</text>`,
  )
  const goal = labelOfStatistic(sweep.objective.name)
  return drawn(`Best ${goal} by ${x.name} (across) and ${y.name} (up): the fuller, the better`, html`${boxes} ${across} ${up}`)
}

/** Where one parameter alone was searched: what each of its values is worth. */
export function dotsFigure({ parallelCoordinates: { axes, lines }, sweep }: SweepDocument): Markup | null {
  const [axis] = axes
  if (axis === undefined || axes.length > 1 || lines.length === 0) return null
  const sign = sweep.objective.direction === 'max' ? 1 : -1
  const values = lines.map(({ score }) => sign * score)
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  const xOf = (place: number): number => LEFT + place * (WIDTH - LEFT - 10)
  const yOf = (value: number): number => TOP + (high > low ? (high - value) / (high - low) : 0.5) * (HEIGHT - BOTTOM - TOP - 10)
  const dots = lines.map(
    ({ number, rank, score, places }) =>
      html`<circle cx="${at(xOf(places[0]!))}" cy="${at(yOf(sign * score))}" r="3.5" fill="var(--accent)">
        <title>trial ${number}, rank ${rank}: ${short(sign * score)}</title>
      </circle>`,
  )
  const up = [low, ...(high > low ? [high] : [])].map(
    (value) => html`<text x="${LEFT - 8}" y="${at(yOf(value) + 4)}" text-anchor="end">${short(value)}</text>`,
  )
  const across = axis.ticks.map(
    ({ place, value }) => html`<text x="${at(xOf(place))}" y="${HEIGHT - 20}" text-anchor="middle">${label(value)}</text>`,
  )
  return drawn(`${labelOfStatistic(sweep.objective.name)} by ${axis.name}`, html`${dots} ${up} ${across}`)
}

/** Best trials in full colour and last, so that they lie on top. */
export function linesFigure({ parallelCoordinates: { axes, lines }, sweep }: SweepDocument): Markup | null {
  if (axes.length < 2 || lines.length === 0) return null
  const sign = sweep.objective.direction === 'max' ? 1 : -1
  const xOf = (k: number): number => LEFT + (k * (WIDTH - LEFT - 60)) / (axes.length - 1)
  const yOf = (place: number): number => TOP + 10 + (1 - place) * (HEIGHT - BOTTOM - TOP - 10)
  const paths = lines.toReversed().map(({ number, rank, score, places }) => {
    const way = places.map((place, k) => `${k === 0 ? 'M' : 'L'}${at(xOf(k))} ${at(yOf(place))}`).join('')
    const opacity = (0.05 + 0.95 / Math.sqrt(rank)).toFixed(3)
    return html`<path d="${way}" fill="none" stroke="var(--accent)" stroke-width="1.5" stroke-opacity="${opacity}">
      <title>trial ${number}, rank ${rank}: ${short(sign * score)}</title>
    </path>`
  })
  const uprights = axes.map(({ name, ticks }, k) => {
    // Beside the last axis there are no lines.
    const [beside, anchor] = k === axes.length - 1 ? [6, 'start'] : [-6, 'end']
    const marks = ticks.map(
      ({ place, value }) =>
        html`<text class="label" x="${at(xOf(k) + beside)}" y="${at(yOf(place) + 4)}" text-anchor="${anchor}">${label(value)}</text>`,
    )
    return html`<path class="rule" d="M${at(xOf(k))} ${at(yOf(0))}V${at(yOf(1))}" />${marks}
      <text class="pane" x="${at(xOf(k))}" y="${HEIGHT - 14}" text-anchor="middle">${name}</text>`
  })
  return drawn('Parameters of every trial', html`${paths} ${uprights}`)
}

/** What 1 became, day by day. */
export function equityFigure(title: string, { day, equity }: NonNullable<SweepDocument['walkForward']>['stitched']): Markup | null {
  if (day.length < 2) return null
  const [low, high] = [equity.reduce((a, b) => Math.min(a, b), 1), equity.reduce((a, b) => Math.max(a, b), 1)]
  const [first, last] = [day[0]!, day.at(-1)!]
  const yOf = (value: number): number => TOP + (1 - (value - low) / (high - low || 1)) * (HEIGHT - BOTTOM - TOP)
  const way = equity.map((value, i) => {
    const x = LEFT + ((day[i]! - first) / (last - first)) * (WIDTH - LEFT - 10)
    return `${i === 0 ? 'M' : 'L'}${at(x)} ${at(yOf(value))}`
  })
  const inside = Math.min(yOf(low) - yOf(1), yOf(1) - yOf(high)) < LEVEL_APART ? [] : [1]
  const levels = [low, ...inside, high].map(
    (value) => html`<text x="${LEFT - 8}" y="${at(yOf(value) + 4)}" text-anchor="end">${value.toFixed(2)}</text>`,
  )
  const ends = html`<text x="${LEFT}" y="${HEIGHT - 20}">${dateOf(first)}</text>
    <text x="${WIDTH - 10}" y="${HEIGHT - 20}" text-anchor="end">${dateOf(last)}</text>`
  return drawn(
    title,
    html`<path class="rule" d="M${LEFT} ${at(yOf(1))}H${WIDTH - 10}" /><path class="line own" d="${way.join('')}" />${levels} ${ends}`,
  )
}

function drawn(title: string, content: Markup): Markup {
  return html`<figure class="figure">
    <figcaption><h3>${title}</h3></figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${content}</svg>
  </figure>`
}

/** From 0 for the worst to 1 for the best. */
function strengthOf(scores: readonly number[]): (score: number) => number {
  const [low, high] = [scores.reduce((a, b) => Math.min(a, b), Infinity), scores.reduce((a, b) => Math.max(a, b), -Infinity)]
  return (score) => (high > low ? (score - low) / (high - low) : 1)
}

/** At most twelve, evenly apart. */
function labels(values: readonly ParamValue[]): { readonly k: number; readonly text: string }[] {
  const every = Math.ceil(values.length / 12)
  return values.flatMap((value, k) => (k % every === 0 ? [{ k, text: label(value) }] : []))
}

function label(value: ParamValue): string {
  return typeof value === 'number' ? short(value) : String(value)
}

function short(value: number): string {
  return Number(value.toPrecision(4)).toString()
}

function at(value: number): string {
  return value.toFixed(1)
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}
