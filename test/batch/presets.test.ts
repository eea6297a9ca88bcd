/** The presets: rules that can be, differences that say how to reproduce them, and a word on the page for each. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Random } from '../../src/base/random.ts'
import { reasonOf } from '../../src/batch/trade-block.ts'
import { tradePresetOf, tradePresets } from '../../src/batch/trade-presets.ts'
import { entryPrices, fullRules, sameBarRules, trailReferences, warningsOf } from '../../src/batch/trade-rules.ts'
import { createInstrument } from '../../src/model/instrument.ts'
import { parseTimeframe } from '../../src/model/timeframe.ts'
import { simulateTrades } from '../../src/simulate-trades.ts'

const page = readFileSync(new URL('../../docs/explanation/batch.md', import.meta.url), 'utf8')

test.each(tradePresets.map((preset) => [preset.name, preset] as const))(
  '%s flatters nothing, and what would is named',
  (name, { rules, differs }) => {
    expect(warningsOf(fullRules(rules))).toEqual([])
    for (const { reproducedBy } of differs)
      if (reproducedBy !== undefined) expect(warningsOf(fullRules({ ...rules, ...reproducedBy }))).toHaveLength(1)
    expect(page).toContain(`\`${name}\``)
  },
)

test('a preset by a name that is none is refused with the nearest', () => {
  expect(tradePresetOf('quantpipe-scan').rules.positionsMax).toBe(1)
  expect(() => tradePresetOf('quantpipe-scam')).toThrow(
    'expected a preset of trade rules, was "quantpipe-scam"; did you mean quantpipe-scan?',
  )
})

test('every name that flatters or that the engine has is on the page', () => {
  const said = [...sameBarRules, ...trailReferences, 'this-open'].filter((name) => !page.includes(`'${name}'`))
  expect(said).toEqual([])
  expect(entryPrices).toHaveLength(4)
})

/**
 * What the original of `quantpipe-batch` is told to do: in at the signal's price, from the next bar on the first that reaches the stop or
 * the target, the stop where both are in one; at the last close of the window, or of the data, if there is none.
 */
function theirBatch({ low, high, close }: Bars, { row, side, price, stop, target, window }: TheirEntry): readonly [number, number, string] {
  const end = Math.min(row + window, close.length - 1)
  for (let i = row + 1; i <= end; i++) {
    if (side > 0 ? low[i]! <= stop : high[i]! >= stop) return [i, stop, 'stop']
    if (side > 0 ? high[i]! >= target : low[i]! <= target) return [i, target, 'target']
  }
  return row + window > end ? [end, row === close.length - 1 ? price : close[end]!, 'end'] : [end, close[end]!, 'expired']
}

interface TheirEntry {
  readonly row: number
  readonly side: number
  readonly price: number
  readonly stop: number
  readonly target: number
  readonly window: number
}

test('quantpipe-batch with what it differs in reproduced finds the exits that its original is told to find', () => {
  const preset = tradePresetOf('quantpipe-batch')
  const rules = { ...preset.rules, gaps: 'level' } as const
  const random = new Random(11)
  const length = 2000
  const [open, high, low, close] = Array.from({ length: 4 }, () => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let i = 0, last = 500; i < length; i++) {
    open[i] = last + (random.unit() < 0.2 ? random.int(-9, 9) : 0)
    close[i] = last = Math.max(100, open[i]! + random.int(-6, 6))
    high[i] = Math.max(open[i]!, last) + random.int(0, 4)
    low[i] = Math.min(open[i]!, last) - random.int(0, 4)
  }
  const bars = { length, time: Float64Array.from({ length }, (_, i) => i * 60_000), open, high, low, close }
  const entries = Array.from({ length: 600 }, (_, k): TheirEntry => {
    const row = Math.min(k * 4, length - 1)
    const side = random.unit() < 0.5 ? 1 : -1
    const price = close[row]!
    return { row, side, price, stop: price - side * random.int(1, 40), target: price + side * random.int(1, 40), window: 50 }
  })
  const column = (of: (entry: TheirEntry) => number): number[] => entries.map(of)
  const { trades } = simulateTrades({
    data: { instrument: createInstrument({ id: 'PAIR', tick: 1, lot: 1 }), timeframe: parseTimeframe('1m'), bars },
    entries: {
      length: entries.length,
      row: column((e) => e.row),
      side: column((e) => e.side),
      price: column((e) => e.price),
      stop: column((e) => e.stop),
      target: column((e) => e.target),
      bars: column((e) => e.window),
    },
    ...rules,
  })
  const found = Array.from({ length: trades.length }, (_, i) => [
    trades.entry[i]!,
    trades.exitRow[i]!,
    trades.exitPrice[i]!,
    reasonOf(trades, i),
  ])
  const theirs = entries.map((entry, k) => [k, ...theirBatch({ low, high, close }, entry)])
  expect(found.toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual(theirs)
  expect(new Set(theirs.map(([, , , why]) => why))).toEqual(new Set(['stop', 'target', 'expired', 'end']))
})

type Bars = Readonly<Record<'low' | 'high' | 'close', Float64Array>>
