/** Thrown when Lockstep itself is wrong. Never caught and carried on from: a bug stops the run. */
export class Bug extends Error {
  override readonly name = 'Bug'
}

/** States what must be true here if our own code is right; `what` is the sentence a maintainer reads when it is not. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Bug(what)
}
