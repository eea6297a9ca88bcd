/** House rules that no linter has. Those that one has are in .oxlintrc.json. */
import type { Violation } from './imports.ts'
import { lineOf, type Source } from './source.ts'

const LINES_WARN = 300
const LINES_MAX = 500
const VAGUE_NAMES = /(^|[-/.])(utils?|helpers?|common|misc|managers?|services?)(?=[-/.])/
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/

export function nameViolations(path: string): Violation[] {
  const violations: Violation[] = []
  const vague = VAGUE_NAMES.exec(path)
  if (vague !== null) violations.push({ at: path, fix: `"${vague[2]}" says nothing; name the file by the noun it owns, as in slippage.ts` })
  const file = path.slice(path.lastIndexOf('/') + 1)
  if (!KEBAB.test(file)) violations.push({ at: path, fix: 'write file names in lower case with hyphens, as in fixed-point.ts' })
  return violations
}

/** Files over the limit, unless their first line says why. */
export function lengthViolations(source: Source): Violation[] {
  const [first = ''] = source.text.split('\n')
  const count = lineCount(source)
  if (count <= LINES_MAX || /^\/[/*].*\blong because \S/i.test(first)) return []
  return [{ at: source.path, fix: `${count} lines, the limit is ${LINES_MAX}: split it by noun, or begin it with "// Long because …"` }]
}

/** Files that want to be split soon; printed, not failed. */
export function longFiles(sources: readonly Source[]): string[] {
  return sources.filter((source) => lineCount(source) > LINES_WARN).map((source) => `${source.path} has ${lineCount(source)} lines`)
}

/** A test that does not run, or keeps others from running. */
export function unrunTestViolations(source: Source): Violation[] {
  return [...source.code.matchAll(/\b(test|it|describe|suite)\s*\.\s*(skip|only|todo)\b/g)].map((m) => ({
    at: `${source.path}:${lineOf(source.code, m.index)}`,
    fix: `${m[1]}.${m[2]}: run it or delete it`,
  }))
}

/** Paths of one machine, in any file: they mean nothing to whoever clones the repository. */
export function machinePathViolations(path: string, text: string): Violation[] {
  return [...text.matchAll(/(?<![\w.@:/])\/(work|home|root|Users)\/\w|\bC:\\Users|\.\.\/shared\b/g)].map((m) => ({
    at: `${path}:${lineOf(text, m.index)}`,
    fix: `"${m[0]}" is a path of one machine; make it relative to the repository or an argument`,
  }))
}

function lineCount(source: Source): number {
  return source.text.trimEnd().split('\n').length
}
