/**
 * Look-ahead. Each run must decide what the plain one decided, at every step and not only where it traded: with everything hidden that is
 * not known yet, with data that end early, and with data that go on. What a strategy makes at load it makes under the same cover.
 */
import { Random } from '../base/random.ts'
import { ID, KIND, ORDER, RECORD_WIDTH, TIME } from '../model/record.ts'
import { formatMoment, type Timestamp } from '../model/time.ts'
import type { CheckVerdict } from '../report/checked.ts'
import { counted, firstDifferent, type Check, type Checking } from './checking.ts'
import { firstDivergence } from './divergence.ts'
import { hiddenKinds, type Hidden, type Played, type Variant } from './variant.ts'

const APPENDED_ROWS = 64
const SEED = 20_110_911
/** With fewer requests than this nothing can be said of what they depend on. */
const REQUESTS_FEW = 5
/** Names of what it read that a sentence tells. */
const TOLD_MAX = 5

const hiddenSays: Readonly<Record<Hidden, string>> = {
  absent: 'bars are hidden until they close',
  noise: 'bars hold wrong numbers until they close',
  shuffled: 'bars hold those of other days until they close',
}

export const lookAhead: Check = async (checking) => {
  const { plain, again, words } = checking
  const repeated = firstDivergence(plain, await again(), words, { when: 'it is run again, nothing changed' })
  if (repeated !== null)
    return verdict('not proven', 'it does not repeat itself, so that nothing can be told from a difference', { divergence: repeated })
  if (plain.tradingFrom === null || plain.steps.length === 0) return verdict('not proven', 'it never came to trade')
  const variants = [...hidden(plain), ...cuts(checking), appended(plain)]
  const { found, touched } = await firstDifferent(checking, variants)
  if (found !== null) return verdict('fail', 'it decides with what is not known yet', { divergence: found })
  const strangers = [...new Set([...plain.touched, ...touched].filter(({ known }) => !known).map(({ what }) => what))]
  const remarks = remarksOf(checking, strangers)
  if (strangers.length > 0) return verdict('not proven', `it read what no check can hide: ${listed(strangers)}`, { remarks })
  const detached = await isDetached(checking)
  if (detached !== null) return verdict('warn', detached, { remarks })
  if (!plain.complete) return verdict('not proven', 'it made more records than a check keeps; the first million are the same', { remarks })
  const steps = plain.steps.length
  return verdict('pass', `all of ${counted(steps, 'step')} decided the same without the future, in ${counted(variants.length, 'run')}`, {
    remarks,
  })
}

function verdict(
  outcome: CheckVerdict['outcome'],
  why: string,
  { divergence = null, remarks = [] }: Partial<Pick<CheckVerdict, 'divergence' | 'remarks'>> = {},
): CheckVerdict {
  return { check: 'look-ahead', outcome, why, divergence, remarks, tables: [] }
}

function hidden({ steps, tradingFrom }: Played): Variant[] {
  return hiddenKinds.map((kind) => ({ says: hiddenSays[kind], reveal: { hidden: kind, steps, tradingFrom: tradingFrom! } }))
}

/** Half of the ends at decisions, half at any step after trading began. */
function cuts({ plain, limits }: Checking): Variant[] {
  const random = new Random(SEED)
  const decided = decisionTimes(plain)
  const first = plain.steps.findIndex((time) => time >= plain.tradingFrom!)
  const times = Array.from({ length: limits.cuts }, (_, k) =>
    k % 2 === 0 && decided.length > 0
      ? decided[random.int(0, decided.length - 1)]!
      : plain.steps[random.int(first, plain.steps.length - 1)]!,
  )
  return [...new Set(times)].sort((a, b) => a - b).map((until) => ({ says: `the data end at ${formatMoment(until as Timestamp)}`, until }))
}

function decisionTimes({ records, recordCount }: Played): number[] {
  const times = new Set<number>()
  for (let at = 0; at < recordCount * RECORD_WIDTH; at += RECORD_WIDTH) {
    if (records[at + KIND] === ORDER && records[at + ID] !== 0) times.add(records[at + TIME]!)
  }
  return [...times]
}

function appended({ steps }: Played): Variant {
  return { says: `${APPENDED_ROWS} more bars follow the data`, appended: { rows: APPENDED_ROWS, counts: steps.at(-1)! } }
}

/** The first few, and how many more there are. */
function listed(all: readonly string[]): string {
  return all.slice(0, TOLD_MAX).join(', ') + (all.length > TOLD_MAX ? `, and ${counted(all.length - TOLD_MAX, 'other')}` : '')
}

function remarksOf({ player, plain }: Checking, touched: readonly string[]): string[] {
  const known = plain.touched.filter((t) => t.known).map(({ what }) => what)
  return [
    ...(player.fresh ? [] : ['what was computed before the strategy was given to the check was not made again']),
    ...(known.length > 0 ? [`it read ${known.join(', ')} itself, and was shown no more of it than was known`] : []),
    ...(touched.length > 0 ? ['name a file that holds nothing of the future with --allow-read'] : []),
  ]
}

/** A sentence where its requests stay the same though every price is another; a schedule says of itself when it calls. */
async function isDetached({ player, plain }: Checking): Promise<string | null> {
  const { asked } = plain
  if (asked.count < REQUESTS_FEW || asked.byClock === asked.count) return null
  const replaced = await player.play({ says: 'every price is another', replaced: SEED })
  if (replaced.asked.count !== asked.count) return null
  const { requests } = replaced.asked
  if (!asked.requests.every((value, k) => Object.is(value, requests[k]))) return null
  return 'it asks for the same orders when every price is another: it goes by the clock, counts, draws lots, or has its answers from elsewhere'
}
