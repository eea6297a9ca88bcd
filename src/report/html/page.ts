/** The report as one self-contained page: no network, no library, works from file://. Several runs stand side by side first. */
import { comparison, runNames } from '../comparison.ts'
import type { ReportDocument } from '../document.ts'
import { integer, moment } from '../format.ts'
import { equityChart, overlayChart, type ChartData } from './chart-data.ts'
import { html, jsonMarkup, Markup } from './markup.ts'
import * as records from './records.ts'
import { script } from './script.ts'
import * as sections from './sections.ts'
import { style } from './style.ts'
import { table } from './tables.ts'

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

/** A whole HTML document of one run, or of several with their comparison on top. */
export function renderHtml(documents: readonly ReportDocument[]): string {
  const names = runNames(documents)
  const title = documents.length === 1 ? (names[0] ?? '') : `${documents.length} runs compared`
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <main${documents.length > 1 && html` class="several"`}>
          <header class="top">
            <div>
              <h1>${title}</h1>
              ${documents.length === 1 && subtitle(documents[0])}
            </div>
            <button id="theme" type="button" aria-pressed="false" hidden>Light / dark</button>
          </header>
          ${documents.length > 1 && compared(documents, names)}
          ${documents.map((d, i) => run(d, i, documents.length > 1 ? (names[i] ?? '') : null))} ${sections.definitions()}
        </main>
        <script>
          ${new Markup(script)}
        </script>
      </body>
    </html> `
  return page.text
}

function compared(documents: readonly ReportDocument[], names: readonly string[]): Markup {
  const { head, rows } = comparison(documents)
  const links = names.map((name, i) => html`<a href="#run-${i}">${name}</a>`)
  const data = overlayChart(documents, names)
  const legend = data.runs.map((r, k) => html`<span><i style="color:var(--run-${k % 6})"></i>${r.name}</span>`)
  return html`<nav aria-label="Runs">${links}</nav>
    <h2>Side by side</h2>
    ${table({ caption: 'Key figures of all runs', head, rows })}
    ${
      data.runs.length > 0 &&
      html`<h2>Growth of 100 and drawdown</h2>
        <div class="legend">${legend}</div>
        ${chart('compared', data)}`
    }`
}

function run(d: ReportDocument, index: number, name: string | null): Markup {
  const data = equityChart(d)
  const equity = html`<h2>Equity and drawdown, ${d.run.currency.code}</h2>
    ${chart(`equity-${index}`, data)}`
  return html`<article id="run-${index}">
    ${
      name !== null &&
      html`<h1>${name}</h1>
        ${subtitle(d)}`
    }
    ${sections.warnings(d)} ${sections.keyFigures(d)} ${d.equity.points.length > 1 && equity} ${sections.drawdownTable(d)}
    ${sections.monthlyHeatMap(d)} ${sections.statisticsTables(d)} ${sections.breakdowns(d)} ${records.openPositions(d)}
    ${records.leanStatistics(d)} ${records.roundTrips(d)} ${records.costsAndOrders(d)} ${records.manifest(d)}
  </article>`
}

function subtitle(d: ReportDocument | undefined): Markup | null {
  if (d === undefined) return null
  const { run } = d
  const data = run.series.map((s) => `${s.instrument} ${s.timeframe}`).join(', ')
  const span = run.from === null || run.to === null ? '' : `, ${moment(run.from)} to ${moment(run.to)}`
  const params = Object.entries(run.params).map(([key, value]) => `${key} ${value}`)
  return html`<p class="sub">
    ${data}${span}, ${integer(run.bars)} bars${params.length > 0 && ` · ${params.join(', ')}`}
    ${d.status !== 'done' && html` · <span class="status">${d.status}</span>`}
  </p>`
}

function chart(id: string, data: ChartData): Markup {
  return html`<div class="chart" id="chart-${id}" data-source="data-${id}">
      <div class="bar">
        <output></output><button type="button" data-do="log" aria-pressed="false">Log scale</button>
        <button type="button" data-do="reset" hidden>Whole run</button>
      </div>
      <div class="plot" tabindex="0" role="img" aria-label="Equity over time with drawdown under it"></div>
      <noscript><p class="note">The chart needs scripts; every figure is in the tables.</p></noscript>
    </div>
    <script type="application/json" id="data-${id}">
      ${jsonMarkup(data)}
    </script>`
}
