import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fastPaths } from '../../src/model/fast-paths.ts'

test('docs/reference/fast-paths.md names every fast path and says what it is', () => {
  const page = readFileSync(new URL('../../docs/reference/fast-paths.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `(.+?)` +\| (.+?) +\| (.+?) +\|$/gm)].map(([, name, fast, plain]) => [name, { fast, plain }])
  expect(Object.fromEntries(rows)).toEqual(fastPaths)
})
