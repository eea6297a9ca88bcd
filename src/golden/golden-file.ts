/** Golden files as text: JSON with one period or row a line, so that a version control shows what changed, sealed by its hash. */
import { LockstepError } from '../base/error.ts'
import { goldenStreams } from './golden-row.ts'
import type { Digest } from './counted.ts'
import type { Golden } from './golden.ts'

/** Raised when a file of before could not be read any more. */
const FORMAT = 1
const SEAL = '  "sha256": '

export function goldenText(golden: Golden, digest: Digest): string {
  const { periods, rows, ...head } = golden
  const body = [
    `{\n  "golden": ${FORMAT},\n`,
    ...Object.entries(head).map(([name, value]) => `  "${name}": ${indented(value)},\n`),
    `  "periods": ${lines(periods)},\n`,
    `  "rows": ${rows === null ? 'null' : lines(rows)},\n`,
  ].join('')
  return `${body}${SEAL}"${digest(body)}"\n}\n`
}

/** @param name of the file, for messages @throws LockstepError E_GOLDEN_FILE */
export function parseGolden(text: string, digest: Digest, name: string): Golden {
  // An editor or a version control may have given it other line ends, or a mark of its byte order.
  const plain = text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '')
  const { golden, sha256, ...rest } = (parsed(plain) ?? {}) as Golden & { readonly golden?: unknown; readonly sha256?: unknown }
  if (typeof golden !== 'number') throw fault(`expected ${name} to be a golden file, it is none or is cut short`)
  if (golden !== FORMAT) throw fault(`expected ${name} in format ${FORMAT} of golden files, is in ${golden}`)
  const body = plain.slice(0, plain.lastIndexOf(SEAL))
  if (sha256 !== digest(body) || !goldenStreams.every((stream) => stream in rest.streams))
    throw fault(`expected ${name} as it was recorded, it was changed since or is cut short`)
  return rest
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')
}

function lines(values: readonly unknown[]): string {
  return values.length === 0 ? '[]' : `[\n${values.map((value) => `    ${JSON.stringify(value)}`).join(',\n')}\n  ]`
}

function fault(message: string): LockstepError {
  return new LockstepError(
    'E_GOLDEN_FILE',
    message,
    'Take it from version control, or record it again with lockstep golden record --replace.',
  )
}
