/** Rows of two runs side by side: the same order at the same moment, else the same thing a little earlier or later, else alone. */
import { byMoment, type GoldenRow } from './golden-row.ts'

/** At least one of them is there. */
export interface RowPair {
  readonly expected: GoldenRow | null
  readonly found: GoldenRow | null
  readonly isShifted: boolean
}

/** Rows in pairs, and what an order that was found is called by its twin: one too many in a moment renumbers those after it. */
export interface PairedRows {
  readonly pairs: readonly RowPair[]
  readonly nameOf: (instrument: string, order: string) => string
}

/** Pairs in no order. @param shiftMsMax how far apart rows may be to be the same thing */
export function pairRows(expected: readonly GoldenRow[], found: readonly GoldenRow[], shiftMsMax: number): PairedRows {
  const names = namesAlike(expected, found)
  const nameOf = (instrument: string, order: string): string => names.get(`${instrument} ${order}`) ?? order
  const waiting = Map.groupBy(found, (row) => identityOf(row, nameOf(row.instrument, row.order)))
  const asked = Map.groupBy(expected, (row) => identityOf(row, row.order))
  const pairs: RowPair[] = []
  const taken = new Set<GoldenRow>()
  for (const [identity, rows] of asked) {
    for (const [row, twin] of alike(rows, waiting.get(identity) ?? [])) {
      pairs.push({ expected: row, found: twin, isShifted: false })
      taken.add(row).add(twin)
    }
  }
  const missing = expected.filter((row) => !taken.has(row))
  const extra = found.filter((row) => !taken.has(row))
  return { pairs: [...pairs, ...shiftedPairs(missing, extra, shiftMsMax)], nameOf }
}

/** The row of a pair that comes first; what was expected when both are of one moment. */
export function earlierOf({ expected, found }: RowPair): GoldenRow {
  return expected !== null && (found === null || byMoment(expected, found) <= 0) ? expected : found!
}

/** Names of orders that were found by those of their twins, where they are not the same. */
function namesAlike(expected: readonly GoldenRow[], found: readonly GoldenRow[]): Map<string, string> {
  const names = new Map<string, string>()
  const placed = (rows: readonly GoldenRow[]): Map<string, GoldenRow[]> =>
    Map.groupBy(
      rows.filter(({ kind }) => kind === 'order'),
      ({ time, instrument }) => `${time} ${instrument}`,
    )
  const asked = placed(expected)
  for (const [moment, rows] of placed(found)) {
    const twins = new Map(alike(asked.get(moment) ?? [], rows).map(([row, twin]) => [twin, row]))
    for (const row of rows) {
      const name = twins.get(row)?.order ?? `${row.order} alone`
      if (name !== row.order) names.set(`${row.instrument} ${row.order}`, name)
    }
  }
  return names
}

/** What two lists of one moment have in common, in order: rows that are equal, from both ends first, and between those what is of one sort. */
function alike(expected: readonly GoldenRow[], found: readonly GoldenRow[]): [GoldenRow, GoldenRow][] {
  const pairs: [GoldenRow, GoldenRow][] = []
  const [was, is] = [expected.map(contentOf), found.map(contentOf)]
  let [from, to, end] = [0, was.length, is.length]
  while (from < to && from < end && was[from] === is[from]) pairs.push([expected[from]!, found[from++]!])
  while (to > from && end > from && was[to - 1] === is[end - 1]) pairs.push([expected[--to]!, found[--end]!])
  let [a, b] = [from, from]
  for (let k = from; k < to; k++) {
    const twin = is.indexOf(was[k]!, b)
    if (twin < 0 || twin >= end) continue
    pairs.push(...ofOneSort(expected.slice(a, k), found.slice(b, twin)), [expected[k]!, found[twin]!])
    ;[a, b] = [k + 1, twin + 1]
  }
  return [...pairs, ...ofOneSort(expected.slice(a, to), found.slice(b, end))]
}

/** None of these is equal to another: as many as there were are the same, changed; else those of one sort are. */
function ofOneSort(expected: readonly GoldenRow[], found: readonly GoldenRow[]): [GoldenRow, GoldenRow][] {
  if (expected.length === found.length) return expected.map((row, k) => [row, found[k]!])
  let next = 0
  return expected.flatMap((row): [GoldenRow, GoldenRow][] => {
    const twin = found.findIndex((other, k) => k >= next && sortOf(other) === sortOf(row))
    if (twin < 0) return []
    next = twin + 1
    return [[row, found[twin]!]]
  })
}

/** All of it but names of orders, which depend on how many there are. */
function contentOf({ fields }: GoldenRow): string {
  return [...fields].map(([name, text]) => (name === 'parent' ? '' : `${name}=${text}`)).join(' ')
}

function identityOf({ time, kind, instrument, fields }: GoldenRow, order: string): string {
  return `${time} ${kind} ${instrument} ${order} ${fields.get('why') ?? ''} ${fields.get('owner') ?? ''}`
}

/** Each missing row takes the first that is left of its sort and near enough; whatever remains stands alone. Both are in order of time. */
function shiftedPairs(missing: readonly GoldenRow[], extra: readonly GoldenRow[], shiftMsMax: number): RowPair[] {
  const waiting = Map.groupBy(extra, sortOf)
  const nextOf = new Map<string, number>()
  const taken = new Set<GoldenRow>()
  const pairs = missing.map((row): RowPair => {
    const sort = sortOf(row)
    const candidates = waiting.get(sort) ?? []
    let next = nextOf.get(sort) ?? 0
    // What is too early for this row is too early for all that follow.
    while (next < candidates.length && candidates[next]!.time < row.time - shiftMsMax) next++
    const candidate = candidates[next]
    const twin = candidate !== undefined && candidate.time <= row.time + shiftMsMax ? candidate : null
    if (twin !== null) taken.add(twin)
    nextOf.set(sort, twin === null ? next : next + 1)
    return { expected: row, found: twin, isShifted: twin !== null }
  })
  const alone = extra.filter((row) => !taken.has(row))
  return [...pairs, ...alone.map((row): RowPair => ({ expected: null, found: row, isShifted: false }))]
}

function sortOf({ kind, instrument, fields }: GoldenRow): string {
  return [kind, instrument, ...['side', 'role', 'type', 'reason', 'why', 'owner'].map((name) => fields.get(name) ?? '')].join(' ')
}
