/** The indicators that TA-Lib has not against recorded figures, so that a change is seen without the reference data. */
import { describe, expect, test } from 'vitest'
import { beyond, figuresOf, recordedFigures } from './beyond-figures.ts'

const recorded = recordedFigures()

describe('indicators beyond TA-Lib', () => {
  test.each(beyond.map((entry) => [entry.name, entry] as const))('%s gives the figures that are recorded', (name, entry) => {
    const figures = figuresOf(entry)
    expect(Object.keys(figures)).toEqual(Object.keys(recorded[name] ?? {}))
    for (const [output, values] of Object.entries(figures)) {
      for (const [k, value] of values.entries()) {
        const expected = recorded[name]![output]![k]!
        if (value === null || expected === null) expect(value).toBe(expected)
        else expect(Math.abs(value - expected), `${output} ${k}`).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(expected)))
      }
    }
  })

  test('what is recorded is what there is', () => {
    expect(Object.keys(recorded).toSorted()).toEqual(beyond.map(({ name }) => name).toSorted())
  })
})
