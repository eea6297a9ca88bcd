/** What a sweep says of trials that are done and stand in no ranking. */
import type { SweepDocument } from './sweep-document.ts'

/** How many there are and what may be the reason; '' where all are ranked. */
export function unrankedText({ counts, sweep }: Pick<SweepDocument, 'counts' | 'sweep'>): string {
  const count = counts.done - counts.ranked
  if (count === 0) return ''
  const reasons = [
    ...(sweep.method === 'halving' ? ['on a share of the data'] : []),
    'without a position or the objective',
    ...(sweep.conditions.length > 0 ? ['not meeting the conditions'] : []),
  ]
  return `${count} not ranked: ${reasons.join(', or ')}`
}
