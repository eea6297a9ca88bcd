/** `lockstep/indicators`: the indicators themselves, for programs that run them row by row or over columns of their own. */
export { indicatorList } from './indicators/catalogue.ts'
export { describeIndicator, type IndicatorDescription, type ParameterDescription } from './indicators/describe.ts'
export type { Given, IndicatorEntry, IndicatorGroup, Parameter } from './indicators/entry.ts'
export type { Indicator } from './indicators/indicator.ts'
export { CandlePattern, type PatternOptions } from './indicators/candles/candle-pattern.ts'
export { patternNames, type PatternName } from './indicators/candles/patterns.ts'
