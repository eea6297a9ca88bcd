/** One bar, prices in money; `time` is when it began, epoch ms. */
export interface WholeBar {
  time: number
  open: number
  high: number
  low: number
  close: number
  volume: number
}

/** A bar before it began. */
export function emptyBar(): WholeBar {
  return { time: NaN, open: NaN, high: NaN, low: NaN, close: NaN, volume: 0 }
}
