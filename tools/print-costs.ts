/** Writes the reference page of costs from the rules themselves, which compute its figures: `node tools/print-costs.ts`. */
import { writeFileSync } from 'node:fs'
import { createInstrument } from '../src/model/instrument.ts'
import { formatMoment, timestamp, type Timestamp } from '../src/model/time.ts'
import type { Financing } from '../src/portfolio/financing.ts'
import type { Interest } from '../src/portfolio/interest.ts'
import { feeSchedules } from '../src/venue/fee-schedules.ts'
import type { Liquidity } from '../src/venue/liquidity.ts'
import { feeExamples, feeText, ruleOf, slippageExamples, slipText, type CostExample, type CostFill } from './cost-examples.ts'
import { markdownTable } from './markdown-table.ts'

/** The page's path from the root. */
export const COSTS_PATH = 'docs/reference/costs.md'

export function costsPage(): string {
  return `<!-- Written by tools/print-costs.ts. Edit the rules in src/venue or tools/cost-examples.ts, then run it. -->

# Costs

What trading and holding costs, as rules that add up: \`fees\`, \`slippage\` and \`liquidity\` of a backtest. The figures below
are computed by the rules as they stand there. Amounts are in the currency of the instrument; its tick is 0.01 and its lot 1.
A fee is rounded once, to the ledger unit, a millionth of the currency, halves away from zero.

A rule is a plain object with a \`label\`, which stands in the report, and one function; write your own where none fits.
It is asked about one fill and must depend on nothing else, or a replay will differ.

## Fees

${table(feeExamples, feeText, 'fee')}
\`sumOfFees\` adds several that are paid in the same thing; \`feesByInstrument\` gives each instrument its own.

## Fee schedules

Named on the command line with \`--fee-schedule\`, in code with \`feeScheduleOf(name).fee\`. Venues change what they charge: compare
with your own statements.

${markdownTable(
  ['name', 'charges', 'from', 'read'],
  feeSchedules.map(({ name, says, source, asOf }) => [`\`${name}\``, says, source, asOf]),
)}
## Slippage

Market and stop orders fill so many ticks worse; a part of a tick counts as a whole one. Limits do not slip, unless a rule says so. No price falls below a tick.

${table(slippageExamples, slipText, 'ticks')}
\`sumOfSlippage\` adds several; \`slippageByInstrument\` gives each instrument its own.

## Liquidity

How much of an order one bar can fill. What is left of an order waits for the next bar.

${liquidityTable()}
## Financing

What holding a position costs or brings. A rule says when it is due; positions are marked at their last close.

${financingTable()}
## Interest

${interestTable()}`
}

function table(examples: readonly CostExample[], answer: (code: string, fill: CostFill) => string, what: string): string {
  const rows = examples.map(({ code, says }) => [`\`${code}\``, says.replaceAll('|', '\\|')])
  const figures = examples.flatMap(({ code, fills }) =>
    fills.map((fill, k) => [k === 0 ? `\`${code}\`` : '', fill.says, answer(code, fill)]),
  )
  return `${markdownTable(['rule', 'means'], rows)}\n${markdownTable(['rule', 'fill', what], figures)}`
}

function liquidityTable(): string {
  const share = createInstrument({ id: 'SHARE', lot: 1 })
  const rows = ['unlimited', 'shareOfVolume(0.25)'].flatMap((code) =>
    [
      ['a bar of 1,003', 1003, 0],
      ['the same, 200 of it taken before', 1003, 200],
      ['a bar without volume', 0, 0],
    ].map(([says, volume, used], k) => {
      const lots = (ruleOf(code) as Liquidity).available(share, volume as number, used as number)
      return [k === 0 ? `\`${code}\`` : '', String(says), lots === Infinity ? 'all' : String(lots)]
    }),
  )
  return markdownTable(['rule', 'bar', 'fills'], rows)
}

function financingTable(): string {
  const instrument = createInstrument({ id: 'SHARE', lot: 1 })
  const wednesday = timestamp('2024-07-03T23:00Z')
  const rules = [
    [
      'borrow({ rate: 0.0365 })',
      'A yearly rate on the value of shorts, by the day. `daysPerYear` is 365 unless given, `at` ms after midnight UTC.',
    ],
    ['funding({ rate: 0.0001 })', 'A rate that longs pay to shorts, every `everyHours`, 8 unless given; or `rates` at their own times.'],
    [
      'swap({ long: -0.7, short: 0.2, at: 22 * 3_600_000 })',
      'Ticks that a position earns each night, Monday to Friday, threefold on Wednesday.',
    ],
  ] as const
  const rows = rules.map(([code, says]) => {
    const rule = ruleOf(code) as Financing
    const due = rule.nextAfter(timestamp('2024-07-02T12:00Z')) as Timestamp
    const cash = (lots: number): string => String(rule.cash(instrument, lots, 10, due) / 1e6)
    return [`\`${code}\``, says, formatMoment(due), cash(1000), cash(-1000)]
  })
  const triple = (ruleOf('swap({ long: -0.7, short: 0.2 })') as Financing).cash(instrument, 1000, 10, wednesday) / 1e6
  const head = ['rule', 'means', 'due after 2024-07-02 12:00', '1,000 long at 10', '1,000 short at 10']
  return `${markdownTable(head, rows)}\nThe swap of that long on a Wednesday is ${triple}. \`financingOf\` gives a rule to some instruments only.\n`
}

function interestTable(): string {
  const code = 'interest({ credit: 0.02, debit: 0.06, daysPerYear: 360 })'
  const of = (cash: number): string =>
    String((ruleOf(code) as Interest).cash({ currency: 'USD', cash: cash * 1e6, exposure: 0, time: 0 }) / 1e6)
  const row = [`\`${code}\``, 'Yearly rates on cash and on debit, by the day.', of(36_000), of(-36_000)]
  return markdownTable(['rule', 'means', 'a day of 36,000', 'a day of -36,000'], [row])
}

if (import.meta.main) writeFileSync(new URL(`../${COSTS_PATH}`, import.meta.url), costsPage())
