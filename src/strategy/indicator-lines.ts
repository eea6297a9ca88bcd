/**
 * Indicators as an author writes them: `sma(bars.close, 20)`. Each declares itself to the series it reads, so that warm-up
 * is derived and nothing is computed twice a bar. Definitions and bounds: docs/reference/indicators.md.
 */
export * as math from './lines/arithmetic.ts'
export * from './lines/candles.ts'
export * from './lines/cycle.ts'
export * from './lines/levels.ts'
export * from './lines/math.ts'
export * from './lines/momentum.ts'
export * from './lines/overlap.ts'
export * from './lines/price.ts'
export * from './lines/statistics.ts'
export * from './lines/volatility.ts'
export * from './lines/volume.ts'
