/**
 * How far market and stop orders fill beyond the price they would get: the question that a fill puts, and the rules. Limits do not
 * slip, unless a rule says so. A rule that gives a part of a tick is rounded up to whole ones, against us.
 */
import { LockstepError } from '../base/error.ts'
import { qtyOf, type Instrument } from '../model/instrument.ts'

/** What slippage may depend on: one fill. A reused object: a rule must keep nothing of it. */
export interface SlippageQuestion {
  instrument: Instrument
  /** Of the instrument in the run. */
  index: number
  /** +1 buy, -1 sell. */
  side: number
  /** The order opens or adds; false for one that only closes, a leg of a bracket too. */
  opens: boolean
  /** It fills as a limit order. */
  limit: boolean
  /** 0 where the size is not known yet. */
  lots: number
  /** Where it would fill. */
  ticks: number
  /** Units of quantity that the bar traded it fills on; NaN where unknown. */
  volume: number
  /** Ask less bid in ticks; NaN where unknown. */
  spread: number
}

/** A rule that moves fills against us. */
export interface Slippage {
  readonly label: string
  /** Whole ticks, at least 0. */
  ticks(q: SlippageQuestion): number
  /** Of those, the ticks that are spread, for the account of costs; none without it. */
  spreadTicks?(q: SlippageQuestion): number
  /** True when it wants `spread` to be known. */
  readonly usesQuotes?: boolean
  /** True when limit orders pay it as others do. */
  readonly limitsToo?: boolean
  /** The rule for one instrument, where it differs by instrument: asked once at set-up. */
  of?(instrument: Instrument): Slippage
}

/** A share of the price: `slippageBps(2)`. */
export function slippageBps(bps: number): Slippage {
  check(Number.isFinite(bps) && bps >= 0 && bps <= 10_000, 'slippage between 0 and 10,000 basis points', bps)
  return { label: `${bps} bps`, ticks: ({ ticks }) => wholeTicks((Math.abs(ticks) * bps) / 10_000) }
}

/** A fixed number of ticks: `slippageTicks(1)`. */
export function slippageTicks(count: number): Slippage {
  check(Number.isSafeInteger(count) && count >= 0, 'slippage as a whole number of ticks of at least 0', count)
  return { label: `${count} ticks`, ticks: () => count }
}

/**
 * A share of the spread between bid and ask: half of it, unless given. `otherwise` is the spread in ticks where none is quoted. For
 * policies that fill at the middle or the last price; one that fills at bid and ask has paid it already.
 */
export function slippageSpread({ share = 0.5, otherwise = 0 }: { share?: number; otherwise?: number } = {}): Slippage {
  check(share >= 0 && share <= 10, 'slippage as a share of the spread between 0 and 10', share)
  check(otherwise >= 0 && otherwise < Infinity, 'a spread in ticks of at least 0', otherwise)
  const ticks = ({ spread }: SlippageQuestion): number => wholeTicks(share * Math.max(Number.isNaN(spread) ? otherwise : spread, 0))
  return {
    label: `${share} of the spread${otherwise > 0 ? `, of ${otherwise} ticks where none is quoted` : ''}`,
    usesQuotes: true,
    ticks,
    spreadTicks: ticks,
  }
}

/**
 * The square of the share of the bar's volume, at most `limit`, times `impact` times the price. A bar without volume counts as the
 * limit; where volume is unknown there is no slippage. The defaults and the rule are those of LEAN's VolumeShareSlippageModel.
 */
export function slippageVolumeShare({ limit = 0.025, impact = 0.1 }: { limit?: number; impact?: number } = {}): Slippage {
  check(limit > 0 && limit <= 1, 'a limit on the share of volume above 0 and at most 1', limit)
  check(impact >= 0 && impact < Infinity, 'an impact of at least 0', impact)
  return {
    label: `${impact} × price × (share of volume up to ${limit})²`,
    ticks: (q) => {
      const share = Math.min(shareOfVolume(q), limit)
      return wholeTicks(share * share * impact * Math.abs(q.ticks))
    },
  }
}

/** The square root of the share of the bar's volume, at most 1, times `factor` times the price: the usual form of market impact. */
export function slippageRootOfVolume(factor: number): Slippage {
  check(factor >= 0 && factor < Infinity, 'a factor of at least 0', factor)
  return {
    label: `${factor} × price × √(share of volume)`,
    ticks: (q) => wholeTicks(factor * Math.sqrt(Math.min(shareOfVolume(q), 1)) * Math.abs(q.ticks)),
  }
}

/** A step of a depth profile: up to this share of the bar's volume in all, lots cost so many ticks. */
export interface DepthStep {
  readonly upTo: number
  readonly ticks: number
}

/**
 * Walks a book that is as deep as the bar's volume says: `slippageDepth([{ upTo: 0.01, ticks: 0 }, { upTo: 0.1, ticks: 2 }])` fills the
 * first hundredth of the volume without slippage and the rest at 2 ticks, and charges their average. What goes beyond the last
 * step costs as much as it; where volume is unknown all costs what the first one does.
 */
export function slippageDepth(steps: readonly DepthStep[]): Slippage {
  const wrong = steps.findIndex(({ upTo }, k) => !(upTo > (steps[k - 1]?.upTo ?? 0) && upTo < Infinity))
  check(steps.length > 0 && wrong < 0, 'steps of depth with rising shares above 0', steps[wrong]?.upTo ?? 0)
  const bad = steps.findIndex(({ ticks }, k) => !(ticks >= (steps[k - 1]?.ticks ?? 0) && ticks < Infinity))
  check(bad < 0, 'steps of depth that cost at least what the one before does', steps[bad]?.ticks ?? 0)
  return {
    label: `depth ${steps.map(({ upTo, ticks }) => `${ticks} ticks to ${upTo} of volume`).join(', ')}`,
    ticks: (q) => wholeTicks(averageDepth(steps, shareOfVolume(q))),
  }
}

/** A spread that is paid once a round trip, by whatever opens or adds, limits too: `spreadOnEntry(10)` is 0.1 % of the price. */
export function spreadOnEntry(bps: number): Slippage {
  const rule = slippageBps(bps)
  const ticks = (q: SlippageQuestion): number => (q.opens ? rule.ticks(q) : 0)
  return { label: `${bps} bps on entries, limits too`, limitsToo: true, ticks, spreadTicks: ticks }
}

/** Each instrument its own: `slippageByInstrument('by kind', (i) => (i.baseCurrency === undefined ? slippageBps(1) : slippageBps(8)))`. */
export function slippageByInstrument(label: string, pick: (instrument: Instrument) => Slippage): Slippage {
  const of = (instrument: Instrument): Slippage => slippageOf(pick(instrument), instrument)
  return { label, of, ticks: (q) => of(q.instrument).ticks(q), spreadTicks: (q) => of(q.instrument).spreadTicks?.(q) ?? 0 }
}

/** Several rules as one: their ticks add up. */
export function sumOfSlippage(rules: readonly Slippage[]): Slippage {
  const [only] = rules
  if (only !== undefined && rules.length === 1) return only
  return {
    label: rules.length === 0 ? 'none' : rules.map((r) => r.label).join(' + '),
    usesQuotes: rules.some((r) => r.usesQuotes === true),
    limitsToo: rules.some((r) => r.limitsToo === true),
    ...(rules.some((r) => r.of !== undefined) && { of: (i: Instrument) => sumOfSlippage(rules.map((r) => slippageOf(r, i))) }),
    ticks: (q) => sumOver(rules, q, (rule) => rule.ticks(q)),
    ...(rules.some((r) => r.spreadTicks !== undefined) && {
      spreadTicks: (q: SlippageQuestion) => sumOver(rules, q, (rule) => rule.spreadTicks?.(q) ?? 0),
    }),
  }
}

/** Of the rules that a fill pays. */
function sumOver(rules: readonly Slippage[], q: SlippageQuestion, ticks: (rule: Slippage) => number): number {
  let sum = 0
  for (const rule of rules) if (!q.limit || rule.limitsToo === true) sum += ticks(rule)
  return sum
}

/** The rule for one instrument. */
export function slippageOf(rule: Slippage, instrument: Instrument): Slippage {
  return rule.of?.(instrument) ?? rule
}

/** Of the bar's volume that the fill is; 0 where either is unknown. */
function shareOfVolume({ instrument, lots, volume }: SlippageQuestion): number {
  return Number.isNaN(volume) || lots === 0 ? 0 : qtyOf(instrument, lots) / volume
}

function averageDepth(steps: readonly DepthStep[], share: number): number {
  const last = steps.at(-1)!
  if (share === 0) return steps[0]!.ticks
  if (share === Infinity) return last.ticks
  let [cost, from] = [0, 0]
  for (const { upTo, ticks } of steps) {
    if (from >= share) break
    cost += (Math.min(upTo, share) - from) * ticks
    from = Math.min(upTo, share)
  }
  return (cost + (share - from) * last.ticks) / share
}

/** Up to whole ticks, float noise aside. */
function wholeTicks(ticks: number): number {
  return Math.max(Math.ceil(ticks - 1e-9), 0)
}

function check(ok: boolean, expected: string, was: number): void {
  if (!ok) throw new LockstepError('E_CONFIG', `expected ${expected}, was ${was}`, 'For example slippageBps(2) or slippageTicks(1).')
}
