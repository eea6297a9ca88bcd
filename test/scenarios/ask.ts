/**
 * What a table's `do` cell asks, said to a market handle:
 *
 *     buy 1 stop 102 limit 103 stop-loss 97 target 106 expires 2 bars tag dip
 *     buy 4 stop-loss trail 2 target 104 of 50% target 106 of 50%
 *     buy risk 1% stop-loss 95; buy volatility 10% of 40%; buy 1000 money; buy 2 per 1000
 *     buy 2 limit 99 then sell 50% limit 105 and sell 1 stop 95
 *     oco buy 1 stop 102 or sell 1 stop 98
 *     amend last limit 101 qty 5; cancel 3; close 50% on open; target 25%; targets A 50% B -25%; flatten; leave; join
 */
import type { OrderId } from '../../src/model/order.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { AmendRequest, OrderRequest, Sided, TargetRequest } from '../../src/strategy/order-request.ts'
import type { Setup } from '../../src/strategy/strategy.ts'
import { timeOf } from './table.ts'

export interface Asking {
  readonly setup: Pick<Setup<object>, 'flatten' | 'targets'>
  readonly markets: ReadonlyMap<string, Market>
  /** The market of the row. */
  readonly market: Market
  /** Number of the last request. */
  readonly last: OrderId | undefined
}

/** Does what the text says. Returns the numbers of requests, each of which must end as an order or a refusal. */
export function ask(asking: Asking, text: string): readonly OrderId[] {
  const { market, markets, setup } = asking
  const [verb = '', ...rest] = text.split(/\s+/)
  const named = (name = ''): OrderId => (name === 'last' ? (asking.last ?? (0 as OrderId)) : (Number(name) as OrderId))
  if (verb === 'buy') return [market.buy(requestOf(rest, text))]
  if (verb === 'sell') return [market.sell(requestOf(rest, text))]
  if (verb === 'close') return [market.close(closingOf(rest))]
  if (verb === 'oco') return market.oco(membersOf(text))
  if (verb === 'ouo') return market.ouo(membersOf(text))
  if (text === 'cancel all') market.cancelAll()
  else if (verb === 'cancel') market.cancel(named(rest[0]))
  else if (verb === 'amend') market.amend(named(rest[0]), amendmentOf(rest.slice(1)))
  else if (verb === 'target') market.target(targetOf(rest.join(' ')))
  else if (verb === 'targets')
    setup.targets(rest.flatMap((id, k) => (k % 2 === 0 ? [{ market: markets.get(id)!, ...targetOf(rest[k + 1]) }] : [])))
  else if (text === 'flatten') setup.flatten()
  else if (text === 'leave') market.leave()
  else if (text === 'join') market.join()
  else throw new Error(`expected buy, sell, close, oco, amend, cancel, target or another verb, was "${text}"`)
  return []
}

function requestOf(words: readonly string[], text: string): OrderRequest {
  const from = words.indexOf('then')
  if (from < 0) return entryOf(words, text)
  const children = splitAt(words.slice(from + 1), 'and').map(([side = '', ...rest]) => ({ [side]: entryOf(rest, text, true) }))
  return { ...entryOf(words.slice(0, from), text), places: children } as unknown as OrderRequest
}

/** `oco buy 1 stop 102 or sell 1 stop 98` */
function membersOf(text: string): Sided[] {
  const words = text.split(/\s+/).slice(1)
  return splitAt(words, 'or').map(([side = '', ...rest]) => ({ [side]: requestOf(rest, text) }) as unknown as Sided)
}

function splitAt(words: readonly string[], at: string): string[][] {
  const parts: string[][] = [[]]
  for (const word of words) {
    if (word === at) parts.push([])
    else parts.at(-1)!.push(word)
  }
  return parts
}

/** The words of one order; a part placed by another may have its size as a share. */
function entryOf(words: readonly string[], text: string, isPlaced = false): OrderRequest {
  const request: Record<string, unknown> = {}
  const bracket: { stop?: unknown; target?: unknown } = {}
  const targets: { price: number; share: number }[] = []
  let k = sizeOf(words, request, isPlaced)
  while (k < words.length) {
    const [name = '', value = ''] = words.slice(k, k + 2)
    if (name in FLAGS) {
      Object.assign(request, FLAGS[name])
      k++
      continue
    }
    k += 2
    if (name === 'limit' || name === 'stop' || name === 'touch' || name === 'activation') request[name] = Number(value)
    else if (name === 'trail') request['trail'] = trailOf(value)
    else if (name === 'on' || name === 'tag') request[name] = value
    else if (name === 'stop-loss' && value === 'trail') {
      bracket.stop = { trail: trailOf(words[k++]) }
      if (words[k] === 'activation') bracket.stop = { ...(bracket.stop as object), activation: Number(words[k + 1]) }
      if (words[k] === 'activation') k += 2
    } else if (name === 'stop-loss') bracket.stop = Number(value)
    else if (name === 'target' && words[k] === 'of') {
      targets.push({ price: Number(value), share: shareOf(words[k + 1]) })
      k += 2
    } else if (name === 'target') bracket.target = Number(value)
    else if (name === 'expires' && words[k]?.startsWith('bar') === true) {
      request['expires'] = { bars: Number(value) }
      k++
    } else if (name === 'expires') request['expires'] = timeOf(value)
    else throw new Error(`expected limit, stop, touch, trail, stop-loss, target, expires or another term, was "${name}" in "${text}"`)
  }
  if (targets.length > 0) bracket.target = targets
  // A table may ask for what the types forbid: a request from plain JavaScript can too.
  return (Object.keys(bracket).length > 0 ? { ...request, bracket } : request) as unknown as OrderRequest
}

/** Terms of one word. */
const FLAGS: Readonly<Record<string, object>> = {
  day: { expires: 'day' },
  ioc: { expires: 'ioc' },
  fok: { expires: 'fok' },
  'post-only': { postOnly: true },
  'reduce-only': { reduceOnly: true },
}

/** `2` in money, or `2%` of price. */
function trailOf(text = ''): unknown {
  return text.endsWith('%') ? { percent: Number(text.slice(0, -1)) } : Number(text)
}

function shareOf(text = ''): number {
  return Number(text.replace('%', '')) / 100
}

/** `limit 101 stop 99 qty 5 trail 2% expires day`. */
function amendmentOf(words: readonly string[]): AmendRequest {
  const read = (name: string, value = ''): unknown =>
    name === 'trail' ? trailOf(value) : name === 'expires' ? (value === 'day' || value === 'ioc' ? value : timeOf(value)) : Number(value)
  return Object.fromEntries(words.flatMap((name, k) => (k % 2 === 0 ? [[name, read(name, words[k + 1])]] : [])))
}

/** `50% on open`, `on close` or nothing. */
function closingOf(words: readonly string[]): { share?: number; on?: 'open' | 'close' } {
  const on = words.indexOf('on')
  return {
    ...(words[0]?.endsWith('%') === true && { share: shareOf(words[0]) }),
    ...(on >= 0 && { on: words[on + 1] as 'open' | 'close' }),
  }
}

/** `25%` of equity, `3` units, `1000 money`. */
function targetOf(text = ''): TargetRequest {
  if (text.endsWith('%')) return { weight: shareOf(text) }
  return text.endsWith('money') ? { value: Number.parseFloat(text) } : { qty: Number(text) }
}

/** `1`, `50%` of equity, `risk 2%` of it, `volatility 10% of 40%`, `1000 money`, `2 per 1000` of equity. Returns how many words it took. */
function sizeOf(words: readonly string[], request: Record<string, unknown>, isPlaced: boolean): number {
  const [first = '', second = '', third = ''] = words
  if (first === 'risk') {
    request['risk'] = shareOf(second)
    return 2
  }
  if (first === 'volatility') {
    request['volatility'] = { target: shareOf(second), of: () => shareOf(words[3]) }
    return 4
  }
  if (second === 'money') {
    request['value'] = Number(first)
    return 2
  }
  if (second === 'per') {
    request['lotsPerCapital'] = { lots: Number(first), per: Number(third) }
    return 3
  }
  if (first.endsWith('%')) request[isPlaced ? 'share' : 'equity'] = shareOf(first)
  else request['qty'] = Number(first)
  return 1
}
