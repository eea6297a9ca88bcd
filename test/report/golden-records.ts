/** Records of runs that never were, and their golden files. */
import { createHash } from 'node:crypto'
import { Random } from '../../src/base/random.ts'
import { GoldenTap } from '../../src/golden/golden-tap.ts'
import { goldenOf, type Golden, type GoldenOptions } from '../../src/golden/golden.ts'
import { createInstrument, type Instrument } from '../../src/model/instrument.ts'
import * as R from '../../src/model/record.ts'
import { DAY_MS, HOUR_MS, type Timestamp } from '../../src/model/time.ts'
import { fc } from '../properties/seeded.ts'
import { exampleEnd, exampleInfo, recordOf } from './example-run.ts'

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
export const start: number = Date.UTC(2020, 0, 1)
export const instruments: readonly Instrument[] = [createInstrument({ id: 'AAA', lot: 1 }), createInstrument({ id: 'BBB', tick: 0.25 })]

/** Records of a run that never was: in both instruments orders that are amended, filled in parts or cancelled, and all that follows. */
export function randomRecords(seed: number, count: number): number[][] {
  const random = new Random(seed)
  const records: number[][] = []
  let time = start
  for (let id = 1; id <= count; id++) {
    time += random.int(0, 3) * 6 * HOUR_MS
    const about = { [R.ID]: id, [R.INSTRUMENT]: random.int(0, 1), [R.SIDE]: random.int(0, 1) * 2 - 1, [R.LOTS]: 10 * random.int(1, 9) }
    const terms = {
      [R.ORDER_TYPE]: random.int(0, 5),
      [R.ORDER_LEVEL]: 9000 + random.int(0, 99),
      [R.ORDER_DECISION]: 9000,
      [R.ORDER_TAG]: 1,
    }
    records.push(recordOf(R.ORDER, time, { ...about, ...terms }))
    if (random.int(0, 4) === 0) records.push(recordOf(R.AMEND, time, { ...about, ...terms, [R.ORDER_LEVEL]: 8000 }))
    const price = { [R.FILL_TICKS]: 9000 + random.int(0, 500), [R.FILL_DECISION]: 9000, [R.FILL_FEE]: random.int(1, 1e6) }
    const left = { [R.FILL_POSITION]: 5, [R.FILL_LEFT]: random.int(0, 9), [R.FILL_REALISED]: random.int(-1e6, 1e6) }
    for (let k = random.int(0, 3); k > 0; k--) records.push(recordOf(R.FILL, time, { ...about, ...price, ...left }))
    if (random.int(0, 3) === 0) records.push(recordOf(R.CANCEL, time, { ...about, [R.CANCEL_REASON]: 1, [R.CANCEL_ROLE]: 2 }))
    if (random.int(0, 5) === 0) records.push(recordOf(R.REFUSAL, time, { ...about, [R.ID]: 0, [R.REFUSAL_REASON]: 5, [R.REFUSAL_TAG]: 1 }))
    const trip = { [R.TRIP_ENTRY_TIME]: time - DAY_MS, [R.TRIP_ENTRY_TICKS]: 9000.5, [R.TRIP_EXIT_TICKS]: 9100, [R.TRIP_MAE]: -5 }
    const made = { [R.TRIP_GROSS]: 1e6, [R.TRIP_FEES]: 2000, [R.TRIP_MFE]: 1e6, [R.TRIP_BARS]: 2, [R.TRIP_EXIT_ROLE_TAG]: 17 }
    if (random.int(0, 2) === 0) records.push(recordOf(R.ROUND_TRIP, time, { ...about, ...trip, ...made }))
    if (random.int(0, 6) === 0)
      records.push(
        recordOf(R.ADJUST, time, { ...about, [R.ID]: 0, [R.ADJUST_CASH]: 5e6, [R.ADJUST_FACTOR]: 0.5, [R.ADJUST_LOTS_BEFORE]: 7 }),
      )
  }
  return records
}

export function golden(records: readonly (readonly number[])[], options: GoldenOptions = {}, equity = 10_000): Golden {
  const tap = new GoldenTap()
  tap.start(exampleInfo({ instruments, series: [] }))
  tap.take({
    records: Float64Array.from(records.flat()),
    recordCount: records.length,
    markTime: Float64Array.of(0),
    markEquity: Float64Array.of(equity),
    markExposure: Float64Array.of(0),
    markCount: 1,
  })
  tap.end(exampleEnd({ lastTime: (start + 1000 * DAY_MS) as Timestamp, tags: ['', 'break out', 'other'] }))
  return goldenOf(tap.seen(), digest, options)
}

/** What such a run is made from, and one of its records. */
export const runs: fc.Arbitrary<{ readonly seed: number; readonly count: number; readonly at: number }> = fc.record({
  seed: fc.nat({ max: 1e6 }),
  count: fc.integer({ min: 1, max: 60 }),
  at: fc.nat(),
})
