/** Figures of round trips: profits, how long they lasted, and how far they went against and for the position. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../model/time.ts'
import type { ProfitBin, RoundTripRow } from '../../document.ts'
import { integer, money } from '../../format.ts'
import type { Streaks } from '../../streaks.ts'
import { html, type Markup } from '../markup.ts'
import { at, bar, figure, type Scale } from './frame.ts'
import { padded } from './returns.ts'

/** Bars of round trips by net profit; losses left of the zero line, profits right of it. */
export function profitFigure(bins: readonly ProfitBin[]): Markup {
  return figure({
    title: 'Net profit',
    axes: {
      across: { from: bins[0]?.from ?? 0, to: bins.at(-1)?.to ?? 0 },
      up: { from: 0, to: Math.max(1, ...bins.map((b) => b.count)) },
      acrossName: 'Net profit',
      upName: 'Round trips',
    },
    columns: ['from', 'to', 'count'],
    rows: bins.map((b) => [b.from, b.to, b.count]),
    draw: (x, y) =>
      bins
        .filter((b) => b.count > 0)
        .map((b) =>
          bar(
            b.to > 0 ? 'up' : 'down',
            { x1: x(b.from) + 0.5, x2: x(b.to) - 0.5, y1: y(0), y2: y(b.count) },
            `${money(b.from)} to ${money(b.to)}: ${integer(b.count)}`,
          ),
        ),
  })
}

/** One mark a round trip: winners as dots, losers as crosses. */
export function excursionFigure(rows: readonly RoundTripRow[], field: 'mae' | 'mfe'): Markup {
  return scatter(rows, {
    title: field === 'mae' ? 'Net profit against worst loss (MAE)' : 'Net profit against best profit (MFE)',
    name: field === 'mae' ? 'Worst loss while open' : 'Best profit while open',
    column: field,
    value: (r) => Math.abs(r[field]),
  })
}

/** Net profit over the time a round trip lasted. */
export function durationFigure(rows: readonly RoundTripRow[]): Markup {
  const longest = Math.max(...rows.map((r) => r.exitTime - r.entryTime))
  const { ms, name } = SPANS.find((span) => longest >= 2 * span.ms) ?? SPANS.at(-1)!
  return scatter(rows, {
    title: 'Net profit against duration',
    name: `Lasted, ${name}`,
    column: name,
    value: (r) => (r.exitTime - r.entryTime) / ms,
  })
}

const SPANS = [
  { ms: DAY_MS, name: 'days' },
  { ms: HOUR_MS, name: 'hours' },
  { ms: MINUTE_MS, name: 'minutes' },
  { ms: SECOND_MS, name: 'seconds' },
] as const

interface Across {
  readonly title: string
  readonly name: string
  readonly column: string
  readonly value: (row: RoundTripRow) => number
}

function scatter(rows: readonly RoundTripRow[], { title, name, column, value }: Across): Markup {
  const place = (r: RoundTripRow, x: Scale, y: Scale): string => `M${at(x(value(r)))} ${at(y(r.net))}`
  return figure({
    title,
    axes: {
      across: { from: 0, to: Math.max(1e-9, ...rows.map(value)) },
      up: padded(rows.map((r) => r.net)),
      acrossName: name,
      upName: 'Net profit',
    },
    columns: [column, 'net'],
    rows: rows.map((r) => [value(r), r.net]),
    draw: (x, y) => {
      const dots = rows.filter((r) => r.net >= 0).map((r) => `${place(r, x, y)}h0`)
      const crosses = rows.filter((r) => r.net < 0).map((r) => `${place(r, x, y)}m-2-2l4 4m0-4l-4 4`)
      return html`<path class="dots" d="${dots.join('')}" /><path class="crosses" d="${crosses.join('')}" />`
    },
  })
}

/** How often so many in a row won (left bars) and lost (right bars). */
export function streakFigure(streaks: readonly Streaks[]): Markup | null {
  if (streaks.length === 0) return null
  const most = Math.max(...streaks.flatMap((s) => [s.won, s.lost]))
  return figure({
    title: 'Round trips in a row',
    axes: {
      across: { from: 0.4, to: streaks.length + 0.6 },
      up: { from: 0, to: most },
      acrossName: 'In a row',
      upName: 'Times',
      ticks: streaks.filter((_, k) => k % Math.ceil(streaks.length / 10) === 0).map((s) => ({ at: s.length, text: String(s.length) })),
    },
    columns: ['length', 'won', 'lost'],
    rows: streaks.map((s) => [s.length, s.won, s.lost]),
    draw: (x, y) =>
      streaks.map(({ length, won, lost }) => {
        const says = `${length} in a row: won ${integer(won)} times, lost ${integer(lost)} times`
        return html`${bar('up', { x1: x(length - 0.36), x2: x(length - 0.02), y1: y(0), y2: y(won) }, says)}
        ${bar('down', { x1: x(length + 0.02), x2: x(length + 0.36), y1: y(0), y2: y(lost) }, says)}`
      }),
  })
}
