/** A design that lost and the one that won, as two pieces of work that give the same number. */
export interface Contest {
  /** Each looks at every bar once and returns what it found. */
  readonly lost: () => number | Promise<number>
  readonly won: () => number
  readonly comparedTo: string
}
