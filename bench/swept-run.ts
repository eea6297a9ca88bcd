/** One sweep of 256 sets over 1M bars in a process of its own: its time, memory at its end, and a hash of what it found. */
import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { sweep, type LineReport, type SweepOptions } from 'lockstep'
import { generateBars, seriesOf } from './bars.ts'
import { SMALL_BARS } from './budgets.ts'
import { sweepSpace, sweepTerms } from './sweep-strategy.ts'

export interface SweptRun {
  readonly ms: number
  /** Bytes that the process had resident as the sweep ended, its threads still there. */
  readonly rss: number
  readonly done: number
  readonly sha256: string
  /** What became of the indicators that its trials share, where they do. */
  readonly lines: LineReport | null
}

/** By file: what is searched, 256 sets each. */
const spaces: Readonly<Record<string, SweepOptions['space']>> = {
  'sweep-strategy': sweepSpace,
  'sma-cross': { fast: '8:128:8', slow: '160:460:20' },
}

const [workers = '1', shared = 'shared', strategy = 'sweep-strategy'] = process.argv.slice(2)
const data = seriesOf('FUTURE', generateBars({ length: SMALL_BARS, seed: 1 }))
const module = { url: pathToFileURL(join(import.meta.dirname, `${strategy}.ts`)).href }
let rss = 0
let lines: LineReport | null = null
const fromMs = performance.now()
const document = await sweep(module, {
  data,
  space: spaces[strategy]!,
  params: { market: 'FUTURE' },
  settings: { cash: sweepTerms.cash, costs: { feeBps: sweepTerms.feeBps } },
  workers: Number(workers),
  lines: shared === 'shared' && {},
  onLines: (report) => (lines = report),
  onProgress: ({ done, asked }) => {
    if (done === asked) rss = process.memoryUsage.rss()
  },
})
const ms = performance.now() - fromMs
const sha256 = createHash('sha256').update(JSON.stringify(document)).digest('hex')
const run: SweptRun = { ms, rss, done: document.counts.done, sha256, lines }
process.stdout.write(JSON.stringify(run))
