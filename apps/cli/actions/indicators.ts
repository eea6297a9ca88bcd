/** `lockstep indicators`: the catalogue for people and, with --json, for programs. */
import { didYouMean, exitCodes } from 'lockstep'
import { describeIndicator, indicatorList, type IndicatorDescription } from 'lockstep/indicators'
import type { IndicatorsFlags } from '../commands/indicators.ts'
import { UsageFault } from '../failure.ts'
import type { Screen } from '../screen.ts'
import { labelled, table } from '../table.ts'

export function showIndicators(screen: Screen, name: string | undefined, flags: IndicatorsFlags): number {
  const all = indicatorList.map(describeIndicator)
  if (name !== undefined) {
    const found = all.find((one) => one.name.toLowerCase() === name.toLowerCase() || one.talib.includes(name.toUpperCase()))
    if (found === undefined) {
      const names = all.flatMap((one) => [one.name, ...one.talib])
      const near = didYouMean(name, names)
      // There are some hundred names: only a near one is told.
      const told = near.startsWith('did') ? `; ${near}` : ''
      throw new UsageFault(`expected the name of an indicator, was "${name}"${told}`, 'lockstep indicators lists them.')
    }
    if (screen.json) screen.printJson({ schemaVersion: 1, ...found })
    else screen.print(pageOf(found, screen.width))
    return exitCodes.ok
  }
  const chosen = all.filter(({ group }) => flags.group === undefined || group === flags.group)
  if (screen.json) screen.printJson({ schemaVersion: 1, indicators: chosen })
  else {
    const rows = chosen.map((one) => [one.group, one.name, one.title, one.talib.join(' ')])
    screen.print(table(['group', 'name', 'is', 'TA-Lib'], rows))
  }
  return exitCodes.ok
}

function pageOf(one: IndicatorDescription, width: number): string {
  const rows: [string, string][] = [
    [one.name, one.title],
    ['group', one.group],
    ['inputs', one.inputs.join(', ')],
    ['outputs', one.outputs.join(', ')],
    ...one.parameters.map((p): [string, string] => ['parameter', `${p.name}${p.default === null ? '' : ` = ${p.default}`}: ${p.takes}`]),
    ...(one.constraint === null ? [] : [['', one.constraint] as [string, string]]),
    ['warm-up', `${one.warmup} rows${one.defaultWarmup === null ? '' : ` (${one.defaultWarmup} by default)`}`],
    ['convention', one.convention],
    ...(one.gaps === null ? [] : [['no value', one.gaps] as [string, string]]),
    ...(one.repaints ? [['repaints', 'later rows change earlier ones: for charts, refused in a strategy'] as [string, string]] : []),
    ...(one.talib.length === 0 ? [] : [['TA-Lib', one.talib.join(', ')] as [string, string]]),
    ['source', one.source],
  ]
  return rows.map(([label, text]) => labelled(label, text, width)).join('\n')
}
