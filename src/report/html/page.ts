/** The report as one self-contained page: no network, no library, works from file://. Several runs stand side by side first. */
import { runNames } from '../comparison.ts'
import type { ReportDocument } from '../document.ts'
import { overviewFigure } from './figures/overview.ts'
import { html, Markup, type Content } from './markup.ts'
import { script } from './script/script.ts'
import { definitionsList, manifestSection } from './sections/appendix.ts'
import { attributionSection } from './sections/attribution.ts'
import { comparisonMarkup } from './sections/comparison.ts'
import { costsSection } from './sections/costs.ts'
import { distributionSection } from './sections/distribution.ts'
import { equitySection } from './sections/equity.ts'
import { exposureSection } from './sections/exposure.ts'
import { headline, keyFigures, warnings } from './sections/header.ts'
import { positionsSection } from './sections/positions.ts'
import { returnsSection } from './sections/returns.ts'
import { robustnessSection } from './sections/robustness.ts'
import { rollingSection } from './sections/rolling.ts'
import { barsSection, roundTripsSection } from './sections/round-trips.ts'
import { sectionMarkup, type Section } from './sections/section.ts'
import { conventionSection, groupsSection, leanSection, statisticsSection } from './sections/statistics.ts'
import { style } from './style/style.ts'

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

/** A whole HTML document of one run, or of several with their comparison on top. */
export function renderHtml(documents: readonly ReportDocument[]): string {
  const names = runNames(documents)
  const several = documents.length > 1
  const title = several ? `${documents.length} runs compared` : (names[0] ?? '')
  const runs = documents.map((d, i) => ({ d, name: names[i] ?? '', sections: sectionsOf(d, i) }))
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
        <a class="skip" href="#main">To the report</a>
        <div class="shell">
          <nav class="contents" aria-label="Contents">
            <p class="mark">Lockstep</p>
            ${several && html`<a href="#compared">Side by side</a>`} ${runs.map(({ sections }, i) => contents(sections, i))}
            <a href="#definitions">Definitions</a>
          </nav>
          <main id="main" ${several && html` class="several"`}>
            ${top(title, several ? null : headline(documents[0]!))} ${several && comparisonMarkup(documents, names)}
            ${several && tabs(names)} ${runs.map(({ d, name, sections }, i) => article(d, i, { name: several ? name : null, sections }))}
            ${definitionsList()}
          </main>
        </div>
        <div id="tip" role="tooltip" hidden></div>
        <script>
          ${new Markup(script)}
        </script>
      </body>
    </html> `
  return page.text
}

/** The sections that the run has something to show in, in the order of the page. */
function sectionsOf(d: ReportDocument, run: number): Section[] {
  const all: (Section | null)[] = [
    statisticsSection(d),
    conventionSection(d),
    leanSection(d),
    groupsSection(d),
    positionsSection(d),
    equitySection(d, run),
    returnsSection(d),
    rollingSection(d, run),
    distributionSection(d),
    roundTripsSection(d, run),
    exposureSection(d, run),
    costsSection(d),
    attributionSection(d),
    robustnessSection(d),
    barsSection(d, run),
    manifestSection(d),
  ]
  return all.filter((s) => s !== null)
}

function top(title: string, below: Content): Markup {
  return html`<header class="top">
    <div>
      <h1>${title}</h1>
      ${below}
    </div>
    <div class="controls" hidden>
      <button id="zone" type="button" aria-pressed="false">UTC</button>
      <button id="theme" type="button" aria-pressed="false">Light / dark</button>
    </div>
  </header>`
}

function contents(sections: readonly Section[], run: number): Markup {
  const links = sections.map(({ id, short }) => html`<li><a href="#${id}-${run}">${short}</a></li>`)
  return html`<ol data-run="${run}">
    <li><a href="#run-${run}">Key figures</a></li>
    ${links}
  </ol>`
}

function tabs(names: readonly string[]): Markup {
  const tab = (name: string, i: number): Markup =>
    html`<button type="button" role="tab" id="tab-${i}" aria-controls="run-${i}" aria-selected="false">${name}</button>`
  return html`<div class="tabs" role="tablist" aria-label="Runs" hidden>${names.map(tab)}</div>`
}

function article(d: ReportDocument, run: number, { name, sections }: { name: string | null; sections: readonly Section[] }): Markup {
  const title =
    name !== null &&
    html`<h1>${name}</h1>
      ${headline(d)}`
  return html`<article id="run-${run}" ${name !== null && html` role="tabpanel" aria-labelledby="tab-${run}"`}>
    ${title} ${warnings(d)} ${keyFigures(d)} ${overviewFigure(d)} ${sections.map((s) => sectionMarkup(s, run))}
  </article>`
}
