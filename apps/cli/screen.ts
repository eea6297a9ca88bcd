/** Who reads us: data go to stdout, all else to stderr, in colour only where a person with a terminal looks. */
import colors from 'picocolors'
import { labelled } from './table.ts'

export interface ScreenFlags {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  /** False after --no-color. */
  readonly color?: boolean
}

/** Lines longer than this are hard to read. */
const WIDTH_MAX = 120

export class Screen {
  readonly json: boolean
  readonly quiet: boolean
  readonly verbose: boolean
  /** Colour on stdout, and the functions that paint stderr. */
  readonly color: boolean
  readonly paint: ReturnType<typeof colors.createColors>
  /** Whether a person watches stderr, so that a line may be rewritten in place. */
  readonly live: boolean
  /** Columns to write in: the terminal's, and no end where none reads. */
  readonly width: number

  constructor({ json = false, quiet = false, verbose = false, color = true }: ScreenFlags) {
    this.json = json
    this.quiet = quiet
    this.verbose = verbose
    const wanted = color && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb'
    this.color = wanted && process.stdout.isTTY
    this.paint = colors.createColors(wanted && process.stderr.isTTY)
    this.live = process.stderr.isTTY && process.env['TERM'] !== 'dumb'
    this.width = process.stdout.isTTY ? Math.min(process.stdout.columns, WIDTH_MAX) : Infinity
  }

  /** What was asked for, to stdout; ends with a newline. */
  print(text: string): void {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  }

  /** The one document of --json. */
  printJson(document: unknown): void {
    process.stdout.write(`${JSON.stringify(document)}\n`)
  }

  /** A remark to stderr, unless --quiet. `label` stands in a column of its own. */
  note(label: string, text: string): void {
    if (this.quiet) return
    const width = process.stderr.isTTY ? Math.min(process.stderr.columns, WIDTH_MAX) : Infinity
    process.stderr.write(`${labelled(label, text, width).replace(label, this.paint.dim(label))}\n`)
  }

  /** A warning to stderr, also with --quiet. */
  warn(text: string): void {
    process.stderr.write(`${this.paint.yellow('!')} ${text}\n`)
  }
}

/** The screen for a command, by its flags and the global ones. */
export function screenOf(command: { optsWithGlobals(): ScreenFlags }): Screen {
  const screen = new Screen(command.optsWithGlobals())
  // Something to see while the engine loads; whatever is written next stands over it.
  if (screen.live && !screen.quiet && !screen.json) process.stderr.write('loading\r')
  return screen
}
