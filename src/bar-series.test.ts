import { join } from 'node:path'
import { expect, test } from 'vitest'
import { barSeries, instrumentIdOf } from './bar-series.ts'
import { readBarFile } from './catalog/bar-file.ts'
import { tickSize } from './model/instrument.ts'

test.each([
  ['data/sp500.csv', 'SP500'],
  ['C:\\bars\\btc usd-1m.csv.gz', 'BTC-USD-1M'],
  ['eth.v2.parquet', 'ETH.V2'],
  ['__x.csv', 'X'],
  ['é.csv', 'DATA'],
])('%s is of %s', (path, id) => {
  expect(instrumentIdOf(path)).toBe(id)
})

test('what is left open is told from the bars, what is given is kept', async () => {
  const file = await readBarFile(join(import.meta.dirname, '../data/sp500.csv'))
  const { instrument, timeframe, source } = barSeries(file)
  expect(instrument).toMatchObject({ id: 'SP500', calendar: 'weekdays', currency: { code: 'USD' } })
  expect([tickSize(instrument), timeframe.label, source.name]).toEqual([0.01, '1d', 'sp500.csv'])
  expect(barSeries(file, { id: 'SPX', tick: 0.25, calendar: 'XNYS' }).instrument).toMatchObject({
    id: 'SPX',
    tickStep: 25,
    calendar: 'XNYS',
  })
})
