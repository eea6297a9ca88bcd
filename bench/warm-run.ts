/** One backtest over stored bars in a fresh process: its peak memory and the collections inside the loop, as JSON. */
import { Catalog, feeBps, startBacktest } from 'lockstep'
import { Collections, rssPeak, type Counts } from './collections.ts'
import { clearHeap } from './measure.ts'
import smaCross from './sma-cross.ts'
import { crossing, paramsOf } from './terms.ts'

export interface WarmRun {
  readonly rssPeak: number
  readonly gc: Counts
}

const [root = '', id = ''] = process.argv.slice(2)
const data = await Catalog.open(root).load(id)
const collections = new Collections()
const run = startBacktest(smaCross, { data, params: paramsOf(crossing), cash: crossing.cash, fees: feeBps(crossing.feeBps) })
// Loading the columns may have set off a collection of the whole heap that would end inside the loop.
clearHeap()
const from = performance.now()
run.advance(Infinity)
const to = performance.now()
run.finish()
await collections.settle()
const result: WarmRun = { rssPeak: rssPeak(), gc: collections.between(from, to) }
collections.stop()
console.log(JSON.stringify(result))
