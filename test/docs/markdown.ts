/** What the documentation's tests read out of a Markdown page. */

/** A fenced block of code: ```` ```sh run ```` has the language `sh` and the flag `run`. */
export interface Block {
  readonly page: string
  /** Line of its first line of code. */
  readonly line: number
  readonly language: string
  readonly flags: readonly string[]
  readonly code: string
}

export interface Link {
  readonly line: number
  /** Path relative to the page, '' for the page itself. */
  readonly path: string
  readonly anchor: string
}

/** A number that a measurement stands behind: `<!-- figure: id field -->12.3<!-- /figure -->`. */
export interface Figure {
  readonly line: number
  readonly id: string
  /** Which number of the result, `value` by default. */
  readonly field: string
  /** As printed, such as `11.3` or `1,234`. */
  readonly printed: string
  /** What one printed unit stands for: 1e6 in `<!-- figure: id value 1e6 -->11.3<!-- /figure --> million`. */
  readonly scale: number
}

export function blocksOf(page: string, markdown: string): Block[] {
  return [...markdown.matchAll(FENCE)].map((m) => {
    const [language = '', ...flags] = (m[3] ?? '').trim().split(/\s+/)
    return { page, line: lineOf(markdown, m.index) + 1, language, flags, code: m[4] ?? '' }
  })
}

/** Links to files and headings; addresses of the web are left out. */
export function linksOf(markdown: string): Link[] {
  const prose = withoutCode(markdown)
  return [...prose.matchAll(/!?\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)]
    .filter((m) => !/^[a-z]+:/.test(m[1] ?? ''))
    .map((m) => {
      const [path = '', anchor = ''] = (m[1] ?? '').split('#')
      return { line: lineOf(prose, m.index), path, anchor }
    })
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>()
  return [...withoutCode(markdown).matchAll(/^#{1,6} +(.+)$/gm)].map((m) => {
    const text = (m[1] ?? '')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
    const count = seen.get(text) ?? 0
    seen.set(text, count + 1)
    return count === 0 ? text : `${text}-${count}`
  })
}

export function figuresOf(markdown: string): Figure[] {
  return [...withoutCode(markdown).matchAll(/<!-- figure: (\S+)(?: (\S+))?(?: (\S+))? -->([^<]*)<!-- \/figure -->/g)].map((m) => ({
    line: lineOf(markdown, m.index),
    id: m[1] ?? '',
    field: m[2] ?? 'value',
    scale: Number(m[3] ?? 1),
    printed: (m[4] ?? '').trim(),
  }))
}

/** The number as the figure would print it: the same decimals, with commas between thousands. */
export function printLike(figure: Figure, value: number): string {
  const decimals = (figure.printed.split('.')[1] ?? '').length
  return (value / figure.scale).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

const FENCE = /^([ ]{0,3})(`{3,})([^`\n]*)\n([^]*?)^\1\2`*[ ]*$/gm

/** The page with code, in blocks and in lines, as spaces: lines stay where they were. */
function withoutCode(markdown: string): string {
  const blank = (code: string): string => code.replace(/[^\n]/g, ' ')
  return markdown.replace(FENCE, blank).replace(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, (code, _ticks, at: number, all: string) => {
    // A heading's anchor keeps the words of its code.
    return all.slice(all.lastIndexOf('\n', at) + 1).startsWith('#') ? code : blank(code)
  })
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}
