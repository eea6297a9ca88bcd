import { expect, test } from 'vitest'
import { calendarOf } from '../calendar/calendars.ts'
import { FOK, GTC, IOC, MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, orderTypes } from '../model/order.ts'
import { timestamp } from '../model/time.ts'
import { conversionOf, leanConversion, type OrderConversion } from './conversion.ts'

const open = '2024-01-03T15:00'
const late = '2024-01-03T20:45'
const close = '2024-01-03T21:00'
const closed = '2024-01-03T22:00'

interface Asked {
  readonly type: number
  readonly at: string
  readonly calendar?: string
  readonly tif?: number
  readonly onlyDaily?: boolean
}

function typeOf(conversion: OrderConversion, { type, at, calendar = 'XNYS', tif = GTC, onlyDaily = false }: Asked): string {
  const answer = conversion.typeOf({ type, tif, calendar: calendarOf(calendar), time: timestamp(at), onlyDaily })
  return typeof answer === 'number' ? orderTypes[answer]! : answer
}

test.each([
  [{ type: MARKET, at: closed }, 'market'],
  [{ type: MARKET_ON_OPEN, at: open }, 'market-on-open'],
  [{ type: MARKET_ON_CLOSE, at: late }, 'market-on-close'],
  [{ type: MARKET_ON_OPEN, at: open, calendar: '24/7' }, 'NOT_TAKEN'],
  [{ type: MARKET, at: closed, tif: IOC }, 'MARKET_CLOSED'],
  [{ type: MARKET, at: close, tif: FOK }, 'MARKET_CLOSED'],
  [{ type: MARKET, at: open, tif: FOK }, 'market'],
])('as asked for: %j goes as %s', (asked, answer) => {
  expect(typeOf(conversionOf('none'), asked)).toBe(answer)
})

test.each([
  [{ type: MARKET, at: open }, 'market'],
  [{ type: MARKET, at: closed }, 'market-on-open'],
  [{ type: MARKET, at: close }, 'market-on-open'],
  [{ type: MARKET, at: open, onlyDaily: true }, 'market-on-close'],
  [{ type: MARKET, at: late, onlyDaily: true }, 'market-on-open'],
  [{ type: MARKET, at: open, onlyDaily: true, calendar: '24/7' }, 'market'],
  [{ type: MARKET_ON_CLOSE, at: open }, 'market-on-close'],
  [{ type: MARKET_ON_CLOSE, at: late }, 'TOO_LATE'],
  [{ type: MARKET_ON_CLOSE, at: closed }, 'market-on-close'],
  [{ type: MARKET_ON_CLOSE, at: open, calendar: '24/7' }, 'NOT_TAKEN'],
])('LEAN: %j goes as %s', (asked, answer) => {
  expect(typeOf(conversionOf('lean'), asked)).toBe(answer)
})

test('the last minutes are a setting, and their first instant still belongs to the rest', () => {
  const conversion = leanConversion({ bufferMinutes: 10 })
  expect(typeOf(conversion, { type: MARKET_ON_CLOSE, at: late })).toBe('market-on-close')
  expect(typeOf(conversion, { type: MARKET_ON_CLOSE, at: '2024-01-03T20:50' })).toBe('market-on-close')
  expect(typeOf(conversion, { type: MARKET_ON_CLOSE, at: '2024-01-03T20:51' })).toBe('TOO_LATE')
})

test('an unknown conversion is named', () => {
  expect(() => conversionOf('leen')).toThrow(
    expect.objectContaining({ code: 'E_CONFIG', message: 'expected an order conversion, was "leen"; did you mean lean?' }),
  )
})
