/** `import * as talib from 'lockstep/talib'`: indicators under TA-Lib's names and argument order, over whole columns. */
export type { Column } from './indicators/talib/run.ts'
export * from './indicators/talib/momentum.ts'
export * from './indicators/talib/volatility.ts'
export * from './indicators/talib/volume.ts'
export * from './indicators/talib/candles.ts'
