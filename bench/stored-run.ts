/** One backtest over stored bars in a fresh process, streamed or loaded whole: how long both take, and peak memory, as JSON. */
import { Catalog, feeBps } from 'lockstep'
import { rssPeak } from './collections.ts'
import smaCross from './sma-cross.ts'
import { crossing, paramsOf } from './terms.ts'
import { wholeRun } from './whole-run.ts'

export interface StoredRun {
  readonly ms: number
  readonly bars: number
  readonly rssPeak: number
}

const [root = '', how = '', warmUp = '', id = ''] = process.argv.slice(2)
const catalog = Catalog.open(root)

// The first run compiles the code: the shorter of two would pay more for it.
await run(warmUp)
console.log(JSON.stringify(await run(id)))

async function run(id: string): Promise<StoredRun> {
  const from = performance.now()
  const data = await (how === 'stream' ? catalog.stream(id) : catalog.load(id))
  const { run } = wholeRun(smaCross, { data, params: paramsOf(crossing), cash: crossing.cash, fees: feeBps(crossing.feeBps) })
  return { ms: performance.now() - from, bars: run.engine.bars, rssPeak: rssPeak() }
}
