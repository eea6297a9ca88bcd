/** Conditions on figures as they are typed: `maxDrawdown < 25% and (sharpe >= 1 or roundTrips > 100)`. `and` binds closer than `or`. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { TrialResult } from './trial.ts'

export type Condition =
  | { readonly kind: 'compare'; readonly figure: string; readonly operator: Operator; readonly bound: number }
  | { readonly kind: 'and'; readonly parts: readonly Condition[] }
  | { readonly kind: 'or'; readonly parts: readonly Condition[] }

export type Operator = '<' | '<=' | '>' | '>=' | '=' | '!='

const operators: Readonly<Record<Operator, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '=': (value, bound) => value === bound,
  '!=': (value, bound) => value !== bound,
}

const TOKEN = /\s*(<=|>=|!=|==|[<>=()]|[A-Za-z][\w-]*|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?%?)/iy
/** Characters of a condition: so many cannot nest deeper than the stack. */
const TEXT_MAX = 1000

/**
 * @param known ids of figures that there are
 * @throws LockstepError E_USAGE
 */
export function parseCondition(text: string, known: readonly string[]): Condition {
  const tokens = new Tokens(text)
  const condition = anyOf(tokens, known)
  if (tokens.peek() !== undefined) throw tokens.fault('"and", "or" or the end')
  return condition
}

/** All of several conditions; undefined of none. */
export function allConditions(parts: readonly Condition[]): Condition | undefined {
  return parts.length < 2 ? parts[0] : { kind: 'and', parts }
}

/** Whether figures meet a condition. A figure that there is not meets none. */
export function meets(condition: Condition, figures: TrialResult['figures']): boolean {
  if (condition.kind === 'and') return condition.parts.every((part) => meets(part, figures))
  if (condition.kind === 'or') return condition.parts.some((part) => meets(part, figures))
  const value = figures[condition.figure] ?? null
  return value !== null && operators[condition.operator](value, condition.bound)
}

function anyOf(tokens: Tokens, known: readonly string[]): Condition {
  const parts = [everyOf(tokens, known)]
  while (tokens.takeWord('or')) parts.push(everyOf(tokens, known))
  return parts.length === 1 ? parts[0]! : { kind: 'or', parts }
}

function everyOf(tokens: Tokens, known: readonly string[]): Condition {
  const parts = [one(tokens, known)]
  while (tokens.takeWord('and')) parts.push(one(tokens, known))
  return parts.length === 1 ? parts[0]! : { kind: 'and', parts }
}

function one(tokens: Tokens, known: readonly string[]): Condition {
  if (tokens.takeWord('(')) {
    const inner = anyOf(tokens, known)
    if (!tokens.takeWord(')')) throw tokens.fault('")"')
    return inner
  }
  const figure = tokens.peek()
  if (figure === undefined || !known.includes(figure)) {
    throw tokens.fault(`a figure (${didYouMean(figure ?? '', known)})`)
  }
  tokens.take()
  const operator = operatorOf(tokens.peek())
  if (operator === undefined) throw tokens.fault('<, <=, >, >=, = or !=')
  tokens.take()
  const bound = numberOf(tokens.peek())
  if (bound === undefined) throw tokens.fault('a number')
  tokens.take()
  return { kind: 'compare', figure, operator, bound }
}

/** As it is written, and `==` for `=`. */
function operatorOf(token: string | undefined): Operator | undefined {
  const word = token === '==' ? '=' : token
  return word !== undefined && Object.hasOwn(operators, word) ? (word as Operator) : undefined
}

/** `0.25` or `25%`. */
function numberOf(token: string | undefined): number | undefined {
  if (token === undefined) return undefined
  const value = token.endsWith('%') ? Number(token.slice(0, -1)) / 100 : Number(token)
  return Number.isFinite(value) ? value : undefined
}

class Tokens {
  private readonly text: string
  private readonly words: string[] = []
  private at = 0

  constructor(text: string) {
    this.text = text
    if (text.length > TEXT_MAX) throw this.fault(`at most ${TEXT_MAX} characters`, `${text.length}`)
    const pattern = new RegExp(TOKEN)
    const end = text.trimEnd().length
    while (pattern.lastIndex < end) {
      const from = pattern.lastIndex
      const word = pattern.exec(text)?.[1]
      if (word === undefined) {
        throw this.fault('a figure, a comparison or a number', `"${text.slice(from, from + 10).trim()}"`)
      }
      this.words.push(word)
    }
  }

  peek(): string | undefined {
    return this.words[this.at]
  }

  take(): void {
    this.at++
  }

  takeWord(word: string): boolean {
    const there = this.peek()?.toLowerCase() === word
    if (there) this.at++
    return there
  }

  /** @param found what is there; the next word unless given */
  fault(wanted: string, found?: string): LockstepError {
    const word = this.peek()
    const there = found ?? (word === undefined ? 'its end' : `"${word}"`)
    return new LockstepError(
      'E_USAGE',
      `expected ${wanted} in the condition "${this.text.slice(0, 80)}", was ${there}`,
      'Write conditions such as "maxDrawdown < 0.25 and roundTrips >= 30".',
    )
  }
}
