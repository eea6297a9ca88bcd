/** Every indicator of the catalogue: what a row takes alone, against one of a filled column. */
import type { Result } from './document.ts'
import type { IndicatorFigures } from './indicator-rows.ts'
import { runScript } from './run-script.ts'

/** Of the indicators named, or all. The young generation is as small as it gets, so that little left on the heap fills it. */
export async function measureRows(rounds: number, names: readonly string[] = []): Promise<IndicatorFigures[]> {
  return runScript<IndicatorFigures[]>('indicator-rows.ts', [String(rounds), ...names], ['--max-semi-space-size=1'])
}

export function resultOfRows({ name, rowNs, filledRowNs, collections, rounds }: IndicatorFigures): Result {
  return {
    id: `indicator.${name}`,
    value: rowNs,
    unit: 'ns',
    comparedTo: 'a row of a filled column',
    against: filledRowNs,
    ratio: rowNs / filledRowNs,
    budget: null,
    pass: true,
    gc: { minor: collections, major: 0 },
    rssPeak: 0,
    rounds,
  }
}
