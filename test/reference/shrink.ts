/** The smallest script nearby that still differs. */
import { compare } from './compare.ts'
import type { Ask, Script, Terms } from './script.ts'

export function shrink(script: Script): Script {
  let best = script
  for (;;) {
    const smaller = smallerOnes(best).find((s) => differs(s))
    if (smaller === undefined) return best
    best = smaller
  }
}

function differs(script: Script): boolean {
  return compare(script).divergence !== null
}

function* each(asks: Script['asks']): Generator<readonly [number, number, Ask]> {
  for (const [time, list] of asks) for (const [k, ask] of list.entries()) yield [time, k, ask]
}

function smallerOnes(s: Script): Script[] {
  const all: Script[] = []
  const lastTime = s.bars.at(-1)!.closeTime
  all.push({ ...s, bars: s.bars.filter((b) => b.closeTime < lastTime) })
  const firstTime = s.bars[0]!.closeTime
  all.push({ ...s, bars: s.bars.filter((b) => b.closeTime > firstTime) })
  for (const [time, k] of each(s.asks)) all.push({ ...s, asks: changed(s.asks, time, k, []) })
  const plain = {
    leverage: 1,
    shorts: true,
    positionMax: Infinity,
    feeBps: 0,
    feePerOrder: 0,
    slippageTicks: 0,
    volumeShare: 0,
    latencyMs: 0,
    cash: 100_000,
  }
  for (const [name, value] of Object.entries(plain)) if (s[name as keyof Script] !== value) all.push({ ...s, [name]: value })
  for (const [time, k, ask] of each(s.asks)) {
    if (ask.do === 'order') for (const terms of simpler(ask.terms)) all.push({ ...s, asks: changed(s.asks, time, k, [{ ...ask, terms }]) })
  }
  for (const [k, bar] of s.bars.entries()) {
    const flat = { ...bar, high: Math.max(bar.open, bar.close), low: Math.min(bar.open, bar.close) }
    if (flat.high !== bar.high) all.push({ ...s, bars: s.bars.with(k, { ...bar, high: flat.high }) })
    if (flat.low !== bar.low) all.push({ ...s, bars: s.bars.with(k, { ...bar, low: flat.low }) })
    if (bar.close !== bar.open) all.push({ ...s, bars: s.bars.with(k, { ...bar, close: bar.open }) })
  }
  return all.filter((x) => x.bars.length > 0)
}

function changed(asks: Script['asks'], time: number, at: number, by: readonly Ask[]): Map<number, readonly Ask[]> {
  return new Map([...asks].map(([t, list]) => [t, t === time ? list.toSpliced(at, 1, ...by) : list]))
}

function simpler(terms: Terms): Terms[] {
  const all: Terms[] = []
  for (const name of ['bracket', 'places', 'expires', 'postOnly', 'reduceOnly', 'activation'] as const) {
    if (terms[name] !== undefined) all.push(without(terms, name))
  }
  const { stop, target } = terms.bracket ?? {}
  if (stop !== undefined && target !== undefined) all.push({ ...terms, bracket: { stop } }, { ...terms, bracket: { target } })
  if (Number.isInteger(terms.qty) && terms.qty! > 1) all.push({ ...terms, qty: 1 }, { ...terms, qty: terms.qty! - 1 })
  return all
}

function without(terms: Terms, name: keyof Terms): Terms {
  return Object.fromEntries(Object.entries(terms).filter(([key]) => key !== name))
}
