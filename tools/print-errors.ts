/** Writes the reference pages of error codes and refusals from the lists in the source: `node tools/print-errors.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { errorCodes, exitCodes } from '../src/base/error-codes.ts'
import { cancelReasons, refusalReasons } from '../src/model/order.ts'
import { markdownTable } from './markdown-table.ts'

const NOTE = '<!-- Written by tools/print-errors.ts. Edit the lists in the source, then run it. -->'

/** The pages by path from the root. */
export function referencePages(): Readonly<Record<string, string>> {
  return { 'docs/reference/errors.md': errorsPage(), 'docs/reference/refusals.md': refusalsPage() }
}

function errorsPage(): string {
  const codes = Object.entries(errorCodes).map(([code, { exit, means }]) => [`\`${code}\``, String(exit), means])
  const exits = Object.entries(exitCodes).map(([name, code]) => [String(code), name])
  return `${NOTE}

# Errors

An error that a user can mend is a \`LockstepError\`. It has one of these codes, a message that says what was expected and
what it was, and a hint that says what to do. Codes are never renamed or used again for something else.

${markdownTable(['code', 'exit', 'means'], codes)}
## Exit codes

The command line ends with one of these. Code 1 without an error code is a bug in Lockstep.

${markdownTable(['exit', 'name'], exits)}`
}

function refusalsPage(): string {
  const row = ([code, means]: [string, string]): string[] => [`\`${code}\``, means]
  return `${NOTE}

# Refusals and cancellations

Every request of a strategy ends as an order or as a refusal, and both are records. A refusal is an answer, not an error: the
run goes on.

${markdownTable(['refusal', 'means'], Object.entries(refusalReasons).map(row))}
An order that was accepted and ends without its whole fill has one of these reasons.

${markdownTable(['cancellation', 'means'], Object.entries(cancelReasons).map(row))}`
}

if (import.meta.main) {
  const root = new URL('../', import.meta.url)
  mkdirSync(new URL('docs/reference/', root), { recursive: true })
  for (const [path, page] of Object.entries(referencePages())) writeFileSync(new URL(path, root), page)
}
