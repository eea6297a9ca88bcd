/** Before a long sweep, where a person sits at the terminal: how long it would take, and how long on a part of the bars. */
import { createInterface } from 'node:readline/promises'
import type { SweepEstimate, SweepOptions } from 'lockstep'
import { clock, grouped } from './progress.ts'
import type { Screen } from './screen.ts'

/** A sweep that takes less is not worth a question. */
export const LONG_SECONDS = 60

type Part = NonNullable<SweepOptions['part']>

/** What was chosen: all of the bars, a part of them, or not to run at all. */
export type Choice = { readonly part?: Part } | 'none'

/** A terminal, as far as a question needs one. */
export interface Asker {
  readonly print: (text: string) => void
  /** The line that is typed; null where the terminal is closed or the question is interrupted. */
  readonly ask: (question: string) => Promise<string | null>
}

const parts: readonly (Part & { readonly says: string })[] = [
  { share: 0.5, says: 'the first half' },
  { share: 0.25, says: 'the first quarter' },
  { share: 0.25, number: 4, says: 'the last quarter' },
  { share: 0.1, says: 'the first tenth' },
]

/** Whether somebody can be asked: a person at a terminal, and no program that reads. */
export function mayAsk({ json, quiet }: Screen, { input = true }: { readonly input?: boolean }): boolean {
  const { stdin, stdout, stderr, env } = process
  return input && !json && !quiet && !env['CI'] && stdin.isTTY && stdout.isTTY && stderr.isTTY
}

/** Asks until there is an answer. Enter is all of the bars. */
export async function choosePart({ seconds, trials, workers }: SweepEstimate, { print, ask }: Asker): Promise<Choice> {
  print(`This takes about ${clock(seconds)}: at most ${grouped(trials)} trials, ${workers} at a time.\n`)
  const rows = parts.map(({ share, number, says }, k) => {
    const flags = `--data-frac ${share}${number === undefined ? '' : ` --portion ${number}`}`
    return `  ${k + 1}      ${says.padEnd(18)}about ${clock(seconds * share)}   ${flags}\n`
  })
  print(`  Enter  ${'all of the bars'.padEnd(18)}about ${clock(seconds)}\n${rows.join('')}  q      do not run\n`)
  for (;;) {
    const answer = await ask('Which? ')
    if (answer === null || answer === 'q') return 'none'
    if (answer === '') return {}
    const chosen = parts[Number(answer) - 1]
    if (chosen !== undefined) return { part: { share: chosen.share, ...(chosen.number !== undefined && { number: chosen.number }) } }
    print(`Expected Enter, 1 to ${parts.length} or q, was ${answer}.\n`)
  }
}

/** The terminal itself. Questions go to stderr, as all that is no result does. */
export function terminal(signal: AbortSignal): Asker {
  return {
    print: (text) => void process.stderr.write(text),
    ask: async (question) => {
      // The terminal edits the line, so that Ctrl-C is the signal that it is elsewhere.
      const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
      const closed = new Promise<null>((resolve) => lines.once('close', () => resolve(null)))
      try {
        const answer = lines.question(question, { signal })
        return await Promise.race([answer.then((text) => text.trim()).catch(() => null), closed])
      } finally {
        lines.close()
      }
    },
  }
}
