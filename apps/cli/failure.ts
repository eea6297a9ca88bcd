/** Errors as a person reads them, as --json carries them, and as an exit code. */
import { fileURLToPath } from 'node:url'
import type { LockstepError } from 'lockstep'
import { packageRoot } from './package-root.ts'
import type { Screen } from './screen.ts'

/** What an error comes to. */
interface Failure {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly exit: number
}

/** Says what went wrong on stderr, and with --json as one document on stdout unless that holds one; returns the exit code. */
export function report(error: unknown, screen: Screen, stdoutIsFree = true): number {
  const failure = isFault(error) ? faultOf(error) : bugOf(error)
  const { paint } = screen
  const lines = [`${paint.bold(paint.red(`error ${failure.code}:`))} ${failure.message}`]
  const place = placeOf(error)
  if (place !== undefined) lines.push(`  at ${place}`)
  if (failure.hint !== '') lines.push(`${paint.bold('fix:')} ${failure.hint}`)
  if (failure.code !== BUG) lines.push(paint.dim(`see docs/reference/errors.md, ${failure.code}`))
  if (screen.verbose) lines.push('', ...stacksOf(error))
  process.stderr.write(`${lines.join('\n')}\n`)
  if (screen.json && stdoutIsFree)
    screen.printJson({ schemaVersion: 1, error: { code: failure.code, message: failure.message, hint: failure.hint } })
  return failure.exit
}

/** A command line that cannot be meant as it stands. Told apart here, so that no engine is loaded for it. */
export class UsageFault extends Error {
  readonly code = 'E_USAGE'
  readonly exitCode = 2
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.hint = hint
  }
}

const BUG = 'E_BUG'

function isFault(error: unknown): error is LockstepError | UsageFault {
  return error instanceof UsageFault || (error instanceof Error && error.name === 'LockstepError')
}

function faultOf({ code, message, hint, exitCode }: LockstepError | UsageFault): Failure {
  return { code, message, hint, exit: exitCode }
}

function bugOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: BUG,
    message,
    hint: 'This is a bug in Lockstep. Please report it with the command and the output of the same with -v.',
    exit: 1,
  }
}

/** Where in a user's file a cause was thrown. */
function placeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  if (!(cause instanceof Error)) return undefined
  const places = [...(cause.stack ?? '').matchAll(/\bat .*?(file:\/\/\S+?\.[cm]?[jt]s):(\d+:\d+)/g)].map(([, url = '', at = '']) => ({
    url,
    at,
  }))
  const theirs = places.find(({ url }) => !url.includes('/node_modules/') && !ourFolders.some((folder) => url.startsWith(folder)))
  return theirs === undefined ? undefined : `${fileURLToPath(theirs.url)}:${theirs.at}`
}

const ourFolders = ['src/', 'dist/', 'apps/', 'bin/'].map((folder) => new URL(folder, packageRoot).href)

function stacksOf(error: unknown): string[] {
  const stacks: string[] = []
  for (let e = error; e instanceof Error && stacks.length < 10; e = e.cause)
    stacks.push(`${stacks.length > 0 ? 'caused by ' : ''}${e.stack ?? e.message}`)
  return stacks
}
