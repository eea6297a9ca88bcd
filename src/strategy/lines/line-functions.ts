/** Makes the functions that authors call out of indicators: `sma(bars.close, 20)`, `keltner(bars, { period: 20 })`. */
import type { IndicatorEntry } from '../../indicators/entry.ts'
import type { Indicator } from '../../indicators/indicator.ts'
import { checkOptions } from '../../indicators/option.ts'
import type { BarLines } from '../bar-lines.ts'
import { linesOfBars, linesOfPair, linesOver, type Line, type NamedIndicator } from '../line.ts'
import { lineName } from './line-name.ts'

/** Options of an indicator; one that has a period takes it as a bare number too. */
export type OptionsOf<O> = O | (O extends { readonly period?: number } ? number : never)
/** May be left out when nothing must be given. */
export type Rest<O> = {} extends O ? [options?: OptionsOf<O>] : [options: OptionsOf<O>]

export type LinesOf<Out extends string> = Readonly<Record<Out, Line>>
export type OfLine<O> = (line: Line, ...options: Rest<O>) => Line
export type OfLineMany<O, Out extends string> = (line: Line, ...options: Rest<O>) => LinesOf<Out>
export type OfBars<O> = (bars: BarLines, ...options: Rest<O>) => Line
export type OfBarsMany<O, Out extends string> = (bars: BarLines, ...options: Rest<O>) => LinesOf<Out>
/** Of two lines of one series. */
export type OfPair<O> = (left: Line, right: Line, ...options: Rest<O>) => Line

type Make<O> = new (options: O) => Indicator

export function ofLine<O>(make: Make<O>, entry: IndicatorEntry): OfLine<O> {
  return (line, ...[options]) => {
    const { indicator, name } = made(make, entry, options)
    return linesOver(line, indicator, name)[0]!
  }
}

export function ofLineMany<O, Out extends string>(make: Make<O>, entry: IndicatorEntry): OfLineMany<O, Out> {
  return (line, ...[options]) => {
    const { indicator, name } = made(make, entry, options)
    return named(indicator, linesOver(line, indicator, name))
  }
}

export function ofBars<O>(make: Make<O>, entry: IndicatorEntry): OfBars<O> {
  return (bars, ...[options]) => {
    const { indicator, name } = made(make, entry, options)
    return linesOfBars(bars.state, indicator, name)[0]!
  }
}

export function ofBarsMany<O, Out extends string>(make: Make<O>, entry: IndicatorEntry): OfBarsMany<O, Out> {
  return (bars, ...[options]) => {
    const { indicator, name } = made(make, entry, options)
    return named(indicator, linesOfBars(bars.state, indicator, name))
  }
}

export function ofPair<O>(make: Make<O>, entry: IndicatorEntry): OfPair<O> {
  return (left, right, ...[options]) => {
    const { indicator, name } = made(make, entry, options)
    return linesOfPair(left, right, indicator, name)[0]!
  }
}

/** Lines by the indicator's names of its outputs. */
export function named<Out extends string>(indicator: Indicator, lines: readonly Line[]): LinesOf<Out> {
  return Object.fromEntries(indicator.outputs.map((name, k) => [name, lines[k]!])) as LinesOf<Out>
}

/** Types are gone when a strategy runs, so the names of options are checked here. @throws LockstepError E_PARAM_VALUE */
function made<O>(make: Make<O>, entry: IndicatorEntry, options: OptionsOf<O> | undefined): NamedIndicator {
  const given = typeof options === 'number' ? { period: options } : (options ?? {})
  checkOptions(entry.name, given, optionsOf(entry))
  // A copy is read: what names the indicator is then all that it was made of.
  const own = { ...given }
  return { indicator: new make(own as O), name: lineName(entry, own) }
}

export function optionsOf({ parameters }: IndicatorEntry): string[] {
  return parameters.map(({ name }) => name)
}
