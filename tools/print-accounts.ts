/** Writes docs/reference/accounts.md from the rules of margin and liquidation: `node tools/print-accounts.ts`. */
import { writeFileSync } from 'node:fs'
import { createInstrument } from '../src/model/instrument.ts'
import { liquidationRules } from '../src/risk/margin-call.ts'
import { settlementRules } from '../src/risk/settlement.ts'
import { marginRules, type MarginRule } from '../src/risk/margin.ts'
import { markdownTable } from './markdown-table.ts'

const LEVERAGE = 2
const VALUE = 10_000

/** The page; a test holds the file to it. */
export function accountsPage(): string {
  const rules = Object.values(marginRules)
  const named = rules.map((r) => [`\`${r.name}\``, r.says])
  const terms = rules.map((r) => [`\`${r.name}\``, misfits[r.misfit], r.reserves ? 'yes' : 'no', r.shorts ? 'yes' : 'no', marks[r.atMarks]])
  const figures = rules.map((r) => [`\`${r.name}\``, ...marginsOf(r)])
  const settlements = settlementRules.map((r) => [`\`${r.name}\``, r.says])
  const calls = Object.values(liquidationRules).map((r) => [`\`${r.name}\``, r.says])
  return `<!-- Written by tools/print-accounts.ts. Edit the rules in src/risk, then run it. -->

# Accounts

The rules by which an account lends, \`account.margin\`, takes back, \`account.liquidation\`, and pays out, \`account.settlement\`. [Accounts](../explanation/accounts.md)
tells what they are asked, and when.

## Margin

${markdownTable(['rule', 'means'], named)}
What becomes of an order that does not fit, whether open orders reserve what they will need, whether shorts are allowed, and what is
valued at last closes when a fill is judged:

${markdownTable(['rule', 'misfit', 'reserves', 'shorts', 'at last closes'], terms)}
What 100 contracts worth 10,000 need, long and short, in an account with leverage ${LEVERAGE}. For \`futures\` a contract needs 40 to be
opened and 30 to be kept; the market is open.

${markdownTable(['rule', 'to open', 'to keep a long', 'to keep a short'], figures)}
## Liquidation

Looked at when a step's closes are in. What is closed is sent as an order at market with the role \`liquidation\`.

${markdownTable(['rule', 'means'], calls)}
## Settlement

When the proceeds of a sale of what was held may be spent again, \`account.settlement\`: mornings are those of the instrument's calendar,
and only margin rules that count cash ask.

${markdownTable(['rule', 'means'], settlements)}`
}

const misfits: Readonly<Record<MarginRule['misfit'], string>> = {
  cut: 'cut to what fits',
  refuse: 'refused whole',
  'refuse opening': 'only reduces',
}
const marks: Readonly<Record<MarginRule['atMarks'], string>> = { nothing: 'other markets', holdings: 'all holdings', all: 'the order too' }

function marginsOf(rule: MarginRule): string[] {
  const instrument = createInstrument({ id: 'CONTRACT', lot: 1, marginInitial: 40, marginMaintenance: 30 })
  const of = (kind: 'initial' | 'maintenance', lots: number): string =>
    rule[kind]({ instrument, index: 0, lots, value: VALUE, unitsPerMoney: 1, leverage: LEVERAGE, intraday: () => true }).toLocaleString(
      'en-US',
    )
  return [of('initial', 100), of('maintenance', 100), rule.shorts ? of('maintenance', -100) : '']
}

if (import.meta.main) writeFileSync(new URL('../docs/reference/accounts.md', import.meta.url), accountsPage())
