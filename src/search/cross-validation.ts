/**
 * Each part of the data is tested once and all others choose, those left out that know the test: bars whose outcome reaches into
 * it, and for a while after it. López de Prado 2018, "Advances in financial machine learning", chapters 7 and 12.
 */
import { LockstepError } from '../base/error.ts'
import { barsIn, FOLDS_MAX, type Fold, type Stretch } from './fold.ts'
import { noSpan, type Span, type Timeline } from './span.ts'

export interface Purging {
  /** How long the outcome of a decision takes: bars from which it reaches a test, or the other way round, do not train. */
  readonly horizon?: Span
  /** Bars for so long after a test do not train either, because what is near in time is alike. */
  readonly embargo?: Span
}

export interface CrossValidation extends Purging {
  /** Parts of the data of equally many bars, at least 2. */
  readonly parts: number
}

export interface CombinatorialValidation extends CrossValidation {
  /** How many of the parts a fold tests; as many folds as there are choices of them. */
  readonly testParts: number
}

/** One fold a part. @throws LockstepError E_USAGE, E_LIMIT */
export function crossValidationFolds(timeline: Timeline, given: CrossValidation): Fold[] {
  return combinatorialFolds(timeline, { ...given, testParts: 1 })
}

/** Every choice of parts as test, in the order of the parts; each part of a test is a stretch of its own. @throws LockstepError E_USAGE, E_LIMIT */
export function combinatorialFolds(timeline: Timeline, { parts, testParts, ...purging }: CombinatorialValidation): Fold[] {
  checkParts(timeline, { parts, testParts })
  const stretches = Array.from({ length: parts }, (_, i) => partOf(timeline, { i, parts }))
  return choices(parts, testParts).map((chosen, number) => {
    const test = chosen.map((i) => stretches[i]!)
    const train = trainOf(test, timeline, purging)
    if (barsIn(train, timeline) > 0) return { number, train, test }
    throw new LockstepError(
      'E_USAGE',
      `nothing is left to train on for test ${number}`,
      'Give fewer parts, or a shorter horizon or embargo.',
    )
  })
}

/**
 * The ways through all of the data out of sample that the folds make: of each way, the fold that tests each part. There are
 * folds × testParts / parts of them. López de Prado 2018, 12.3.
 */
export function combinatorialPaths({ parts, testParts }: Pick<CombinatorialValidation, 'parts' | 'testParts'>): Int32Array[] {
  const chosen = choices(parts, testParts)
  const testing = Array.from({ length: parts }, (_, part) => chosen.flatMap((list, fold) => (list.includes(part) ? [fold] : [])))
  return testing[0]!.map((_, path) => Int32Array.from(testing, (folds) => folds[path]!))
}

/** Everything but the tests, what is too near before them and what is too near after. */
function trainOf(test: readonly Stretch[], timeline: Timeline, { horizon = noSpan, embargo = noSpan }: Purging): Stretch[] {
  const train: Stretch[] = []
  let from = timeline.from
  for (const part of test) {
    const to = timeline.moved(part.from, horizon, -1)
    if (to > from) train.push({ from, to })
    const after = timeline.moved(timeline.moved(part.to, horizon), embargo)
    if (after > from) from = after
  }
  if (from < timeline.to) train.push({ from, to: timeline.to })
  return train
}

function partOf(timeline: Timeline, { i, parts }: { readonly i: number; readonly parts: number }): Stretch {
  const edge = (k: number): number => Math.round((k * timeline.barCount) / parts)
  return { from: timeline.timeOf(edge(i)), to: timeline.timeOf(edge(i + 1)) }
}

/** Every choice of `size` of the first whole numbers, in order. */
function choices(count: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]]
  const lists: number[][] = []
  for (let first = from; first <= count - size; first++) {
    for (const rest of choices(count, size - 1, first + 1)) lists.push([first, ...rest])
  }
  return lists
}

function checkParts(timeline: Timeline, { parts, testParts }: Pick<CombinatorialValidation, 'parts' | 'testParts'>): void {
  if (!Number.isInteger(parts) || parts < 2 || parts > timeline.barCount) {
    throw new LockstepError(
      'E_USAGE',
      `cross-validation has 2 to ${timeline.barCount} parts, as many as there are bars, was ${parts}`,
      'Five to ten parts are usual.',
    )
  }
  if (!Number.isInteger(testParts) || testParts < 1 || testParts >= parts) {
    throw new LockstepError('E_USAGE', `a fold tests 1 to ${parts - 1} of the parts, was ${testParts}`, 'One or two are usual.')
  }
  let folds = 1
  for (let k = 1; k <= testParts; k++) folds = (folds * (parts - testParts + k)) / k
  if (folds > FOLDS_MAX) {
    throw new LockstepError('E_LIMIT', `${parts} parts, ${testParts} at a time, are more than ${FOLDS_MAX} folds`, 'Give fewer parts.')
  }
}
