import { expect, test } from 'vitest'
import { LIMIT } from '../model/order.ts'
import * as R from '../model/record.ts'
import { recordOf } from '../../test/report/example-run.ts'
import { OrderSources } from './order-sources.ts'

const order = (id: number, fields: Readonly<Record<number, number>> = {}): Float64Array =>
  Float64Array.from(recordOf(R.ORDER, 0, { [R.ID]: id, ...fields }))

test('an order is remembered by what its terms say, orders alike as one kind', () => {
  const sources = new OrderSources()
  const source = 3 + R.SOURCE_MODEL * 7
  const terms = 2 + R.TERMS_FLAGS * 3 + R.TERMS_OWNER * 255 + R.TERMS_SOURCE * source
  sources.take(order(1), 0)
  sources.take(order(2, { [R.ORDER_TYPE]: LIMIT, [R.ORDER_TAG]: 5, [R.ORDER_TERMS]: terms }), 0)
  sources.take(order(100_000), 0)
  expect(sources.kinds[sources.of(2)]).toEqual({ type: LIMIT, owner: 255, timeframe: 3, model: 7, tag: 5 })
  expect([sources.type[sources.of(2)], sources.owner[sources.of(2)]]).toEqual([LIMIT, 255])
  expect(sources.of(1)).toBe(sources.of(100_000))
  expect(sources.kinds).toHaveLength(3)
})

test('an order that nobody told of is of no kind', () => {
  expect(new OrderSources().of(12)).toBe(0)
})

test('kinds beyond those that are told apart keep their owner and type', () => {
  const sources = new OrderSources()
  for (let k = 1; k <= 65_600; k++)
    sources.take(order(k, { [R.ORDER_TAG]: k % 1000, [R.ORDER_TERMS]: R.TERMS_OWNER + R.TERMS_SOURCE * (k >> 4) }), 0)
  expect(sources.kinds[sources.of(65_600)]).toMatchObject({ owner: 1, type: 0, tag: -1, model: -1, timeframe: -1 })
  expect(sources.kinds[sources.of(5)]).toMatchObject({ owner: 1, tag: 5 })
  expect(sources.kinds).toHaveLength(65_537)
})
