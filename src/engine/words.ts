/** Texts that records hold as numbers: each is numbered as it is first said. */
import { LockstepError } from '../base/error.ts'

export class Words {
  /** By number; the first is '', which is said by saying nothing. */
  readonly texts: string[] = ['']
  private readonly numbers = new Map<string, number>([['', 0]])
  private readonly what: string
  private readonly hint: string
  private readonly countMax: number

  /** @param what their name in the plural, for messages; `hint`: what to do where there are more than `countMax` */
  constructor(what: string, hint: string, countMax: number) {
    this.what = what
    this.hint = hint
    this.countMax = countMax
  }

  /** The number of a text. @throws LockstepError E_LIMIT */
  of(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    const number = this.texts.length
    if (number > this.countMax) {
      throw new LockstepError(
        'E_LIMIT',
        `expected at most ${this.countMax} different ${this.what} in a run, "${text.slice(0, 40)}" is one more`,
        this.hint,
      )
    }
    this.texts.push(text)
    this.numbers.set(text, number)
    return number
  }
}
