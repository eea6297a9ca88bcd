/**
 * Source files as the rules see them: text with comments and the insides of strings blanked out, so that a rule about
 * code does not trip over prose. A scanner, not a parser: it knows strings, templates, comments and regular expressions.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Source {
  /** From the root, with forward slashes. */
  readonly path: string
  readonly text: string
  /** The text with comments and string contents as spaces; lines and columns stay where they were. */
  readonly code: string
  readonly imports: readonly Import[]
}

export interface Import {
  readonly specifier: string
  readonly line: number
  /** `import type` or `export type … from`. */
  readonly typeOnly: boolean
}

/** Everything under these folders of `root` that ends in .ts, except declarations and caches. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name).replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.ts') && !/(^|\/)(node_modules|dist|\.cache)\//.test(path))
      .toSorted()
      .map((path) => createSource(path, readFileSync(join(root, path), 'utf8'))),
  )
}

export function createSource(path: string, text: string): Source {
  const { code, strings } = blank(text)
  return { path, text, code, imports: findImports(code, strings) }
}

/** The number of the line, from 1, that holds a position. */
export function lineOf(text: string, position: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < position; i = text.indexOf('\n', i + 1)) line++
  return line
}

/** An import is a keyword in the code whose string follows it: `from '…'`, `import '…'`, `import('…')`. */
function findImports(code: string, strings: ReadonlyMap<number, string>): Import[] {
  const imports: Import[] = []
  for (const m of code.matchAll(/\b(?:(import|export)(\s+type\b)?[^'"`;()=]*?\bfrom\s*|import\s*\(\s*|import\s*)(?=['"`])/g)) {
    const specifier = strings.get(m.index + m[0].length)
    if (specifier !== undefined) imports.push({ specifier, line: lineOf(code, m.index), typeOnly: m[2] !== undefined })
  }
  return imports
}

/** One pattern for all that is not code; what it matches is blanked, whatever lies between is kept. */
const COMMENT = /\/\/[^\n]*|\/\*[^]*?\*\//y
const STRING = /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/y
const REGEX = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
/** After these a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEX = /(?:^|[([{,;:=!&|?+\-*%~^<>]|\b(?:return|case|typeof|in|of|do|else|void|yield|await))\s*$/

function blank(text: string): { code: string; strings: Map<number, string> } {
  const strings = new Map<number, string>()
  let code = ''
  /** Depth of braces inside each open `${`. */
  const templates: number[] = []
  const hide = (length: number): void => {
    code += text.slice(code.length, code.length + length).replace(/[^\n]/g, ' ')
  }
  const template = (): void => {
    const rest = /(?:[^`\\$]|\\[^]|\$(?!\{))*/y
    rest.lastIndex = code.length
    hide(rest.exec(text)?.[0].length ?? 0)
    if (text[code.length] === '`') code += '`'
    else if (code.length < text.length) {
      code += '${'
      templates.push(0)
    }
  }
  while (code.length < text.length) {
    const at = code.length
    const char = text[at] ?? ''
    const comment = match(COMMENT, text, at)
    const string = match(STRING, text, at)
    const regex = char === '/' && BEFORE_REGEX.test(code.slice(-80)) ? match(REGEX, text, at) : ''
    if (comment !== '') hide(comment.length)
    else if (string !== '') {
      strings.set(at, string.slice(1, -1))
      code += char
      hide(string.length - 2)
      code += char
    } else if (regex !== '') hide(regex.length)
    else if (char === '`') {
      code += '`'
      template()
    } else {
      code += char
      const depth = templates.at(-1)
      if (depth !== undefined && char === '{') templates[templates.length - 1] = depth + 1
      else if (depth !== undefined && char === '}') {
        if (depth > 0) templates[templates.length - 1] = depth - 1
        else {
          templates.pop()
          template()
        }
      }
    }
  }
  return { code, strings }
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
