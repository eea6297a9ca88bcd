/** Colour as functions of text, so that the report needs no terminal library. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly green: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
}

const ansi =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`
const plain = (text: string): string => text

/** Leaves every text as it is. */
export const noPaint: Paint = { bold: plain, dim: plain, green: plain, red: plain, yellow: plain }

/** The sixteen-colour codes that every terminal knows. */
export const ansiPaint: Paint = { bold: ansi(1, 22), dim: ansi(2, 22), green: ansi(32, 39), red: ansi(31, 39), yellow: ansi(33, 39) }
