/**
 * Choose in the past, trade what follows, move on: the only way in which a choice of parameters could have been lived.
 * Pardo 2008, "The evaluation and optimization of trading strategies", chapter 11.
 */
import { LockstepError } from '../base/error.ts'
import { epochMs, formatDate } from '../model/time.ts'
import { barsIn, FOLDS_MAX, type Fold, type Stretch } from './fold.ts'
import { noSpan, parseSpan, type Span, type Timeline } from './span.ts'

export interface WalkForward {
  readonly train: Span
  /** Also how far the next fold begins after this one. */
  readonly test: Span
  /** Every training begins with the first bar, and grows; otherwise it moves along and keeps its length. */
  readonly anchored?: boolean
  /** Left out between training and test. */
  readonly gap?: Span
}

/** `12m/3m`: train twelve months, test three. @throws LockstepError E_USAGE */
export function parseWalkForward(text: string): Pick<WalkForward, 'train' | 'test'> {
  const [train = '', test, ...more] = text.split('/')
  const spans = test === undefined || more.length > 0 ? undefined : { train: parseSpan(train), test: parseSpan(test) }
  if (spans !== undefined && spans.train.count > 0 && spans.test.count > 0) return spans
  throw new LockstepError('E_USAGE', `expected spans of training and test such as 12m/3m, was "${text}"`, 'Write both, neither of them 0.')
}

/**
 * Folds whose tests follow each other without a gap up to the last bar; the last may be shorter. One without a bar in either part is
 * left out.
 * @throws LockstepError E_USAGE where there is no fold, E_LIMIT where there are too many
 */
export function walkForwardFolds(timeline: Timeline, { train, test, anchored = false, gap = noSpan }: WalkForward): Fold[] {
  const folds: Fold[] = []
  const first = timeline.moved(timeline.from, train)
  for (let step = 0; ; step++) {
    const testFrom = timeline.moved(first, test, step)
    if (testFrom >= timeline.to) break
    if (step >= FOLDS_MAX) {
      throw new LockstepError('E_LIMIT', `a walk forward has more than ${FOLDS_MAX} folds`, 'Give a longer test, such as 12m/3m.')
    }
    const testTo = Math.min(timeline.to, timeline.moved(first, test, step + 1)) as Stretch['to']
    const trainFrom = anchored ? timeline.from : timeline.moved(timeline.from, test, step)
    const parts = [{ from: trainFrom, to: timeline.moved(testFrom, gap, -1) }]
    const tests = [{ from: testFrom, to: testTo }]
    if (barsIn(parts, timeline) > 0 && barsIn(tests, timeline) > 0) folds.push({ number: folds.length, train: parts, test: tests })
  }
  if (folds.length === 0) {
    throw new LockstepError(
      'E_USAGE',
      `expected bars after the first training of a walk forward, the data end on ${formatDate(epochMs(timeline.to - 1))}`,
      'Give shorter spans.',
    )
  }
  return folds
}
