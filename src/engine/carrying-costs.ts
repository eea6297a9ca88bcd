/** Financing of positions and interest on cash, as items of the agenda: rules say when and how much, this books and records it. */
import { LockstepError } from '../base/error.ts'
import type { Instrument } from '../model/instrument.ts'
import type { Financing } from '../portfolio/financing.ts'
import type { Interest, InterestQuestion } from '../portfolio/interest.ts'
import type { Marks } from '../portfolio/marks.ts'
import type { SubLedgers } from '../portfolio/sub-ledgers.ts'
import type { Trips } from '../portfolio/trips.ts'
import type { AgendaItem } from './agenda.ts'
import { recordAdjustment } from './corporate-actions.ts'
import type { Recorder } from './recorder.ts'

export interface CarryParts {
  readonly instruments: readonly Instrument[]
  readonly subs: SubLedgers
  readonly marks: Marks
  readonly trips: Trips
  readonly recorder: Recorder
  readonly clock: Float64Array
  step(): number
}

/** What holding positions costs or brings: each owner's own. */
export function financingItem(p: CarryParts, rule: Financing): AgendaItem {
  const applies = p.instruments.map((i) => rule.appliesTo?.(i) ?? true)
  return {
    waitsForBars: rule.waitsForBars ?? false,
    nextAfter: (afterMs) => rule.nextAfter(afterMs),
    run: (dueMs) => {
      for (const owner of p.subs.owners.keys()) {
        for (let i = 0; i < p.instruments.length; i++) if (applies[i]) finance(p, rule, { owner, instrument: i, time: dueMs })
      }
    },
  }
}

/** What cash earns and debt costs: the account's, nobody's in particular. */
export function interestItem(p: CarryParts, rule: Interest): AgendaItem {
  const q: InterestQuestion = { currency: '', cash: 0.5, exposure: 0.5, time: 0.5 }
  return {
    waitsForBars: rule.waitsForBars ?? false,
    nextAfter: (afterMs) => rule.nextAfter(afterMs),
    run: (dueMs) => {
      const { account } = p.subs
      for (const [c, { code }] of account.currencies.entries()) {
        q.currency = code
        q.cash = account.cashOf[c]!
        q.exposure = p.marks.grossWithout(-1)
        q.time = dueMs
        const units = wholeCash(rule.label, rule.cash(q))
        if (units === 0) continue
        account.adjust(c, units)
        const cash = p.marks.mixed ? p.marks.conversion.toAccount(units, c) : units
        recordAdjustment(p, { kind: 'interest', instrument: 0, owner: 0, cash, lotsBefore: 0, lotsAfter: 0, factor: 0 })
      }
    },
  }
}

function finance(p: CarryParts, rule: Financing, at: { owner: number; instrument: number; time: number }): void {
  const { owner, instrument, time } = at
  const own = p.subs.owners[owner]!
  const lots = own.lots[instrument]!
  const price = p.marks.close[instrument]!
  if (lots === 0 || Number.isNaN(price)) return
  const units = wholeCash(rule.label, rule.cash(p.instruments[instrument]!, lots, price, time))
  if (units === 0) return
  const currency = own.currency[instrument]!
  p.subs.adjust(owner, currency, units)
  const cash = p.marks.mixed ? p.marks.conversion.toAccount(units, currency) : units
  p.trips.adjust(owner * p.instruments.length + instrument, { gross: cash, fees: 0 })
  recordAdjustment(p, { kind: rule.kind, instrument, owner, cash, lotsBefore: lots, lotsAfter: lots, factor: price })
}

/** @throws LockstepError E_CONFIG when a caller's own rule gives anything but a whole number */
function wholeCash(label: string, units: number): number {
  if (Number.isSafeInteger(units)) return units
  throw new LockstepError('E_CONFIG', `expected whole ledger units of cash from "${label}", was ${units}`, 'Round what cash() returns.')
}
