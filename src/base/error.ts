import { errorCodes, type ErrorCode } from './error-codes.ts'

/**
 * A fault a user can mend: one sentence that says what was expected and what it was, a stable code, and what to do.
 * A bug of ours is a `Bug`; a refusal of an order is a record, never an exception.
 */
export class LockstepError extends Error {
  override readonly name = 'LockstepError'
  readonly code: ErrorCode
  /** What to do about it, in one sentence. */
  readonly hint: string

  constructor(code: ErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
  }

  /** The exit code that the command line ends with. */
  get exitCode(): number {
    return errorCodes[this.code].exit
  }
}
