/** Made-up markets for the zoo: slow waves on a rising price, and noise that comes back, so that honest strategies have something to earn. */
import { allocateBars, createInstrument, parseTimeframe, Random, timestamp, type BarSeries } from 'lockstep'

export interface MarketTerms {
  readonly id?: string
  readonly rows?: number
  readonly timeframe?: string
  readonly seed?: number
  /** Bars of a wave, and where in it the market begins, in turns. */
  readonly wave?: number
  readonly phase?: number
  /** Share of the price by which it swings from month to month. */
  readonly swing?: number
}

const SWING_ROWS = 26

const START = '2010-01-01'
const TICK = 0.01

export function marketBars({
  id = 'ZOO',
  rows = 1500,
  timeframe = '1d',
  seed = 7,
  wave = 160,
  phase = 0,
  swing = 0,
}: MarketTerms = {}): BarSeries {
  const random = new Random(seed)
  const bars = allocateBars(rows)
  const { ms } = parseTimeframe(timeframe)
  const round = (price: number): number => Math.round(price / TICK) * TICK
  let last = priceAt(0)
  function priceAt(row: number): number {
    const rising = 100 * (1 + (0.9 * row) / 1500)
    const waves = 0.22 * Math.sin(2 * Math.PI * (row / wave + phase)) + swing * Math.sin((2 * Math.PI * row) / SWING_ROWS)
    return rising * (1 + waves) + 1.6 * random.normal()
  }
  for (let row = 0; row < rows; row++) {
    const close = priceAt(row + 1)
    const open = last + 0.1 * random.normal()
    bars.time[row] = timestamp(START) + row * ms
    bars.open[row] = round(open)
    bars.high[row] = round(Math.max(open, close) + 0.8 * random.unit())
    bars.low[row] = round(Math.min(open, close) - 0.8 * random.unit())
    bars.close[row] = round(close)
    bars.volume[row] = random.int(1000, 5000)
    last = close
  }
  return {
    instrument: createInstrument({ id, tick: TICK, lot: 0.001 }),
    timeframe: parseTimeframe(timeframe),
    bars,
    source: { name: `made up, seed ${seed}`, contentHash: `zoo-${seed}-${rows}-${timeframe}`, gaps: 0 },
  }
}
