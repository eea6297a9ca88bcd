/** The properties of this folder as their sources name them: what docs/explanation/properties.md prints and a test counts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface PropertyFile {
  readonly name: string
  /** What the file says it is about, and each of its properties in words. */
  readonly about: string
  readonly properties: readonly string[]
}

/** Ways in which these files assert a property. */
const ASSERTS = /\bfc\.assert\(|\bholds\(|\bsome\(/
const TEST = /^( *)test(?:\.each\(.*?\))?\(\s*(['"`])(.*?)\2,/gms
const GROUP = /^describe\('(.*?)'/gm

export function propertyFiles(): PropertyFile[] {
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'))
  return names.sort().flatMap((name) => {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8')
    const found = [...text.matchAll(TEST)]
    const properties = found.flatMap((match, k) => {
      const body = text.slice(match.index, found[k + 1]?.index)
      const group = match[1] === '' ? undefined : [...text.slice(0, match.index).matchAll(GROUP)].at(-1)?.[1]
      return ASSERTS.test(body) ? [`${group === undefined ? '' : `${group}: `}${match[3]!}`] : []
    })
    const about = /^\/\*\*\s*(.*?)\s*\*\//s.exec(text)?.[1] ?? ''
    return properties.length === 0 ? [] : [{ name, about: about.replaceAll(/\s*\n \* ?/g, ' '), properties }]
  })
}

/** The list as a page shows it. */
export function propertyList(files: readonly PropertyFile[]): string {
  return files
    .map(({ name, about, properties }) =>
      [`**[${name}](../../test/properties/${name})** ${about}`, '', ...properties.map((text) => `- ${text}`)].join('\n'),
    )
    .join('\n\n')
}
