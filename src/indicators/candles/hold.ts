import type { Candle } from './candle.ts'
import type { Touching } from './pattern.ts'

/** 100 that way where the inner body lies within the outer; where they touch at an end 80, if that counts; otherwise 0. */
export function holdSignal(outer: Candle, inner: Candle, way: number, touching: Touching): number {
  if (inner.top < outer.top && inner.bottom > outer.bottom) return 100 * way
  const touches = touching === 'weak' && inner.top <= outer.top && inner.bottom >= outer.bottom
  return touches ? 80 * way : 0
}
