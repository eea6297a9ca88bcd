/** Ranges as they are typed, `5:50:5`, `0.1:10:log` or `long,both`, checked against the strategy's own declaration. */
import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import type { ParamValue } from '../model/ports.ts'
import type { Dimension, Space } from './trial.ts'

/** What a space needs to know of a declared parameter; a strategy's `ParamSpec` is one. */
export interface Declared {
  readonly kind: string
  /** What is allowed, in words. */
  readonly expects: string
  /** Of a choice: the words there are. */
  readonly options?: readonly string[]
  /** The value, or undefined when it is not allowed. */
  read(given: ParamValue): ParamValue | undefined
}

export type Declarations = Readonly<Record<string, Declared>>

/** Values of one dimension that are listed or reached by a factor. */
const VALUES_MAX = 10_000
const DIMENSIONS_MAX = 64

/**
 * A space from texts by parameter name: `min:max`, `min:max:step`, `min:max:log`, `min:max:factor:log`, a list `a,b,c`, or `*`
 * for all there are.
 * @throws LockstepError E_PARAM_UNKNOWN, E_PARAM_VALUE
 */
export function parseSpace(texts: Readonly<Record<string, string>>, declared: Declarations): Space {
  const space = Object.entries(texts).map(([name, text]) => [name, parseDimension(text, { name, of: declaredAs(name, declared) })] as const)
  return checkSpace(Object.fromEntries(space), declared)
}

/**
 * The same space, if every dimension is one that the strategy takes.
 * @throws LockstepError E_PARAM_UNKNOWN, E_PARAM_VALUE
 */
export function checkSpace(space: Space, declared: Declarations): Space {
  const count = Object.keys(space).length
  if (count < 1 || count > DIMENSIONS_MAX) {
    throw new LockstepError(
      'E_PARAM_VALUE',
      `a search is over 1 to ${DIMENSIONS_MAX} parameters, was over ${count}`,
      'Give ranges such as --param fast=5:50:5.',
    )
  }
  for (const [name, dimension] of Object.entries(space)) {
    const of = declaredAs(name, declared)
    if (dimension.kind === 'choice') checkList(dimension.values, { name, of })
    else checkRange(dimension, { name, of })
  }
  return space
}

interface Named {
  readonly name: string
  readonly of: Declared
}

function declaredAs(name: string, declared: Declarations): Declared {
  if (Object.hasOwn(declared, name)) return declared[name]!
  const words = didYouMean(name, Object.keys(declared))
  throw new LockstepError('E_PARAM_UNKNOWN', `expected a parameter of the strategy, was "${name}"`, `The strategy has no ${name}: ${words}`)
}

function parseDimension(text: string, { name, of }: Named): Dimension {
  if (text === '*') return { kind: 'choice', values: allOf({ name, of }) }
  const numeric = of.kind === 'int' || of.kind === 'float'
  if (!numeric || !text.includes(':')) return { kind: 'choice', values: text.split(',').map((word) => valueOf(word.trim(), { name, of })) }
  const parts = text.split(':').map((part) => part.trim())
  const logarithmic = parts.at(-1) === 'log'
  const numbers = (logarithmic ? parts.slice(0, -1) : parts).map((part) => (part === '' ? NaN : Number(part)))
  const [min = NaN, max = NaN, step] = numbers
  if (numbers.length > 3 || numbers.some(Number.isNaN)) {
    throw fault(name, `be a range such as 5:50:5 or 0.1:10:log, was "${text}"`)
  }
  return { kind: of.kind, min, max, ...(step !== undefined && { step }), ...(logarithmic && { log: true as const }) }
}

function allOf({ name, of }: Named): readonly ParamValue[] {
  if (of.kind === 'bool') return [false, true]
  if (of.options !== undefined) return of.options
  throw fault(name, `have a range or a list: * is all values of a choice, and ${name} is ${of.expects}`)
}

function valueOf(word: string, { name, of }: Named): ParamValue {
  const value = of.read(word)
  if (value === undefined) throw fault(name, `be ${of.expects}, was "${word}"`)
  return value
}

function checkList(values: readonly ParamValue[], { name, of }: Named): void {
  if (values.length < 1 || values.length > VALUES_MAX) throw fault(name, `have 1 to ${VALUES_MAX} values, had ${values.length}`)
  for (const value of values) if (of.read(value) !== value) throw fault(name, `be ${of.expects}, was ${value}`)
  if (new Set(values).size < values.length) throw fault(name, `have each value once: ${values.join(', ')}`)
}

function checkRange(dimension: Extract<Dimension, { kind: 'int' | 'float' }>, { name, of }: Named): void {
  const { kind, min, max, step, log } = dimension
  if (kind !== of.kind) throw fault(name, `be ${of.expects}, not a range of kind ${kind}`)
  for (const end of [min, max]) if (of.read(end) !== end) throw fault(name, `be ${of.expects}, was ${end}`)
  if (min >= max) throw fault(name, `rise from its first value to its last, was ${min} to ${max}`)
  if (log !== undefined && min <= 0) throw fault(name, `begin above 0 to be even over logarithms, began at ${min}`)
  if (step === undefined) return
  const least = log === undefined ? 0 : 1
  if (!(step > least && step < Infinity)) throw fault(name, `have a step above ${least}, was ${step}`)
  if (log === undefined && kind === 'int' && !Number.isInteger(step)) throw fault(name, `have a whole step, was ${step}`)
  // Each factor of 1.0001 is a value of its own, and 10,000 of them span a factor of 2.7.
  if (log !== undefined && step < 1.0001) throw fault(name, `have a factor of at least 1.0001, was ${step}`)
}

function fault(name: string, words: string): LockstepError {
  return new LockstepError(
    'E_PARAM_VALUE',
    `${name} must ${words}`,
    `Write --param ${name}=min:max:step, =min:max:log, or =a,b,c for a list.`,
  )
}
