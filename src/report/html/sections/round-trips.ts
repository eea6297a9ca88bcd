/** Round trips: how they spread, and a list in which each can be looked at among its bars. */
import { chosenTrips } from '../../chosen-trips.ts'
import type { ReportDocument, RoundTripRow } from '../../document.ts'
import { integer } from '../../format.ts'
import { roundTripsTable } from '../../printed/records.ts'
import { durationFigure, excursionFigure, profitFigure, streakFigure } from '../figures/round-trips.ts'
import { html, jsonMarkup, type Markup } from '../markup.ts'
import { priceData } from '../price-data.ts'
import { table } from '../tables.ts'
import type { Section } from './section.ts'

/** Round trips that the page lists; exports have all. */
export const ROUND_TRIPS_SHOWN = 1000

export function roundTripsSection(d: ReportDocument, run: number): Section | null {
  const { count, profits, streaks } = d.roundTrips
  if (count === 0) return null
  const shown = shownTrips(d)
  const scatter = html`${excursionFigure(shown, 'mae')}${excursionFigure(shown, 'mfe')}${durationFigure(shown)}`
  const body = html`<div class="grid">${profitFigure(profits)}${streakFigure(streaks)}${shown.length > 0 && scatter}</div>
    <p class="note">Dots won, crosses lost.</p>
    ${shown.length > 0 && list(d, shown, run)}`
  return { id: 'round-trips', title: 'Round trips', short: 'Round trips', body }
}

/** Bars of the whole run with the fills that are known. */
export function barsSection(d: ReportDocument, run: number): Section | null {
  if (!hasBars(d)) return null
  const all = d.priceCharts?.reduce((sum, c) => sum + c.fills.length, 0) ?? 0
  const note = `${integer(all)} of ${integer(d.fills.count)} fills: triangles up bought, triangles down sold.`
  const body = html`${priceChart(`bars-chart-${run}`, 'Bars of the whole run with fills', run, { link: `run-${run}`, trips: false })}
    <p class="note">${note}</p>
    <script type="application/json" id="bars-data-${run}">
      ${jsonMarkup(priceData(d, shownTrips(d)))}
    </script>`
  return { id: 'bars', title: 'Bars with fills', short: 'Bars', body }
}

function shownTrips({ roundTrips }: ReportDocument): RoundTripRow[] {
  const { rows = [] } = roundTrips
  return chosenTrips(
    Float64Array.from(rows, (r) => r.net),
    ROUND_TRIPS_SHOWN,
  ).map((i) => rows[i]!)
}

function hasBars({ priceCharts }: ReportDocument): boolean {
  return priceCharts?.some((c) => c.points.length > 1) === true
}

function list(d: ReportDocument, shown: readonly RoundTripRow[], run: number): Markup {
  const { count } = d.roundTrips
  const which =
    shown.length === count
      ? `All ${integer(count)}, oldest first.`
      : `The first, the latest, the best and the worst: ${integer(shown.length)} of ${integer(count)}, oldest first.`
  const look = hasBars(d) ? ' Click one, or move with the arrow keys and press Enter, to see it among its bars.' : ''
  const chart =
    hasBars(d) && html`${priceChart(`trip-chart-${run}`, 'Bars around a round trip', run, { link: `trip-${run}`, trips: true })}`
  const row = (i: number): Markup => html` data-trip="${i}"`
  return html`<h3>Each round trip</h3>
    ${chart}
    <p class="note">${which}${look}</p>
    <div class="trips" data-run="${run}">${table(roundTripsTable(shown), { tall: true, row })}</div>`
}

function priceChart(id: string, label: string, run: number, { link, trips }: { link: string; trips: boolean }): Markup {
  return html`<div
    class="chart"
    id="${id}"
    data-kind="price"
    data-source="bars-data-${run}"
    data-link="${link}"
    ${trips && html` data-trips`}
  >
    <div class="bar">
      <output></output>
      <select data-do="instrument" aria-label="Instrument" hidden></select>
      ${trips && html`<button type="button" data-do="previous">Previous</button> <button type="button" data-do="next">Next</button>`}
      <button type="button" data-do="reset" hidden>Whole run</button>
    </div>
    <div class="plot" tabindex="0" role="group" aria-roledescription="chart" aria-label="${label}" style="min-height:370px"></div>
    <noscript><p class="note">The chart needs scripts; every fill is in the exports.</p></noscript>
  </div>`
}
