import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MarketHours } from '../../calendar/calendar-table.ts'
import { DAY_MS, MINUTE_MS } from '../../model/time.ts'
import { BarGrid } from './bar-grid.ts'
import { planOf, type LeanResolution, type LeanType } from './lean-request.ts'
import { OpenHours } from './open-hours.ts'

const none: MarketHours['week'][number] = []
const weekdays = (from: number, to: number): MarketHours['week'] =>
  Array.from({ length: 7 }, (_, day) => (day % 6 === 0 ? none : [{ from, to, kind: 'market' }]))

const markets: readonly { readonly type: LeanType; readonly dataZone: string; readonly hours: MarketHours }[] = [
  {
    type: 'equity',
    dataZone: 'America/New_York',
    hours: {
      name: 'grid:New York',
      version: '1',
      zone: 'America/New_York',
      week: weekdays(570, 960),
      holidays: ['2013-07-04'],
      earlyCloses: { '2013-07-03': 780 },
    },
  },
  {
    type: 'forex',
    dataZone: 'UTC',
    hours: {
      name: 'grid:currencies',
      version: '1',
      zone: 'America/New_York',
      week: weekdays(0, 1440).map((day, k) =>
        k === 0 ? [{ from: 1023, to: 1440, kind: 'market' }] : k === 5 ? [{ from: 0, to: 1018, kind: 'market' }] : day,
      ),
    },
  },
  {
    type: 'index',
    dataZone: 'Asia/Kolkata',
    hours: { name: 'grid:Kolkata', version: '1', zone: 'Asia/Kolkata', week: weekdays(555, 930) },
  },
]

function gridOf(k: number, resolution: LeanResolution): { readonly grid: BarGrid; readonly hours: OpenHours; readonly ms: number } {
  const { type, dataZone, hours } = markets[k]!
  const plan = planOf({ type, symbol: 'X', resolution })
  const open = new OpenHours({ dataZone, hours }, false)
  return { grid: new BarGrid(plan, open), hours: open, ms: plan.timeframe.ms }
}

/** Whether the market is open in any minute of a stretch, asked minute by minute. */
function isOpenIn(hours: OpenHours, from: number, to: number): boolean {
  for (let time = from; time < to; time += MINUTE_MS) if (hours.calendar.isOpen(time)) return true
  return false
}

test('the next bar is the first on the clock of the data in which the market is open', () => {
  fc.assert(
    fc.property(
      fc.nat(markets.length - 1),
      fc.constantFrom('minute', 'hour') as fc.Arbitrary<LeanResolution>,
      fc.integer({ min: Date.UTC(2013, 0) / MINUTE_MS, max: Date.UTC(2014, 0) / MINUTE_MS }),
      (k, resolution, minute) => {
        const { grid, hours, ms } = gridOf(k, resolution)
        const offset = hours.data.offsetAt(minute * MINUTE_MS)
        const start = Math.floor((minute * MINUTE_MS + offset) / ms) * ms - offset
        grid.placeAfter(start)
        let expected = start + ms
        while (!isOpenIn(hours, expected, expected + ms)) expected += ms
        expect([grid.open, grid.close]).toEqual([expected, expected + ms])
        expect(grid.placeStamped(expected + hours.data.offsetAt(expected))).toBe(true)
        expect([grid.open, grid.closeOf(grid.open)]).toEqual([expected, expected + ms])
      },
    ),
    { numRuns: 300 },
  )
})

test('days follow each other without a session left out, each from its opening to its close', () => {
  for (const k of markets.keys()) {
    const { grid, hours } = gridOf(k, 'daily')
    const found: number[] = []
    grid.placeAfter(Date.UTC(2013, 0, 1, 12))
    for (; grid.open < Date.UTC(2014, 0); grid.placeAfter(grid.open)) {
      expect(hours.overlaps(grid.open, grid.close)).toBe(true)
      expect(grid.closeOf(grid.open)).toBe(grid.close)
      found.push(grid.open)
    }
    // 261 weekdays in 2013 from the second on, and a Sunday evening a week where there is one.
    const weeks = k === 1 ? 52 : 0
    expect(found.length).toBeGreaterThanOrEqual(259 + weeks)
    expect(found.length).toBeLessThanOrEqual(261 + weeks)
    expect(found.every((open, i) => i === 0 || open - found[i - 1]! >= DAY_MS - 3_600_000)).toBe(true)
  }
})
