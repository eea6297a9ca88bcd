import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { propertyFiles, propertyList } from './listed.ts'

test('there are at least sixty properties, and the page names each (node tools/print-properties.ts prints them)', () => {
  const files = propertyFiles()
  expect(files.flatMap(({ properties }) => properties).length).toBeGreaterThanOrEqual(60)
  const page = readFileSync(new URL('../../docs/explanation/properties.md', import.meta.url), 'utf8')
  const missing = propertyList(files)
    .split('\n')
    .filter((line) => !page.includes(line))
  expect(missing).toEqual([])
})
