/** Net profit by what made it, a bar each: hours, weekdays, months. */
import type { AttributionKey } from '../../attribution.ts'
import type { ReportDocument } from '../../document.ts'
import { money, signed } from '../../format.ts'
import type { Markup } from '../markup.ts'
import { bar, figure } from './frame.ts'
import { padded } from './returns.ts'

/** Bars that can be told apart. */
const BARS_MAX = 72

export function attributionFigure({ attribution }: ReportDocument, key: AttributionKey): Markup | null {
  // Rows in brackets are of the account itself and belong to no time.
  const rows = attribution.by[key].filter((r) => !r.key.startsWith('('))
  if (rows.length < 2 || rows.length > BARS_MAX) return null
  const every = Math.ceil(rows.length / 7)
  return figure({
    title: `Net profit by ${key} of entry`,
    axes: {
      across: { from: -0.5, to: rows.length - 0.5 },
      up: padded(rows.map((r) => r.net)),
      acrossName: key === 'hour' ? 'Hour, UTC' : '',
      upName: 'Net profit',
      ticks: rows.flatMap((r, k) => (k % every === 0 ? [{ at: k, text: r.key }] : [])),
    },
    columns: [key, 'net'],
    rows: rows.map((r) => [r.key, r.net]),
    draw: (x, y) =>
      rows.map((r, k) =>
        bar(r.net < 0 ? 'down' : 'up', { x1: x(k - 0.36), x2: x(k + 0.36), y1: y(0), y2: y(r.net) }, `${r.key}: ${signed(r.net, money)}`),
      ),
  })
}
