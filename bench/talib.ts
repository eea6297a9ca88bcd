/**
 * The native TA-Lib, where `npm install` has compiled it in tools/golden-talib: its C functions over our columns, called
 * through node:ffi. The package's own interface would copy every number to and fro; here nothing is copied, and the
 * time is that of the C function and of one call.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loopAtr, loopBollinger, loopEma, loopMacd, loopRsi, loopSma, type LoopColumns } from './talib-loops.ts'

export const talibNames = ['sma', 'ema', 'rsi', 'atr', 'macd', 'bollinger'] as const
export type TalibName = (typeof talibNames)[number]

/** What all three sides compute: options as the catalogue names them. */
export const talibOptions = {
  sma: { period: 50 },
  ema: { period: 50 },
  rsi: { period: 14 },
  atr: { period: 14 },
  macd: { fast: 12, slow: 26, signal: 9 },
  bollinger: { period: 20, deviations: 2 },
} as const

/** Each runs once over the columns and returns its last figure: that of the line, or of the upper band. */
export type TalibWorks = Readonly<Record<TalibName, () => number>>

/**
 * Time of the plain loop / time of TA-Lib's C function, both measured by `npm run bench -- --suite indicators` where TA-Lib
 * was built (TA-Lib 0.4 by g++ -O3, AMD EPYC, Node 26.10).
 */
export const loopTimesTalib: Readonly<Record<TalibName, number>> = { sma: 1, ema: 1, rsi: 1.42, atr: 0.83, macd: 0.56, bollinger: 0.93 }

const LIBRARY = join(import.meta.dirname, '../tools/golden-talib/node_modules/talib/build/Release/talib.node')

export function talibLoops(columns: LoopColumns): TalibWorks {
  const { sma, ema, rsi, atr, macd, bollinger } = talibOptions
  const lastAfter = (run: () => void) => (): number => {
    run()
    return columns.targets[0].at(-1)!
  }
  return {
    sma: lastAfter(() => loopSma(columns, sma.period)),
    ema: lastAfter(() => loopEma(columns, ema.period)),
    rsi: lastAfter(() => loopRsi(columns, rsi.period)),
    atr: lastAfter(() => loopAtr(columns, atr.period)),
    macd: lastAfter(() => loopMacd(columns, macd.fast, macd.slow, macd.signal)),
    bollinger: lastAfter(() => loopBollinger(columns, bollinger.period, bollinger.deviations)),
  }
}

/** Undefined where it is not built. */
export async function nativeTalib({ high, low, close, targets: [a, b, c] }: LoopColumns): Promise<TalibWorks | undefined> {
  if (!existsSync(LIBRARY)) return undefined
  const { dlopen } = await import('node:ffi')
  const start = ['i32', 'i32'] as const
  const made = ['pointer', 'pointer'] as const
  const line = { arguments: [...start, 'pointer', 'i32', ...made, 'pointer'], return: 'i32' } as const
  const { functions: f } = dlopen(LIBRARY, {
    TA_Initialize: { arguments: [], return: 'i32' },
    TA_SMA: line,
    TA_EMA: line,
    TA_RSI: line,
    TA_ATR: { arguments: [...start, 'pointer', 'pointer', 'pointer', 'i32', ...made, 'pointer'], return: 'i32' },
    TA_MACD: { arguments: [...start, 'pointer', 'i32', 'i32', 'i32', ...made, 'pointer', 'pointer', 'pointer'], return: 'i32' },
    TA_BBANDS: { arguments: [...start, 'pointer', 'i32', 'f64', 'f64', 'i32', ...made, 'pointer', 'pointer', 'pointer'], return: 'i32' },
  })
  const end = close.length - 1
  const begin = new Int32Array(1)
  const count = new Int32Array(1)
  const lastAfter = (run: () => number) => (): number => {
    const code = run()
    if (code !== 0) throw new Error(`expected TA-Lib to succeed, it returned ${code}`)
    return a[count[0]! - 1]!
  }
  const { sma, ema, rsi, atr, macd, bollinger } = talibOptions
  f.TA_Initialize()
  return {
    sma: lastAfter(() => f.TA_SMA(0, end, close, sma.period, begin, count, a)),
    ema: lastAfter(() => f.TA_EMA(0, end, close, ema.period, begin, count, a)),
    rsi: lastAfter(() => f.TA_RSI(0, end, close, rsi.period, begin, count, a)),
    atr: lastAfter(() => f.TA_ATR(0, end, high, low, close, atr.period, begin, count, a)),
    macd: lastAfter(() => f.TA_MACD(0, end, close, macd.fast, macd.slow, macd.signal, begin, count, a, b, c)),
    bollinger: lastAfter(() => {
      const { period, deviations } = bollinger
      return f.TA_BBANDS(0, end, close, period, deviations, deviations, 0, begin, count, a, b, c)
    }),
  }
}
