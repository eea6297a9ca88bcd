/**
 * A figure is a number, or the sentence that says why there is none. Statistics return it so that an undefined figure can
 * never be mistaken for 0, infinity or a magic number, and always carries its reason to the reader.
 */
export type Figure = number | string

/** The number as a figure; one that is not finite (an overflow) becomes a reason. */
export function finite(value: number, reason = 'the figure is too large to state'): Figure {
  return Number.isFinite(value) ? value : reason
}

/** Goes on with a number, or passes the reason on. */
export function also(figure: Figure, go: (value: number) => Figure): Figure {
  return typeof figure === 'number' ? go(figure) : figure
}
