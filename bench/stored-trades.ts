/** Many trades over stored bars that are streamed, their rows handed on as they come, in a fresh process: how many, how long, and peak memory, as JSON. */
import { Catalog, feeBps, Random, simulateTrades, type TradeEntries } from 'lockstep'
import { rssPeak } from './collections.ts'

export interface StoredTrades {
  readonly ms: number
  readonly trades: number
  readonly rssPeak: number
}

const BLOCK_ENTRIES = 4096
const BARS_BETWEEN = 100

const [root = '', id = ''] = process.argv.slice(2)
const from = performance.now()
const data = await Catalog.open(root).stream(id)
let trades = 0
let pnl = 0
simulateTrades({
  data,
  entries: entryBlocks(data.stream!.rows),
  positionsMax: Infinity,
  trail: { kind: 'percent' },
  fees: feeBps(1),
  sink: (block) => {
    trades += block.length
    for (let i = 0; i < block.length; i++) pnl += block.pnl[i]!
  },
})
if (Number.isNaN(pnl)) throw new Error('expected trades with a profit or a loss')
console.log(JSON.stringify({ ms: performance.now() - from, trades, rssPeak: rssPeak() } satisfies StoredTrades))

/** To either side by chance, each with a stop that follows half a per cent behind. */
function* entryBlocks(rows: number): Generator<TradeEntries> {
  const random = new Random(1)
  const [row, side] = [new Float64Array(BLOCK_ENTRIES), new Float64Array(BLOCK_ENTRIES)]
  const trail = new Float64Array(BLOCK_ENTRIES).fill(0.005)
  for (let next = 0; next < rows;) {
    let length = 0
    for (; length < BLOCK_ENTRIES && next < rows; next += BARS_BETWEEN) {
      row[length] = next
      side[length++] = random.int(0, 1) === 1 ? 1 : -1
    }
    yield { length, row, side, trail }
  }
}
