import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { STATISTICS_PATH, statisticsPage } from '../../tools/print-statistics.ts'

test('docs/reference/statistics.md says what the definitions say (node tools/print-statistics.ts writes it)', () => {
  expect(readFileSync(new URL(`../../${STATISTICS_PATH}`, import.meta.url), 'utf8')).toBe(statisticsPage())
})
