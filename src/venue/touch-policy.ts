/** Fills where asked: a level that a bar reaches, or has gapped beyond, is the price. Kind to stops, unkind to limits. */
import { fillAtOpen } from './due.ts'
import type { FillPolicy } from './fill-policy.ts'
import { walkInside } from './pessimistic.ts'

export const touch: FillPolicy = {
  name: 'touch',
  says: "market at the next bar's open; limits and stops at exactly their level, through gaps too; stop before target",
  open: (book, bar) => fillAtOpen(book, bar, true),
  inside: walkInside,
}
