import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A temporary folder for the files of one test file; gone when its tests are done. */
export function testFolder(): { readonly path: string; write(name: string, content: string | Uint8Array): string } {
  const path = mkdtempSync(join(tmpdir(), 'lockstep-import-'))
  afterAll(() => {
    rmSync(path, { recursive: true, force: true })
  })
  return {
    path,
    write(name, content) {
      const file = join(path, name)
      writeFileSync(file, content)
      return file
    },
  }
}

export const HEADER = 'time,open,high,low,close,volume\n'

/** `count` good hourly rows from 2024-01-01, without a header. */
export function hourlyRows(count: number): string {
  let text = ''
  for (let i = 0; i < count; i++) text += `${1704067200000 + i * 3_600_000},100.5,101,${99 + (i % 3) / 4},100.25,${i}\n`
  return text
}
