/** Figures of returns: years beside the benchmark, boxes, histograms, and daily returns against a normal distribution. */
import type { ReportDocument } from '../../document.ts'
import type { PeriodReturns } from '../../distribution.ts'
import { integer, percent, signed } from '../../format.ts'
import { html, type Markup } from '../markup.ts'
import { at, bar, figure, shortPercent, short } from './frame.ts'

const signedPercent = (value: number): string => signed(value, percent)

/** A bar a year, and a tick where the benchmark ended. */
export function yearFigure({ yearly, benchmark }: ReportDocument): Markup | null {
  const rows = yearly.filter((y) => y.return !== null)
  if (rows.length === 0) return null
  const values = rows.flatMap((y) => [y.return ?? 0, y.benchmark ?? 0])
  const [from, to] = [rows[0]!.year - 0.5, rows.at(-1)!.year + 0.5]
  return figure({
    title: benchmark === null ? 'Returns by year' : `Returns by year; line: ${benchmark.label}`,
    axes: {
      across: { from, to },
      up: padded(values),
      acrossName: 'Year',
      upName: 'Return',
      write: { across: (v) => (Number.isInteger(v) ? String(v) : ''), up: shortPercent },
    },
    columns: ['year', 'return', 'benchmark'],
    rows: rows.map((y) => [y.year, y.return ?? '', y.benchmark ?? '']),
    draw: (x, y) =>
      rows.map(({ year, return: own, benchmark: held }) => {
        const [left, right] = [x(year - 0.36), x(year + 0.36)]
        const says = `${year}: ${signedPercent(own ?? 0)}${held === null ? '' : `, benchmark ${signedPercent(held)}`}`
        const line = held === null ? null : html`<path class="mark" d="M${at(left - 1)} ${at(y(held))}H${at(right + 1)}" />`
        return html`${bar((own ?? 0) < 0 ? 'down' : 'up', { x1: left, x2: right, y1: y(0), y2: y(own ?? 0) }, says)}${line}`
      }),
  })
}

/** One box each for days, weeks and months. */
export function boxFigure({ distribution }: ReportDocument): Markup | null {
  const { periods } = distribution
  if (periods.length === 0) return null
  const across = padded(periods.flatMap((p) => [p.low, p.high]))
  return figure({
    title: 'Returns by day, week and month',
    axes: {
      across,
      up: { from: 0, to: 3 },
      acrossName: 'Return',
      write: { across: shortPercent, up: (v) => (v === 0 || v === 3 ? '' : '') },
    },
    columns: ['period', 'count', 'low', 'whiskerLow', 'quarter', 'median', 'threeQuarters', 'whiskerHigh', 'high'],
    rows: periods.map((p) => [p.period, p.count, p.low, p.whiskerLow, p.quarter, p.median, p.threeQuarters, p.whiskerHigh, p.high]),
    draw: (x, y) =>
      periods.map((p, k) => {
        const middle = y(2.5 - k)
        const says = `${p.period}: quartiles ${signedPercent(p.quarter)}, ${signedPercent(p.median)}, ${signedPercent(p.threeQuarters)}; from ${signedPercent(p.low)} to ${signedPercent(p.high)}`
        const ends = `M${at(x(p.low))} ${at(middle)}h0M${at(x(p.high))} ${at(middle)}h0`
        const whiskers = `M${at(x(p.whiskerLow))} ${at(middle)}H${at(x(p.quarter))}M${at(x(p.threeQuarters))} ${at(middle)}H${at(x(p.whiskerHigh))}`
        return html`<text x="52" y="${at(middle + 3.5)}" text-anchor="end">${p.period}</text>
          <path class="whisker" d="${whiskers}" />
          ${bar('box', { x1: x(p.quarter), x2: x(p.threeQuarters), y1: middle - 13, y2: middle + 13 }, says)}
          <path class="median" d="M${at(x(p.median))} ${at(middle - 13)}v26" />
          <path class="dots plain" d="${ends}" />`
      }),
  })
}

/** How often each size of return occurred. */
export function returnHistogram({ period, bins, count }: PeriodReturns): Markup | null {
  if (bins.length < 2) return null
  const most = Math.max(...bins.map((b) => b.count))
  return figure({
    title: `Returns by ${period}, ${integer(count)}`,
    axes: {
      across: { from: bins[0]!.from, to: bins.at(-1)!.to },
      up: { from: 0, to: most },
      acrossName: 'Return',
      upName: 'Count',
      write: { across: shortPercent },
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
            `${signedPercent(b.from)} to ${signedPercent(b.to)}: ${integer(b.count)}`,
          ),
        ),
  })
}

/** A dot for each quantile; on the line it is as normal as it would be. */
export function quantileFigure({ distribution }: ReportDocument): Markup | null {
  const { points } = distribution.normal
  if (points.length === 0) return null
  const expected = points.map((p) => p[0] ?? 0)
  const actual = points.map((p) => p[1] ?? 0)
  const across = padded(expected)
  const dots = (x: (v: number) => number, y: (v: number) => number): string =>
    points.map((p) => `M${at(x(p[0] ?? 0))} ${at(y(p[1] ?? 0))}h0`).join('')
  return figure({
    title: 'Daily returns against a normal distribution',
    axes: { across, up: padded(actual), acrossName: 'Expected, standard deviations', upName: 'Actual', write: { across: short } },
    columns: ['expected', 'actual'],
    rows: points,
    draw: (x, y) => {
      const reach = Math.min(-across.from, across.to)
      return html`<path class="mark" d="M${at(x(-reach))} ${at(y(-reach))}L${at(x(reach))} ${at(y(reach))}" />
        <path class="dots plain" d="${dots(x, y)}" />`
    },
  })
}

/** From the least of the values (or 0) to the greatest (or 0), and a little more. */
export function padded(values: readonly number[]): { from: number; to: number } {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const more = (high - low) * 0.04 || 1e-9
  return { from: low < 0 ? low - more : 0, to: high > 0 ? high + more : 0 }
}
