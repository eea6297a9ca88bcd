import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../model/time.ts'
import { decimals, duration, integer, moment, money, percent, price, quantity, ratio, signed, statistic } from './format.ts'

describe('figures are written', () => {
  test.each([
    [percent(0.123456), '12.35 %'],
    [percent(-0.5), '-50.00 %'],
    [percent(-0.00001), '0.00 %'],
    [percent(12.3), '1 230.00 %'],
    [money(1234567.891), '1 234 567.89'],
    [money(-999.999), '-1 000.00'],
    [money(-0.001), '0.00'],
    [integer(1000), '1 000'],
    [integer(999), '999'],
    [ratio(1.23456), '1.235'],
    [ratio(0.0123456), '0.01235'],
    [ratio(-12.3456), '-12.35'],
    [ratio(9.99996), '10.00'],
    [ratio(12345.6), '12 350'],
    [ratio(0), '0'],
    [ratio(0.00000123456), '1.235e-6'],
    [price(101.5), '101.50'],
    [price(0.00012345), '0.00012345'],
    [price(1.1 * 3), '3.30'],
    [quantity(1.5), '1.5'],
    [quantity(1200), '1 200'],
    [quantity(0.1 + 0.2), '0.3'],
    [duration(937 * DAY_MS), '937 d'],
    [duration(3 * DAY_MS + 4 * HOUR_MS), '3 d 4 h'],
    [duration(2 * HOUR_MS), '2 h'],
    [duration(61_000), '1 min 1 s'],
    [duration(250), '0 s 250 ms'],
    [duration(0), '0 s'],
    [moment(Date.UTC(2020, 0, 31)), '2020-01-31'],
    [moment('2020-01-31T15:59:00.000Z'), '2020-01-31 15:59'],
    [decimals(-1234.5, 1), '-1 234.5'],
    [signed(5, money), '+5.00'],
    [signed(-5, money), '-5.00'],
    [signed(0.001, money), '0.00'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected)
  })

  test('by their unit, with the sign that a profit always carries', () => {
    expect(statistic({ id: 'totalReturn', label: '', unit: 'fraction', value: 0.5 })).toBe('+50.00 %')
    expect(statistic({ id: 'winRate', label: '', unit: 'fraction', value: 0.5 })).toBe('50.00 %')
    expect(statistic({ id: 'longestDrawdown', label: '', unit: 'ms', value: 90 * DAY_MS, note: 'ongoing' })).toBe('90 d (ongoing)')
    expect(statistic({ id: 'sharpe', label: '', unit: 'ratio', value: null, reason: 'few days' })).toBe('–')
    expect(statistic({ id: 'of-another-version', label: '', unit: 'bars', value: 2.5 })).toBe('2.5')
  })
})
