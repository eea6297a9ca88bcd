/** Flags from text to what they mean; each names itself when it cannot be read. */
import { UsageFault } from './failure.ts'

/** A finite number. @throws UsageFault */
export function readNumber(flag: string, text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) return value
  throw new UsageFault(`expected a number for ${flag}, was "${text}"`, `Give digits with a point for decimals, such as ${flag} 0.5.`)
}

/** A whole number of at least 0, or as many as are said. @throws UsageFault */
export function readCount(flag: string, text: string, least = 0): number {
  const value = readNumber(flag, text)
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new UsageFault(`expected a whole number of at least ${least} for ${flag}, was "${text}"`, `For example ${flag} 7.`)
}

/** A fraction as basis points, exact to the hundredth of one. @throws UsageFault */
export function readFractionBps(flag: string, text: string): number {
  const fraction = readNumber(flag, text)
  if (Math.abs(fraction) > 0.5)
    throw new UsageFault(`expected ${flag} as a fraction of the notional between -0.5 and 0.5, was ${text}`, `0.1 % is ${flag} 0.001.`)
  const bps = Math.round(fraction * 1e6) / 100
  if (Math.abs(bps - fraction * 1e4) > 1e-6)
    throw new UsageFault(`expected ${flag} in steps of 0.000001, was ${text}`, `0.1 % is ${flag} 0.001.`)
  return bps
}

const DAY_MS = 86_400_000

/** `20200101-20201231`, either side may be left out: from the first instant of one day to the last of the other, in epoch ms. */
export function readRange(text: string): { readonly from: number | null; readonly to: number | null } {
  const m = /^(\d{4}-?\d{2}-?\d{2})?-(\d{4}-?\d{2}-?\d{2})?$/.exec(text)
  const from = m?.[1] === undefined ? null : dayOf(m[1])
  const to = m?.[2] === undefined ? null : dayOf(m[2]) + DAY_MS
  if (m === null || (from === null && to === null) || Number.isNaN(from) || Number.isNaN(to)) {
    throw new UsageFault(
      `expected --range as two days such as 20200101-20201231, was "${text}"`,
      'Either side may be left out: 20200101- or -20201231.',
    )
  }
  if (from !== null && to !== null && from >= to)
    throw new UsageFault(`expected --range to begin before it ends, was "${text}"`, 'Swap the two days.')
  return { from, to }
}

/** `name=value` pairs. @throws UsageFault */
export function readPairs(flag: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=')
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
      throw new UsageFault(`expected ${flag} name=value, was "${text}"`, `For example ${flag} fast=12.`)
    }),
  )
}

function dayOf(text: string): number {
  const digits = text.replaceAll('-', '')
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const ms = Date.parse(`${iso}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso) ? ms : NaN
}
