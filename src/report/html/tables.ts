/** Tables of the page. */
import { signOf, statisticCell, textOf, type Cell } from '../cell.ts'
import { definitionOf } from '../definitions.ts'
import type { Statistic } from '../document.ts'
import { html, Markup } from './markup.ts'

export interface Table {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly (Cell | Markup)[])[]
  /** Columns after the first that are texts and go to the left. */
  readonly text?: readonly number[]
  /** Scrolls within a fixed height. */
  readonly tall?: boolean
  /** The last row is a total. */
  readonly total?: boolean
}

/** A table that scrolls sideways where it must; its box can be reached and scrolled with the keyboard. */
export function table({ caption, head, rows, text = [], tall = false, total = false }: Table): Markup {
  const kind = (k: number): Markup | null => (text.includes(k) ? html` class="text"` : null)
  const cell = (c: Cell | Markup, k: number): Markup =>
    c instanceof Markup ? html`<td>${c}</td>` : html`<td${signOf(c) === '' ? kind(k) : html` class="${signOf(c)}"`}>${textOf(c)}</td>`
  const body = rows.map((row, i) => html`<tr${total && i === rows.length - 1 && html` class="total"`}>${row.map(cell)}</tr>\n`)
  return html`<div class="scroll${tall && ' tall'}" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <thead>
        <tr>
          ${head.map((h, k) => html`<th scope="col" ${kind(k)}>${h}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`
}

/** A statistic's cell, marked with its id and side, the reason of an undefined one on hover. */
export function statisticColumn(s: Statistic | undefined, side: string): Markup {
  if (s === undefined) return html`<td></td>`
  const cell = statisticCell(s)
  const why = s.reason === undefined ? null : html` title="${s.reason}"`
  return html`<td data-id="${s.id}" data-side="${side}" class="${signOf(cell)}"><span${why}>${textOf(cell)}</span></td>`
}

/** A statistic's name with its definition on hover. */
export function statisticName(s: Statistic): Markup {
  const definition = definitionOf(s.id)
  if (definition === undefined) return html`${s.label}`
  const source = definition.source === undefined ? '' : ` (${definition.source})`
  return html`<span title="${definition.definition}${source}">${s.label}</span>`
}
