/** A dimension as a line of places from 0 to 1, so that every method draws in one way whatever the parameter is. */
import { exp, log, log10 } from '../base/elementary.ts'
import type { ParamValue } from '../model/ports.ts'
import type { Dimension, Space } from './trial.ts'

export interface Axis {
  readonly name: string
  /** How many values there are; Infinity of a number without a step. */
  readonly count: number
  /** Whether values near each other are alike: numbers, not words. */
  readonly ordered: boolean
  /** The value of an index from 0; of an axis that has a count. */
  level(index: number): ParamValue
  /** The index of a value; of an axis that has a count. */
  indexOf(value: ParamValue): number
  /** The value at a place, 0 <= place < 1. Equal stretches are equally likely. */
  at(place: number): ParamValue
  /** Where a value is, the middle of its stretch. */
  placeOf(value: ParamValue): number
}

type Numbers = Extract<Dimension, { kind: 'int' | 'float' }>

/** One axis for each dimension, in the order of the space. The dimensions are sound: see `checkSpace`. */
export function axesOf(space: Space): Axis[] {
  return Object.entries(space).map(([name, dimension]) => {
    if (dimension.kind === 'choice') return listed(name, dimension.values, false)
    if (dimension.log === undefined) return linear(name, dimension)
    return dimension.step === undefined ? logarithmic(name, dimension) : listed(name, factors(dimension), true)
  })
}

/** How many combinations a space has. */
export function combinationsOf(axes: readonly Axis[]): number {
  return axes.reduce((product, { count }) => product * count, 1)
}

function listed(name: string, values: readonly ParamValue[], ordered: boolean): Axis {
  const count = values.length
  const indexOf = (value: ParamValue): number => values.indexOf(value)
  return {
    name,
    count,
    ordered,
    level: (index) => values[index]!,
    indexOf,
    at: (place) => values[stretch(place, count)]!,
    placeOf: (value) => (indexOf(value) + 0.5) / count,
  }
}

function linear(name: string, { kind, min, max, step = kind === 'int' ? 1 : undefined }: Numbers): Axis {
  if (step === undefined) return continuous(name, { min, max })
  // A range such as 0.1 to 0.3 by 0.1 is not to lose its last value to rounding.
  const count = Math.floor((max - min) / step + 1e-9) + 1
  const level = (index: number): number => Number((min + index * step).toPrecision(12))
  const indexOf = (value: ParamValue): number => Math.round((Number(value) - min) / step)
  return {
    name,
    count,
    ordered: true,
    level,
    indexOf,
    at: (place) => level(stretch(place, count)),
    placeOf: (value) => (indexOf(value) + 0.5) / count,
  }
}

/** Values have six digits below the first of their range: enough to tell apart, and short enough to type again. */
function continuous(name: string, { min, max }: { readonly min: number; readonly max: number }): Axis {
  const decimals = Math.min(100, Math.max(0, 6 - Math.floor(log10(max - min))))
  return {
    name,
    count: Infinity,
    ordered: true,
    level: endless,
    indexOf: endless,
    at: (place) => clamp(Number((min + place * (max - min)).toFixed(decimals)), { min, max }),
    placeOf: (value) => (Number(value) - min) / (max - min),
  }
}

function logarithmic(name: string, { kind, min, max }: Numbers): Axis {
  // Each whole number has the stretch that rounds to it.
  const whole = kind === 'int'
  const low = log(whole ? min - 0.5 : min)
  const width = log(whole ? max + 0.5 : max) - low
  const round = whole ? Math.round : (x: number): number => Number(x.toPrecision(6))
  return {
    name,
    count: whole ? max - min + 1 : Infinity,
    ordered: true,
    level: whole ? (index): number => min + index : endless,
    indexOf: whole ? (value): number => Number(value) - min : endless,
    at: (place) => clamp(round(exp(low + place * width)), { min, max }),
    placeOf: (value) => (log(Number(value)) - low) / width,
  }
}

/** min, min × step, min × step² … up to max; whole ones rounded, none twice. */
function factors({ kind, min, max, step = 1 }: Numbers): number[] {
  const values: number[] = []
  for (let value = min; value <= max * (1 + 1e-9); value *= step) {
    const tidy = clamp(kind === 'int' ? Math.round(value) : Number(value.toPrecision(12)), { min, max })
    if (tidy !== values.at(-1)) values.push(tidy)
  }
  return values
}

function stretch(place: number, count: number): number {
  return Math.min(count - 1, Math.floor(place * count))
}

function clamp(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, value))
}

function endless(): never {
  throw new RangeError('an axis without a step has no levels')
}
