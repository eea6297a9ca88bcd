/** What a strategy or its data can do wrong: one clear fault with its code, what was expected, and what to do. */
import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { allocateBars, type BarSeries, type CorporateAction } from '../model/bars.ts'
import { createInstrument, type InstrumentSpec } from '../model/instrument.ts'
import { epochMs } from '../model/time.ts'
import { parseTimeframe } from '../model/timeframe.ts'
import { createLimits } from '../risk/limits.ts'
import { sma } from '../strategy/indicator-lines.ts'
import type { Setup } from '../strategy/strategy.ts'
import { strategy } from '../strategy/strategy.ts'
import { sumOfFees } from '../venue/fees.ts'
import { fillPolicyOf } from '../venue/fill-policy.ts'
import { SimVenue } from '../venue/sim-venue.ts'
import { sumOfSlippage } from '../venue/slippage.ts'
import { createEngine } from './engine-run.ts'

/** `length` bars at 100. */
function series(id = 'A', timeframe = '1m', { length = 10, ...spec }: Partial<InstrumentSpec> & { length?: number } = {}): BarSeries {
  const bars = allocateBars(length)
  for (let row = 0; row < length; row++) bars.time[row] = row * parseTimeframe(timeframe).ms
  for (const name of ['open', 'high', 'low', 'close'] as const) bars[name].fill(100)
  return {
    instrument: createInstrument({ id, ...spec }),
    timeframe: parseTimeframe(timeframe),
    bars,
    source: { name: id, contentHash: '', gaps: 0 },
  }
}

/** Runs a strategy that does this in setup; gives `CODE: message`, or says that nothing was wrong. */
function faultOf(setup: (s: Setup<object>) => void, { data = [series()], cash = 100_000 } = {}): string {
  try {
    const { engine } = createEngine({
      strategy: strategy({ name: 'wrong', setup }),
      params: {},
      source: null,
      series: data,
      pushed: false,
      cash,
      limits: createLimits(),
      tradeFrom: null,
      seed: 0,
      taps: [],
      inputs: null,
      venue: (instruments, orders) =>
        new SimVenue({ instruments, orders, policy: fillPolicyOf('pessimistic'), fee: sumOfFees([]), slippage: sumOfSlippage([]) }),
    })
    engine.run(Infinity)
    engine.end('done')
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error
    expect(error.hint).toMatch(/^[A-Z].*[.?;]/)
    return `${error.code}: ${error.message}`
  }
  return 'nothing was wrong'
}

const fine = ({ market, on }: Setup<object>): void => on(market('A').bars(), () => {})

describe('a strategy', () => {
  test('that is right has no fault', () => {
    expect(faultOf(fine)).toBe('nothing was wrong')
  })

  test('that throws is named with the bar it threw at', () => {
    const fault = faultOf(({ market, on }) => {
      const bars = market().bars()
      on(bars, () => {
        if (bars.count === 3) throw new Error('no such luck')
      })
    })
    expect(fault).toBe('E_STRATEGY_THREW: strategy wrong threw at 1970-01-01 00:03: no such luck')
  })

  test('that would decide later', () => {
    const later = (async () => {}) as unknown as () => void
    const asynchronous: unknown = () => Promise.resolve()
    expect(faultOf(({ on, market }) => on(market().bars(), later))).toBe(
      'E_STRATEGY_SETUP: expected setup and handlers that decide at once, found an AsyncFunction',
    )
    expect(faultOf(asynchronous as (s: Setup<object>) => void)).toBe(
      'E_STRATEGY_SETUP: expected setup and handlers that decide at once, found an asynchronous setup',
    )
  })

  test('that throws in setup, or what is no error', () => {
    expect(
      faultOf(() => {
        throw new Error('early')
      }),
    ).toBe('E_STRATEGY_THREW: strategy wrong threw in setup: early')
    // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- a script may
    expect(
      faultOf(({ on, market }) =>
        on(market().bars(), () => {
          throw 'text'
        }),
      ),
    ).toBe('E_STRATEGY_THREW: strategy wrong threw at 1970-01-01 00:01: text')
  })

  test('that throws from a fill, a refusal or a timer', () => {
    const thrower = (name: string) => (): void => {
      throw new Error(name)
    }
    const buys = ({ market, on }: Setup<object>): void => on(market().bars(), () => void market().buy({ qty: 1 }))
    expect(
      faultOf((s) => {
        buys(s)
        s.onFill(thrower('fill'))
      }),
    ).toMatch(/threw at 1970-01-01 00:02: fill/)
    expect(
      faultOf((s) => {
        fine(s)
        s.at('00:05', thrower('timer'))
      }),
    ).toMatch(/threw at 1970-01-01 00:05: timer/)
    expect(
      faultOf((s) => {
        s.on(s.market().bars(), () => void s.market().close())
        s.onRefusal(thrower('refusal'))
      }),
    ).toMatch(/threw at 1970-01-01 00:02: refusal/)
  })

  test('that never listens', () => {
    expect(faultOf(({ market }) => void market())).toMatch(/^E_STRATEGY_SETUP: strategy wrong registered no handler/)
  })

  test('that asks for what is not there', () => {
    const both = [series('BTCUSD'), series('ETHUSD')]
    expect(faultOf(({ market }) => void market('BTCUDS'), { data: both })).toBe(
      'E_DATA_UNKNOWN: expected an instrument of the run, was "BTCUDS"; did you mean BTCUSD?',
    )
    expect(faultOf(({ market }) => void market(), { data: both })).toBe("E_DATA_UNKNOWN: expected an instrument's id, since the run has 2")
    expect(faultOf(({ market }) => void market().bars('1x' as '1m'))).toMatch(/^E_USAGE: expected a timeframe such as/)
    expect(faultOf(({ market }) => void market().bars('30s'))).toBe(
      'E_DATA_TIMEFRAME: expected a timeframe that 1m bars can be put together to, was 30s',
    )
    expect(faultOf(({ market }) => void market().bars('90s'))).toMatch(/^E_DATA_TIMEFRAME/)
    expect(faultOf(({ at }) => at('24:00', () => {}))).toBe('E_STRATEGY_SETUP: expected a time of day such as 15:59, was "24:00"')
    expect(faultOf(({ at }) => at('1e1:00', () => {}))).toMatch(/^E_STRATEGY_SETUP/)
    expect(faultOf(({ at }) => at('15:59', 'XNSY', () => {}))).toMatch(/^E_CONFIG: .*did you mean XNYS\?/)
  })

  test('that needs more history than there is', () => {
    expect(
      faultOf((s) => {
        fine(s)
        sma(s.market().bars('5m').close, 3)
      }),
    ).toMatch(/^E_WARMUP: .*A 5m needs 3 closed bars and has 2/)
  })

  test('that looks into the future or too far back', () => {
    const reads =
      (ago: number) =>
      ({ market, on }: Setup<object>): void => {
        const bars = market().bars()
        on(bars, () => void bars.close(ago))
      }
    expect(faultOf(reads(-1))).toMatch(/^E_LOOKBACK: .*the future/)
    expect(faultOf(reads(5000))).toMatch(/^E_LOOKBACK: a line keeps 4000 values/)
  })

  test('that tags by date, or never stops asking', () => {
    const tags = ({ market, on }: Setup<object>): void =>
      on(market().bars(), () => {
        for (let k = 0; k < 200; k++) market().buy({ qty: 0, tag: `${market().bars().count} ${k}` })
      })
    expect(faultOf(tags)).toMatch(/^E_LIMIT: expected at most 1000 different tags/)
    const asks = ({ market, on }: Setup<object>): void =>
      on(market().bars(), () => {
        for (;;) market().close()
      })
    expect(faultOf(asks)).toMatch(/^E_LIMIT: expected at most 100000 requests in one step/)
  })

  test('that registers handlers without end', () => {
    expect(
      faultOf((s) => {
        for (;;) fine(s)
      }),
    ).toMatch(/^E_LIMIT: expected at most 10000 handlers of a kind/)
  })
})

describe('a run', () => {
  test('without series, without bars, twice the same, in currencies that nothing converts', () => {
    expect(faultOf(fine, { data: [] })).toMatch(/^E_DATA_EMPTY: expected at least one series/)
    expect(faultOf(fine, { data: [series('A', '1m', { length: 0 })] })).toMatch(/^E_DATA_EMPTY: .*A 1m \(no bars\)/)
    expect(faultOf(fine, { data: [series(), series()] })).toBe('E_CONFIG: expected each series once, A 1m is given twice')
    expect(faultOf(fine, { data: [series(), series('B', '1m', { currency: 'EUR' })] })).toBe(
      'E_CONFIG: expected a way to convert EUR into USD, there is none',
    )
  })

  test.each([
    [{ kind: 'split', ratio: 0 }, 'a split of A with a ratio above 0, was 0'],
    [{ kind: 'split', ratio: NaN }, 'a split of A with a ratio above 0, was NaN'],
    [{ kind: 'dividend', amount: Infinity }, 'a dividend of A with a finite amount, was Infinity'],
    [{ kind: 'delisting', time: 0.5 }, 'a delisting of A with a time in whole milliseconds since 1970, was 0.5'],
    [{ kind: 'spilt', ratio: 2 }, 'an action of A of a kind there is, was "spilt"; did you mean split?'],
  ] as const)('with an action that cannot be: %o', (action, expected) => {
    const actions = [{ time: epochMs(60_000), inPrices: false, ...action } as unknown as CorporateAction]
    expect(faultOf(fine, { data: [{ ...series(), actions }] })).toBe(`E_CONFIG: expected ${expected}`)
  })

  test.each([0, -1, NaN, Infinity, 1e10])('with %d as cash', (cash) => {
    expect(faultOf(fine, { cash })).toBe(`E_CONFIG: expected opening cash from 10^-6 to 9007199254 USD, was ${cash}`)
  })

  test('that opened more than it can keep exactly', () => {
    const data = [series('A', '1m', { lot: 1 })]
    const { bars } = data[0]!
    bars.close.fill(1e9, 2)
    bars.high.fill(1e9, 2)
    bars.open.fill(1e9, 3)
    bars.low.fill(1e9, 3)
    const sellsHigh = ({ market, on }: Setup<object>): void => {
      const m = market()
      const bars = m.bars()
      on(bars, () => void (bars.count < 3 ? m.buy({ qty: 1000 }) : m.close()))
    }
    expect(faultOf(sellsHigh, { data, cash: 8e9 })).toMatch(/^E_MONEY_RANGE: an amount passed 9.007e15 ledger units/)
  })
})
