/** Lines as a golden file keeps them where it does not keep the lines: how many, and the beginning of their hash. */

/** A digest in hex of a text: given, since a pure room has none. */
export type Digest = (text: string) => string

const DIGEST_CHARS = 16

/** `12:9f86d081884c7d65` */
export function counted(lines: readonly string[], digest: Digest): string {
  return `${lines.length}:${digest(lines.join('\n')).slice(0, DIGEST_CHARS)}`
}
