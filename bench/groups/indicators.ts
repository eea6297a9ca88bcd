/** Six indicators over a column against TA-Lib, and the whole catalogue row by row, which must leave nothing on the heap. */
import { indicatorList, type Indicator } from 'lockstep/indicators'
import { generateBars } from '../bars.ts'
import type { Job, Measured } from '../budgets.ts'
import type { IndicatorFigures } from '../indicator-rows.ts'
import { measureRows } from '../indicator-results.ts'
import { fastest, takeTurns, type Work } from '../measure.ts'
import { loopTimesTalib, nativeTalib, talibLoops, talibNames, talibOptions, type TalibName } from '../talib.ts'
import type { LoopColumns } from '../talib-loops.ts'

const ROWS = 1_000_000
/** A round takes milliseconds: more of them for the price of one. */
const ROUNDS_MORE = 3
const HEAP_ROUNDS = 2
const HEAP_ROUNDS_MORE = 8
/** Relative; TA-Lib's sums drift. */
const TOLERANCE = 1e-6

export async function measure({ rounds }: Job): Promise<Measured[]> {
  const { high, low, close } = generateBars({ length: ROWS, seed: 1 })
  const columns: LoopColumns = { high, low, close, targets: [new Float64Array(ROWS), new Float64Array(ROWS), new Float64Array(ROWS)] }
  const native = await nativeTalib(columns)
  if (native === undefined) console.error('indicators: TA-Lib is not built in tools/golden-talib, plain loops stand in for it')
  const loops = talibLoops(columns)
  const measured: Measured[] = []
  for (const name of talibNames) {
    const ours = (): Indicator => fill(name, columns)
    const loop = loops[name]
    const talib = native?.[name]
    ours()
    assertSame(name, columns.targets[0][ROWS - 1]!, (talib ?? loop)())
    const works: Readonly<Record<string, Work>> = { ours, loop, ...(talib && { talib }) }
    const { timed, noise } = await takeTurns(works, ROUNDS_MORE * rounds)
    const loopMs = timed['loop']!.minMs
    const talibMs = timed['talib']?.minMs ?? loopMs / loopTimesTalib[name]
    if (talib !== undefined) console.error(`indicators: the loop for ${name} takes ${(loopMs / talibMs).toFixed(2)} of TA-Lib's time`)
    measured.push({ id: `indicators.${name}.1m`, ...fastest(timed['ours']!, talibMs, ROWS), noise })
  }
  return [...measured, await measureHeap()]
}

/** Those that seem to leave something are looked at longer: V8 may have compiled them anew just then. */
async function measureHeap(): Promise<Measured> {
  const all = (await measureRows(HEAP_ROUNDS)).filter(({ asksSession }) => !asksSession)
  const suspects = all.filter(leaves).map(({ name }) => name)
  const leaving = suspects.length === 0 ? [] : (await measureRows(HEAP_ROUNDS_MORE, suspects)).filter(leaves)
  for (const { name, collections } of leaving) console.error(`indicators: ${name} leaves something on the heap, ${collections} collections`)
  return { id: 'indicators.heap', value: leaving.length, against: all.length, ratio: leaving.length, gc: { minor: 0, major: 0 } }
}

function leaves({ collections }: IndicatorFigures): boolean {
  return collections > 0
}

/** Runs a fresh indicator over the columns. It is returned because what V8 has compiled for it goes when the last of its kind does. */
function fill(name: TalibName, columns: LoopColumns): Indicator {
  const indicator = indicatorList.find((entry) => entry.name === name)!.make(talibOptions[name])
  const sources = indicator.inputs.map((input) => (input === 'value' ? columns.close : columns[input as 'high' | 'low' | 'close']))
  indicator.fill(sources, 0, columns.targets.slice(0, indicator.outputs.length), 0, ROWS)
  return indicator
}

function assertSame(name: string, ours: number, other: number): void {
  if (!(Math.abs(ours - other) <= TOLERANCE * Math.abs(other))) throw new Error(`expected ${name} to end at ${other}, ours is ${ours}`)
}
