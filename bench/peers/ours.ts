/** Our side of a contest, played as the peers are: it loads, says that it is ready, and runs once for each line that it reads. */
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { feeBps, simulateTrades, VERSION, type Bars, type TradeEntries } from 'lockstep'
import { Sma } from 'lockstep/indicators'
import { seriesOf } from '../bars.ts'
import { Collections, rssPeak } from '../collections.ts'
import { clearHeap } from '../measure.ts'
import smaCross from '../sma-cross.ts'
import { wholeRun } from '../whole-run.ts'
import { readColumns } from './columns.ts'
import { contestOf, type OurWay, type PeerJob } from './contests.ts'
import type { Outcome } from './player.ts'
import skipFillBars from './skip-fill-bars.ts'

interface Signals {
  readonly entries: TradeEntries
  /** 1 in rows that leave. */
  readonly exits: Uint8Array
}

const BLOCK = 4096

const given = JSON.parse(process.argv[2]!) as PeerJob
const { rules } = contestOf(process.argv[3]!)
const bars = readColumns(given.folder, given.rows)
const data = seriesOf('FUTURE', bars)
const fees = feeBps(given.feeBps)
let known: Signals | null = null
/** What each way made last: code that was compiled for its objects lives as long as they do. */
const kept = new Map<OurWay, unknown>()

const ways: Readonly<Record<OurWay, () => Outcome>> = {
  engine,
  batch: () => trade('batch', signalsOf(bars)),
  kernel: () => trade('kernel', (known ??= signalsOf(bars))),
}

function engine(): Outcome {
  const { preset, fill, ending, skipsFillBars = false } = rules
  const { fast, slow, qty, cash } = given
  const policies = { ...(preset && { preset }), ...(fill && { fill }), ...(ending && { ending }) }
  const ran = wholeRun(skipsFillBars ? skipFillBars : smaCross, { data, params: { fast, slow, qty }, cash, fees, ...policies })
  kept.set('engine', ran)
  const { roundTrips, statistics } = ran.report
  const equity = statistics.all.find(({ id }) => id === 'finalEquity')?.value ?? NaN
  return { trips: roundTrips.count, equity }
}

/** The averages are made a block at a time and forgotten, so that they stay in the cache. */
function signalsOf({ close, length }: Bars): Signals {
  const lines = [new Sma({ period: given.fast }), new Sma({ period: given.slow })] as const
  const [fast, slow] = [new Float64Array(BLOCK), new Float64Array(BLOCK)]
  const rows: number[] = []
  const exits = new Uint8Array(length)
  let before = NaN
  for (let at = 0; at < length; at += BLOCK) {
    const count = Math.min(BLOCK, length - at)
    lines[0].fillLine(close, at, fast, 0, count)
    lines[1].fillLine(close, at, slow, 0, count)
    for (let i = 0; i < count; i++) {
      const distance = fast[i]! - slow[i]!
      if (before <= 0 && distance > 0) rows.push(at + i)
      const isFillBar = rules.skipsFillBars === true && rows.at(-1) === at + i - 1
      if (before >= 0 && distance < 0 && !isFillBar) exits[at + i] = 1
      before = distance
    }
  }
  if (rules.leaves === 'close-at-last-open') exits[length - 2] = 1
  const column = (value: number): Float64Array => new Float64Array(rows.length).fill(value)
  return { entries: { length: rows.length, row: Float64Array.from(rows), side: column(1), qty: column(given.qty) }, exits }
}

/** Every trade, and the equity that they leave. A trade that is only worth the last close pays no fee to leave. */
function trade(way: OurWay, { entries, exits }: Signals): Outcome {
  const fills = { entry: rules.fills, exit: rules.fills, reentry: rules.skipsFillBars === true ? 'later-row' : 'same-row' } as const
  const made = simulateTrades({
    data: { ...data, bars: { ...bars, exitLongs: exits } },
    entries,
    fees,
    ...fills,
    atEnd: rules.leaves === 'hold' ? 'drop' : 'close',
  })
  kept.set(way, made)
  const { trades, totals } = made
  let equity = given.cash
  for (let i = 0; i < trades.length; i++) equity += trades.pnl[i]!
  if (totals.dropped > 0) equity += openProfit(entries.row[entries.length - 1]!)
  return { trips: trades.length, equity }
}

function openProfit(row: number): number {
  const price = rules.fills === 'this-close' ? bars.close[row]! : bars.open[row + 1]!
  return given.qty * (bars.close[bars.length - 1]! - price - (price * given.feeBps) / 10_000)
}

const collections = new Collections()
console.log(JSON.stringify({ version: VERSION }))
for await (const line of createInterface({ input: process.stdin })) {
  clearHeap()
  await collections.settle()
  const before = process.cpuUsage()
  const from = performance.now()
  const outcome = ways[line as OurWay]()
  const to = performance.now()
  const { user, system } = process.cpuUsage(before)
  await collections.settle()
  const { minor, major } = collections.between(from, to)
  console.log(
    JSON.stringify({ ...outcome, seconds: (to - from) / 1e3, cpu: (user + system) / 1e6, collections: minor + major, peak: rssPeak() }),
  )
}
