/** What a table's `do` cell asks, said to a market handle: `buy 1 stop 102 stop-loss 97 target 106 expires 2 bars tag dip`. */
import type { OrderId } from '../../src/model/order.ts'
import type { Market } from '../../src/strategy/market.ts'
import type { AmendRequest, OrderRequest } from '../../src/strategy/order-request.ts'
import { timeOf } from './table.ts'

/** Does what the text says. Returns the request's number when it may become an order. */
export function ask(market: Market, text: string, last: OrderId | undefined): OrderId | undefined {
  const [verb = '', ...rest] = text.split(/\s+/)
  if (verb === 'buy') return market.buy(requestOf(rest, text))
  if (verb === 'sell') return market.sell(requestOf(rest, text))
  if (text === 'close') return market.close()
  if (text === 'cancel all') market.cancelAll()
  else if (verb === 'amend') market.amend(last ?? (0 as OrderId), amendmentOf(rest.slice(1)))
  else if (verb === 'cancel') market.cancel(rest[0] === 'last' ? (last ?? (0 as OrderId)) : (Number(rest[0]) as OrderId))
  else throw new Error(`expected buy, sell, close, amend or cancel, was "${text}"`)
  return undefined
}

function requestOf(words: readonly string[], text: string): OrderRequest {
  const request: Record<string, unknown> = {}
  const bracket: { stop?: unknown; target?: unknown } = {}
  let k = sizeOf(words, request)
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
    else if (name === 'stop-loss' && value === 'trail') bracket.stop = { trail: trailOf(words[k++]) }
    else if (name === 'stop-loss') bracket.stop = Number(value)
    else if (name === 'target') bracket.target = Number(value)
    else if (name === 'expires' && words[k]?.startsWith('bar') === true) {
      request['expires'] = { bars: Number(value) }
      k++
    } else if (name === 'expires') request['expires'] = timeOf(value)
    else throw new Error(`expected limit, stop, touch, trail, stop-loss, target, expires or another term, was "${name}" in "${text}"`)
  }
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

/** `limit 101 stop 99 qty 5`. */
function amendmentOf(words: readonly string[]): AmendRequest {
  return Object.fromEntries(words.flatMap((name, k) => (k % 2 === 0 ? [[name, Number(words[k + 1])]] : [])))
}

/** `1`, `50%` of equity, or `risk 2%` of it. Returns how many words it took. */
function sizeOf(words: readonly string[], request: Record<string, unknown>): number {
  const [first = '', second = ''] = words
  if (first === 'risk') {
    request['risk'] = Number(second.replace('%', '')) / 100
    return 2
  }
  if (first.endsWith('%')) request['equity'] = Number(first.slice(0, -1)) / 100
  else request['qty'] = Number(first)
  return 1
}
