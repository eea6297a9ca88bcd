/** A part of one run's report: what the page's contents list, and what it holds. */
import { html, type Content, type Markup } from '../markup.ts'

export interface Section {
  readonly id: string
  readonly title: string
  /** Name in the list of contents. */
  readonly short: string
  readonly body: Content
}

export function sectionMarkup({ id, title, body }: Section, run: number): Markup {
  return html`<section id="${id}-${run}" aria-labelledby="${id}-${run}-title">
    <h2 id="${id}-${run}-title">${title}</h2>
    ${body}
  </section>`
}
