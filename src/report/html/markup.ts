/** HTML that cannot forget to escape: every value in a template is text unless it is markup already. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Content = Markup | string | number | null | false | readonly Content[]

/** `html\`<td>${name}</td>\`` escapes `name`; lists are joined; null and false are left out. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.map((part, i) => part + (i < values.length ? textOf(values[i] ?? null) : '')).join(''))
}

/** JSON for a script element: no character in it can end the element or the line. */
export function jsonMarkup(value: unknown): Markup {
  const json = JSON.stringify(value)
  return new Markup(json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029'))
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** The text as it may stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (c) => ESCAPES[c] ?? c)
}

function textOf(content: Content): string {
  if (content === null || content === false) return ''
  if (content instanceof Markup) return content.text
  return typeof content === 'object' ? content.map(textOf).join('') : escapeHtml(String(content))
}
