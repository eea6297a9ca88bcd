/**
 * How densely the places of an axis are taken, from a few of them: the mean of a bell around each and a wide one over all.
 * Of words it is how often each occurs. Bergstra, Bardenet, Bengio and Kégl 2011, section 4.
 */
import { exp } from '../base/elementary.ts'
import type { Random } from '../base/random.ts'
import type { Axis } from './axis.ts'

export interface Density {
  /** A place that is as likely as it is dense. */
  draw(dice: Random): number
  /** The density at a place; its mean over the axis is 1. */
  at(place: number): number
}

/** A bell cut off at 0 and 1. */
interface Bell {
  readonly middle: number
  readonly width: number
  /** 1 / what of it is between 0 and 1. */
  readonly scale: number
}

const INVERSE_ROOT_TAU = 0.3989422804014327
/** The bell over all of the axis: nothing is ever out of the question. */
const ANYWHERE = { middle: 0.5, width: 1 } as const
/** Bells are cut off at most by two thirds, so that a hundred draws outside are none that happen. */
const DRAWS_MAX = 100

/** @param places 0 to 1, any number of them */
export function parzen(places: readonly number[], axis: Axis): Density {
  return axis.ordered ? bells(places) : frequencies(places, axis.count)
}

/** A bell is as wide as the way to the further of its neighbours, within reason. */
function bells(places: readonly number[]): Density {
  const sorted = [...places, ANYWHERE.middle].sort((a, b) => a - b)
  const widthMin = 1 / Math.min(100, 1 + sorted.length)
  const prior = sorted.indexOf(ANYWHERE.middle)
  const mixture = sorted.map((middle, i): Bell => {
    const reach = Math.max(middle - (sorted[i - 1] ?? 0), (sorted[i + 1] ?? 1) - middle)
    return bell(i === prior ? ANYWHERE : { middle, width: Math.min(1, Math.max(widthMin, reach)) })
  })
  return {
    draw: (dice) => drawFrom(mixture[dice.int(0, mixture.length - 1)]!, dice),
    at: (place) => mixture.reduce((sum, one) => sum + heightOf(one, place), 0) / mixture.length,
  }
}

function bell({ middle, width }: { readonly middle: number; readonly width: number }): Bell {
  return { middle, width, scale: 1 / (below((1 - middle) / width) - below(-middle / width)) }
}

function heightOf({ middle, width, scale }: Bell, place: number): number {
  const z = (place - middle) / width
  return (INVERSE_ROOT_TAU * exp((-z * z) / 2) * scale) / width
}

function drawFrom({ middle, width }: Bell, dice: Random): number {
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const place = middle + width * dice.normal()
    if (place >= 0 && place < 1) return place
  }
  return dice.unit()
}

/** The normal distribution to 1e-7: Abramowitz and Stegun 7.1.26, with the exponential that is equal on every machine. */
function below(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const upper = (series * exp(-x * x)) / 2
  return z < 0 ? upper : 1 - upper
}

/** Each word counts once before it was seen. */
function frequencies(places: readonly number[], count: number): Density {
  const seen = new Float64Array(count).fill(1)
  const indexOf = (place: number): number => Math.min(count - 1, Math.floor(place * count))
  for (const place of places) seen[indexOf(place)]! += 1
  const total = places.length + count
  return {
    draw: (dice) => {
      let rest = dice.unit() * total
      const index = seen.findIndex((weight) => (rest -= weight) < 0)
      return ((index < 0 ? count - 1 : index) + 0.5) / count
    },
    at: (place) => (seen[indexOf(place)]! / total) * count,
  }
}
