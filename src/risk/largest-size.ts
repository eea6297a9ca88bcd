/** What holds up to a size and not beyond, found by a guess that is nearly right and bisection of what is left. */
export interface SizeSearch {
  /** Known to be too many, at least 1. */
  readonly tooMany: number
  readonly guess: number
  readonly can: (lots: number) => boolean
}

/** The largest whole size below `tooMany` that can be; 0 always can. */
export function largestSize(search: SizeSearch): number {
  const { can } = search
  const guess = Math.max(0, Math.min(search.guess, search.tooMany - 1))
  let { tooMany } = search
  let carried = 0
  if (guess === 0 || can(guess)) {
    if (guess + 1 === tooMany || !can(guess + 1)) return guess
    carried = guess + 1
  } else {
    if (guess === 1 || can(guess - 1)) return guess - 1
    tooMany = guess - 1
  }
  while (tooMany - carried > 1) {
    const middle = Math.floor((carried + tooMany) / 2)
    if (can(middle)) carried = middle
    else tooMany = middle
  }
  return carried
}
