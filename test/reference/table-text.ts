/** A script as a table that a trader can read, in the words of `test/scenarios`. */
import { formatMoment, type Timestamp } from '../../src/model/time.ts'
import type { Ask, Change, Script, ScriptTrail, Terms } from './script.ts'
import { lotSize, tickSize } from '../../src/model/instrument.ts'

export function tableText(script: Script): string {
  const rows = script.bars.map((bar, k) => {
    const isLast = script.bars[k + 1]?.closeTime !== bar.closeTime
    const asks = isLast ? (script.asks.get(bar.closeTime) ?? []).map((ask) => textOf(script, ask, bar.market)).join('; ') : ''
    const name = script.markets.length > 1 ? `${script.markets[bar.market]!.id} ` : ''
    const time = formatMoment(bar.openTime as Timestamp).replace(' ', 'T')
    const full = time.includes('T') ? time : `${time}T00:00`
    return `| ${name}${full} ${bar.open} ${bar.high} ${bar.low} ${bar.close} ${bar.volume} | ${asks} |`
  })
  const head = `| ${script.markets.length > 1 ? 'market ' : ''}time open high low close volume | do | then`
  return [optionsOf(script), head, ...rows].join('\n')
}

function optionsOf(s: Script): string {
  const i = s.markets[0]!
  const all: readonly (readonly [boolean, string])[] = [
    [true, `policy ${s.policy}, show orders, show trips`],
    [true, `cash ${s.cash}`],
    [s.leverage !== 1, `leverage ${s.leverage}`],
    [!s.shorts, 'no shorts'],
    [s.positionMax !== Infinity, `position max ${s.positionMax}`],
    [s.ordersMax < 1000, `orders max ${s.ordersMax}`],
    [s.feeBps !== 0, `fee ${s.feeBps} bps`],
    [s.feePerOrder !== 0, `fee ${s.feePerOrder} per order`],
    [s.slippageTicks !== 0, `slippage ${s.slippageTicks} ticks`],
    [s.volumeShare !== 0, `volume limit ${s.volumeShare * 100}%`],
    [s.latencyMs !== 0, `latency ${s.latencyMs / 1000}s`],
    [tickSize(i) !== 1, `tick ${tickSize(i)}`],
    [lotSize(i) !== 1, `lot ${lotSize(i)}`],
    [i.multiplier !== 1, `multiplier ${i.multiplier}`],
  ]
  return all
    .filter(([is]) => is)
    .map(([, text]) => text)
    .join(', ')
}

function textOf(script: Script, ask: Ask, row: number): string {
  const market = ask.market === row ? '' : `${script.markets[ask.market]!.id}: `
  switch (ask.do) {
    case 'order':
      return `${market}${sideOf(ask.side)} ${termsOf(ask.terms)}`
    case 'oco':
    case 'ouo':
      return `${market}${ask.do} ${ask.entries.map(({ side, terms }) => `${sideOf(side)} ${termsOf(terms)}`).join(' or ')}`
    case 'close':
      return `${market}close${ask.share === undefined ? '' : ` ${ask.share * 100}%`}${ask.on === undefined ? '' : ` on ${ask.on}`}`
    case 'cancel':
      return `${market}cancel ${ask.order}`
    case 'cancel all':
      return `${market}cancel all`
    case 'amend':
      return `${market}amend ${ask.order} ${changeOf(ask.change)}`
    default:
      return ask satisfies never
  }
}

function sideOf(side: number): string {
  return side > 0 ? 'buy' : 'sell'
}

function termsOf(t: Terms): string {
  const words = [t.share === undefined ? `${t.qty}` : `${t.share * 100}%`]
  for (const name of ['limit', 'stop', 'touch'] as const) if (t[name] !== undefined) words.push(`${name} ${t[name]}`)
  if (t.trail !== undefined) words.push(`trail ${trailOf(t.trail)}`)
  if (t.activation !== undefined) words.push(`activation ${t.activation}`)
  if (t.on !== undefined) words.push(`on ${t.on}`)
  const { stop, target } = t.bracket ?? {}
  if (typeof stop === 'number') words.push(`stop-loss ${stop}`)
  else if (stop !== undefined)
    words.push(`stop-loss trail ${trailOf(stop.trail)}${stop.activation === undefined ? '' : ` activation ${stop.activation}`}`)
  if (typeof target === 'number') words.push(`target ${target}`)
  else for (const { price, share } of target ?? []) words.push(`target ${price} of ${share * 100}%`)
  if (t.expires !== undefined) words.push(expiryOf(t.expires))
  if (t.postOnly === true) words.push('post-only')
  if (t.reduceOnly === true) words.push('reduce-only')
  if (t.places !== undefined) words.push(`then ${t.places.map(({ side, terms }) => `${sideOf(side)} ${termsOf(terms)}`).join(' and ')}`)
  return words.join(' ')
}

function trailOf(trail: ScriptTrail): string {
  return 'amount' in trail ? `${trail.amount}` : `${trail.percent}%`
}

function expiryOf(expires: NonNullable<Terms['expires']>): string {
  if (typeof expires === 'string') return expires
  if ('bars' in expires) return `expires ${expires.bars} bars`
  return `expires ${new Date(expires.at).toISOString().slice(0, 19)}`
}

function changeOf(change: Change): string {
  const words = (['limit', 'stop', 'qty'] as const).filter((name) => change[name] !== undefined).map((name) => `${name} ${change[name]}`)
  if (change.expires !== undefined) words.push(expiryOf(change.expires))
  return words.join(' ')
}
