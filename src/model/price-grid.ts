/** Money prices to ticks, the safe way round. Prices that are a tick but for float noise stay that tick. */
/** Share of a tick that counts as noise of the decimal-to-double conversion. */
const NOISE = 1e-5
/** Share of a price that does too, for prices of so many ticks that a double is no finer: some four roundings. */
const NOISE_SHARE: number = 2 ** -51

/** Whether a tick is `nearest` but for noise. */
function isNoise(x: number, nearest: number): boolean {
  return Math.abs(x - nearest) <= NOISE + Math.abs(nearest) * NOISE_SHARE
}

/** A tick that is one but for noise is that tick; what lies between ticks stays there. */
export function snapTick(x: number): number {
  const nearest = Math.round(x)
  return isNoise(x, nearest) ? nearest : x
}

/** The tick at or below. */
export function floorTick(x: number): number {
  const nearest = Math.round(x)
  return isNoise(x, nearest) ? nearest : Math.floor(x)
}

/** The tick at or above. */
export function ceilTick(x: number): number {
  const nearest = Math.round(x)
  return isNoise(x, nearest) ? nearest : Math.ceil(x)
}

/** The tick at which a buyer pays no less and a seller gets no more than the printed price. */
export function worseTick(x: number, side: number): number {
  return side > 0 ? ceilTick(x) : floorTick(x)
}

/** The tick at which a buyer pays no more and a seller gets no less: for limits and targets. */
export function betterTick(x: number, side: number): number {
  return side > 0 ? floorTick(x) : ceilTick(x)
}

/** The nearest tick, of two equally near ones the even one. */
export function nearestTick(x: number): number {
  const below = Math.floor(x)
  const isMiddle = Math.abs(x - below - 0.5) <= NOISE
  return isMiddle ? below + (below % 2) : Math.round(x)
}
