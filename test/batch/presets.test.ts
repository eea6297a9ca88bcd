/** The presets: rules that can be, differences that say how to reproduce them, and a word on the page for each. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tradePresetOf, tradePresets } from '../../src/batch/trade-presets.ts'
import { entryPrices, fullRules, sameBarRules, trailReferences, warningsOf } from '../../src/batch/trade-rules.ts'

const page = readFileSync(new URL('../../docs/explanation/batch.md', import.meta.url), 'utf8')

test.each(tradePresets.map((preset) => [preset.name, preset] as const))(
  '%s flatters nothing, and what would is named',
  (name, { rules, differs }) => {
    expect(warningsOf(fullRules(rules))).toEqual([])
    for (const { reproducedBy } of differs)
      if (reproducedBy !== undefined) expect(warningsOf(fullRules({ ...rules, ...reproducedBy }))).toHaveLength(1)
    expect(page).toContain(`\`${name}\``)
  },
)

test('a preset by a name that is none is refused with the nearest', () => {
  expect(tradePresetOf('quantpipe-scan').rules.positionsMax).toBe(1)
  expect(() => tradePresetOf('quantpipe-scam')).toThrow(
    'expected a preset of trade rules, was "quantpipe-scam"; did you mean quantpipe-scan?',
  )
})

test('every name that flatters or that the engine has is on the page', () => {
  const said = [...sameBarRules, ...trailReferences, 'this-open'].filter((name) => !page.includes(`'${name}'`))
  expect(said).toEqual([])
  expect(entryPrices).toHaveLength(4)
})
