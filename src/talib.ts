/** `import * as talib from 'lockstep/talib'`: indicators under TA-Lib's names and argument order, over whole columns. */
export type { Column } from './indicators/talib/run.ts'
