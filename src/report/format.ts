/** How figures are written, for every output alike: copy-clean ASCII but for the dash of an undefined figure. */
import { DAY_MS, formatMoment, HOUR_MS, MINUTE_MS, SECOND_MS, type Timestamp } from '../model/time.ts'
import type { Unit } from './definitions/definition.ts'
import { definitionOf } from './definitions.ts'
import type { Statistic } from './document.ts'

/** What stands for a figure that is undefined. */
export const UNDEFINED = '–'

/** A statistic as tables show it: `12.34 %`, `+1 234.50`, `1.234`, `937 d (ongoing)`, or `–`. */
export function statistic(s: Statistic): string {
  if (s.value === null) return UNDEFINED
  const write = byUnit[s.unit]
  const text = definitionOf(s.id)?.signed === true ? signed(s.value, write) : write(s.value)
  return s.note === undefined ? text : `${text} (${s.note})`
}

/** A value of the statistic `id` as tables show it. */
export function statisticText(id: string, value: number | null): string {
  const definition = definitionOf(id)
  return statistic({ id, label: definition?.label ?? id, unit: definition?.unit ?? 'ratio', value })
}

/** What tables call the statistic `id`. */
export function labelOfStatistic(id: string): string {
  return definitionOf(id)?.label ?? id
}

const byUnit: Readonly<Record<Unit, (value: number) => string>> = {
  fraction: (value) => percent(value),
  percent: (value) => percent(value / 100),
  money: (value) => money(value),
  ratio: (value) => ratio(value),
  ms: (value) => duration(value),
  bars: (value) => (Number.isInteger(value) ? integer(value) : decimals(value, 1)),
  count: (value) => integer(value),
}

/** `12.34 %` of 0.1234. */
export function percent(fraction: number): string {
  return `${decimals(fraction * 100, 2)} %`
}

/** `1 234.50` */
export function money(amount: number): string {
  return decimals(amount, 2)
}

/** Adds the plus that a profit above 0 carries; one that rounds to 0 has no sign at all. */
export function signed(value: number, write: (value: number) => string): string {
  const text = write(value)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** Money with its sign: `+1 234.50`. */
export function signedMoney(amount: number): string {
  return signed(amount, money)
}

/** Four significant digits: `1.234`, `0.01234`, `12.34`, `12 340`. */
export function ratio(value: number): string {
  const rounded = Number(value.toPrecision(4))
  if (rounded === 0) return '0'
  const exponent = Math.floor(Math.log10(Math.abs(rounded)))
  return exponent < -4 ? value.toExponential(3) : decimals(rounded, Math.max(0, 3 - exponent))
}

/** `1 234 567` */
export function integer(value: number): string {
  return decimals(value, 0)
}

/** A price with the decimals it needs, at most eight. */
export function price(value: number): string {
  const text = String(Number(Number(value.toPrecision(10)).toFixed(8)))
  const point = text.indexOf('.')
  return decimals(value, Math.max(2, point === -1 ? 0 : text.length - point - 1))
}

/** A quantity: as many decimals as it has, at most eight. */
export function quantity(value: number): string {
  const text = String(Number(value.toFixed(8)))
  const point = text.indexOf('.')
  return decimals(value, point === -1 ? 0 : text.length - point - 1)
}

/** The two largest units: `937 d`, `3 d 4 h`, `2 h 15 min`, `42 s`. Above 30 days only days. */
export function duration(ms: number): string {
  if (ms >= 30 * DAY_MS) return `${integer(ms / DAY_MS)} d`
  const [[big, bigName], [small, smallName]] = unitsOf(ms)
  const count = Math.floor(ms / big)
  const rest = Math.floor((ms - count * big) / small)
  return rest === 0 ? `${count} ${bigName}` : `${count} ${bigName} ${rest} ${smallName}`
}

/** `2020-01-31` or `2020-01-31 15:59`, UTC, of epoch ms or an ISO text. */
export function moment(time: number | string): string {
  return formatMoment((typeof time === 'number' ? time : Date.parse(time)) as Timestamp)
}

type TimeUnit = readonly [number, string]

function unitsOf(ms: number): readonly [TimeUnit, TimeUnit] {
  if (ms >= DAY_MS)
    return [
      [DAY_MS, 'd'],
      [HOUR_MS, 'h'],
    ]
  if (ms >= HOUR_MS)
    return [
      [HOUR_MS, 'h'],
      [MINUTE_MS, 'min'],
    ]
  if (ms >= MINUTE_MS)
    return [
      [MINUTE_MS, 'min'],
      [SECOND_MS, 's'],
    ]
  return [
    [SECOND_MS, 's'],
    [1, 'ms'],
  ]
}

/** Fixed decimals with a space between thousands; a value that rounds to 0 is written without a minus. */
export function decimals(value: number, places: number): string {
  const [whole = '', rest] = Math.abs(value).toFixed(places).split('.')
  const text = whole.replaceAll(/\B(?=(\d{3})+$)/g, ' ') + (rest === undefined ? '' : `.${rest}`)
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text
}
