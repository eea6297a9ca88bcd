import { expect, test } from 'vitest'
import { interestRates } from '../../src/adapters/lean/interest-rates.ts'
import { timestamp } from '../../src/model/time.ts'
import { tinyFolder } from './tiny-folder.ts'

test('a rate holds from its date until the next, the first also before', async () => {
  const rates = await interestRates(await tinyFolder({}))
  const on = (date: string): number => rates.at(timestamp(date))
  expect(['1999-01-01', '2010-02-19', '2015-12-16T23:59Z', '2015-12-17', '2030-01-01'].map(on)).toEqual([
    0.0075, 0.0075, 0.0075, 0.01, 0.01,
  ])
})

test.each([
  ['a row that is none', 'DATE,PCREDIT8\n2010-02-19,\n', /E_DATA_FORMAT|date and percent in line 2/],
  ['no rows', 'DATE,PCREDIT8\n', /rates in .*, there are none/],
])('%s is refused', async (_, text, reason) => {
  const root = await tinyFolder({ 'alternative/interest-rate/usa/interest-rate.csv': text })
  await expect(interestRates(root)).rejects.toThrow(reason)
})

test('a folder without rates says where they should be', async () => {
  await expect(interestRates('src')).rejects.toThrow(/interest rates at .*interest-rate\.csv/)
})
