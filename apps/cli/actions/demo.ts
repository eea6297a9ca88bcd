/** `lockstep demo`: the whole job on bundled bars, then its speed on generated ones. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  Catalog,
  exitCodes,
  feeBps,
  feePerOrder,
  formatMoment,
  renderComparison,
  renderHtml,
  slippageBps,
  startBacktest,
  type BarSeries,
  type ReportDocument,
  type Strategy,
  type Timestamp,
} from 'lockstep'
import { Collections } from '../collections.ts'
import type { DemoFlags } from '../commands/demo.ts'
import { UsageFault } from '../failure.ts'
import { generatedBars } from '../generated-bars.ts'
import { Interrupt } from '../interrupt.ts'
import { OutputFile } from '../output-file.ts'
import { packageRoot } from '../package-root.ts'
import { grouped, Progress } from '../progress.ts'
import { readNumber } from '../read-flag.ts'
import { carryOut, RunWatch } from '../run-watch.ts'
import type { Screen } from '../screen.ts'
import { loadStrategy } from '../strategy-file.ts'

const SEED = 1
/** Columns of 48 bytes a bar must fit into memory several times over. */
const BARS_MAX = 100_000_000
const PAGE_ROUND_TRIPS = 1000
const EXAMPLES = ['sma-cross', 'rsi-reversion', 'two-timeframes']

export async function demo(screen: Screen, flags: DemoFlags): Promise<number> {
  using interrupt = new Interrupt()
  const count = readNumber('--bars', flags.bars)
  if (!Number.isInteger(count) || count < 1000 || count > BARS_MAX)
    throw new UsageFault(`expected --bars as a whole number from 1000 to ${BARS_MAX}, was ${flags.bars}`, 'For example --bars 1000000.')
  const out = new OutputFile(flags.out)
  try {
    const bundled = await readBundled()
    const documents = onRealBars(screen, bundled)
    out.write(renderHtml(documents))
    if (!screen.json) screen.print(`\nReport with all three: ${out.path}\n\n`)
    const speed = await onGeneratedBars(screen, { strategy: bundled.strategies[0]!, count, interrupt })
    if (screen.json)
      screen.printJson({
        schemaVersion: 1,
        report: out.path,
        runs: documents.map(({ run, keyFigures }) => ({ strategy: run.strategy, keyFigures })),
        speed,
      })
    return interrupt.stopped ? interrupt.exitCode : exitCodes.ok
  } finally {
    out.discard()
  }
}

function onRealBars(screen: Screen, { data, strategies }: Bundled): ReportDocument[] {
  const { bars, instrument } = data
  const documents = strategies.map((strategy) => {
    const start = performance.now()
    const run = startBacktest(strategy, { data, fees: feeBps(1), slippage: slippageBps(1) })
    run.advance(Infinity)
    const runMs = performance.now() - start
    return run.finish('done', {
      timing: { loadMs: 0, runMs, barsPerSecond: Math.round((1000 * bars.length) / runMs) },
      roundTripRows: PAGE_ROUND_TRIPS,
      charts: true,
      robustness: {},
    })
  })
  if (!screen.json) {
    const span = `${formatMoment(bars.time[0] as Timestamp)} to ${formatMoment(bars.time[bars.length - 1] as Timestamp)}`
    screen.print(`S&P 500 (${instrument.id}), ${grouped(bars.length)} daily bars, ${span}; 100 000 USD, fee 1 bps, slippage 1 bps\n\n`)
    screen.print(renderComparison(documents, { color: screen.color }))
  }
  return documents
}

interface Bundled {
  readonly data: BarSeries
  readonly strategies: readonly Strategy[]
}

/** Everything as a user's own would be: strategies unbuilt in a folder of their own, bars through a catalog. Both are thrown away. */
async function readBundled(): Promise<Bundled> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-demo-'))
  try {
    await cp(new URL('examples/', packageRoot), folder, { recursive: true })
    const files = await Promise.all(EXAMPLES.map((name) => loadStrategy(join(folder, `${name}.ts`))))
    const catalog = Catalog.open(join(folder, 'catalog'))
    await catalog.import(fileURLToPath(new URL('data/sp500.csv', packageRoot)), {
      instrument: { id: 'SP500', tick: 0.01, calendar: 'XNYS' },
    })
    return { data: await catalog.load('SP500'), strategies: files.map(({ strategy }) => strategy) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Speed {
  readonly bars: number
  readonly seconds: number
  readonly barsPerSecond: number
  readonly fills: number
  readonly minorCollections: number
  readonly majorCollections: number
  readonly peakMemoryBytes: number
}

async function onGeneratedBars(
  screen: Screen,
  { strategy, count, interrupt }: { strategy: Strategy; count: number; interrupt: Interrupt },
): Promise<Speed> {
  // A demo's log needs no lines of progress.
  const progress = new Progress(screen, screen.live ? 'auto' : 'none')
  progress.update(0, () => `generating ${grouped(count)} bars`)
  const data = generatedBars(count, SEED)
  const watch = new RunWatch()
  const run = startBacktest(strategy, { data, params: { fast: 60, slow: 240 }, fees: feePerOrder(0.05), taps: [watch] })
  const collections = new Collections()
  const start = performance.now()
  await carryOut(run, watch, { progress, interrupt })
  const seconds = (performance.now() - start) / 1000
  await collections.stop()
  progress.clear()
  const document = run.finish(interrupt.stopped ? 'aborted' : 'done')
  const speed: Speed = {
    bars: run.engine.bars,
    seconds,
    barsPerSecond: Math.round(run.engine.bars / seconds),
    fills: document.fills.count,
    minorCollections: collections.minor,
    majorCollections: collections.major,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  }
  if (!screen.json) screen.print(describe(speed))
  return speed
}

function describe(s: Speed): string {
  const row = (label: string, text: string): string => `  ${label.padEnd(14)}${text}`
  return [
    `sma-cross on ${grouped(s.bars)} generated one-minute bars (seed ${SEED}): orders, fees, ledger, report`,
    row('time', `${s.seconds.toFixed(2)} s, ${grouped(s.barsPerSecond)} bars/s on one core`),
    row('fills', grouped(s.fills)),
    row('collections', `${s.minorCollections} minor, ${s.majorCollections} major`),
    row(
      'peak memory',
      `${grouped(s.peakMemoryBytes / 1e6)} MB of the whole process, ${Math.round(s.peakMemoryBytes / s.bars)} bytes a bar; the columns take 48`,
    ),
  ].join('\n')
}
