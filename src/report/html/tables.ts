/** Printed tables as markup: names lead to their definition, times can change their zone, profits have a colour. */
import { signOf, textOf, type Cell, type Term } from '../cell.ts'
import type { PrintedTable } from '../printed/printed-table.ts'
import { html, Markup, type Content } from './markup.ts'

export interface TableLook {
  /** Scrolls within a fixed height. */
  readonly tall?: boolean
  /** Attributes of each row. */
  readonly row?: (index: number) => Markup
  /** How many observations its figures come from, for their explanation. */
  readonly n?: string
}

type Table = Omit<PrintedTable, 'rows'> & { readonly rows: readonly (readonly (Cell | Markup)[])[] }

/** A table that scrolls sideways where it must; its box can be reached and scrolled with the keyboard. */
export function table({ title, head, rows, left = [], total }: Table, { tall = false, row, n }: TableLook = {}): Markup {
  const side = (k: number): Content => (left.includes(k) ? html` class="text"` : null)
  const cell = (c: Cell | Markup, k: number): Markup => {
    if (k === 0) return html`<th scope="row">${c instanceof Markup ? c : content(c)}</th>`
    if (c instanceof Markup) return html`<td${side(k)}>${c}</td>`
    return html`<td${signOf(c) === '' ? side(k) : html` class="${signOf(c)}"`}>${content(c)}</td>`
  }
  const body = rows.map((cells, i) => {
    const kind = total === true && i === rows.length - 1 && html` class="total"`
    return html`<tr${kind}${row !== undefined && row(i)}>${cells.map(cell)}</tr>\n`
  })
  return html`<div class="scroll${tall && ' tall'}" tabindex="0" role="region" aria-label="${title}">
    <table${n !== undefined && html` data-n="${n}"`}>
      <thead>
        <tr>${head.map((h, k) => html`<th scope="col" ${side(k)}>${content(h)}</th>`)}</tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`
}

/** A cell's text with what the page can do with it. */
export function content(cell: Cell): Content {
  if (typeof cell === 'string' || 'profit' in cell) return textOf(cell)
  if ('time' in cell) return time(cell.time)
  return term(cell)
}

/** A moment in UTC that the page can also show in the reader's zone. */
export function time(ms: number): Markup {
  return html`<time datetime="${new Date(ms).toISOString().replace(/(:00)?\.000Z$/, 'Z')}">${textOf({ time: ms })}</time>`
}

/** A name that leads to its definition, which hovering and focus show too. */
export function term({ term, label }: Term): Markup {
  return html`<a class="term" href="#def-${term}">${label}</a>`
}
