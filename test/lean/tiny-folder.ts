/** A LEAN data folder small enough to check by eye. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { writeFolder } from './lean-files.ts'

export type FolderFiles = Parameters<typeof writeFolder>[1]

const day = (open: string, close: string): unknown[] => [
  { start: '04:00:00', end: open, state: 'premarket' },
  { start: open, end: close, state: 'market' },
  { start: close, end: '20:00:00', state: 'postmarket' },
]
const weekdays = (hours: unknown): Record<string, unknown> =>
  Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((name) => [name, hours]))
const always = [{ start: '00:00:00', end: '1.00:00:00', state: 'market' }]

const hours = {
  entries: {
    'Equity-usa-[*]': {
      dataTimeZone: 'America/New_York',
      exchangeTimeZone: 'America/New_York',
      ...weekdays(day('09:30:00', '16:00:00')),
      holidays: ['7/4/2013'],
      earlyCloses: { '7/3/2013': '13:00:00' },
    },
    'Forex-oanda-[*]': {
      dataTimeZone: 'UTC',
      exchangeTimeZone: 'America/New_York',
      sunday: [{ start: '17:00:00', end: '1.00:00:00', state: 'market' }],
      ...weekdays(always),
      friday: [{ start: '00:00:00', end: '17:00:00', state: 'market' }],
      holidays: [],
    },
    'Crypto-coinbase-[*]': {
      dataTimeZone: 'UTC',
      exchangeTimeZone: 'UTC',
      ...weekdays(always),
      saturday: always,
      sunday: always,
      holidays: [],
    },
    'Future-cme-[*]': {
      dataTimeZone: 'UTC',
      exchangeTimeZone: 'America/Chicago',
      ...weekdays(day('08:30:00', '15:00:00')),
      holidays: ['7/4/2013'],
      earlyCloses: { '7/3/2013': '12:00:00' },
    },
    'Future-cme-ES': {
      dataTimeZone: 'UTC',
      exchangeTimeZone: 'America/Chicago',
      ...weekdays(day('08:30:00', '15:00:00')),
      holidays: ['7/2/2013'],
    },
    'Index-india-[*]': {
      dataTimeZone: 'Asia/Kolkata',
      exchangeTimeZone: 'Asia/Kolkata',
      ...weekdays([{ start: '09:15:00', end: '15:30:00', state: 'market' }]),
      holidays: [],
    },
  },
}

const properties = `market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size,market_ticker,minimum_order_size
# a comment
usa,[*],equity,,USD,1,0.01,1
oanda,EURUSD,forex,EUR/USD,USD,1,0.00001,1
coinbase,BTCUSD,crypto,BTC/USD,USD,1,0.01,0.00000001,BTC-USD,0.0001
cme,ES,future,E-mini,USD,50,0.25,1,,1
`

/** Zones, sessions and properties that every folder has. */
const common: FolderFiles = {
  'market-hours/market-hours-database.json': JSON.stringify(hours),
  'symbol-properties/symbol-properties-database.csv': properties,
  'alternative/interest-rate/usa/interest-rate.csv': 'DATE,PCREDIT8\n2010-02-19,0.75\n2015-12-17,1\n',
}

/** Writes a folder in a place of its own, for as long as the test runs, and returns where. */
export async function tinyFolder(files: FolderFiles): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'lean-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await writeFolder(root, { ...common, ...files })
  return root
}
