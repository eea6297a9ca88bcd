import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { moneyOf } from '../model/instrument.ts'
import type { Account } from '../strategy/strategy.ts'
import type { SetUpParts } from './set-up.ts'

/** The account as an author sees it, read when asked. */
export class AccountOf implements Account {
  private readonly parts: SetUpParts

  constructor(parts: SetUpParts) {
    this.parts = parts
  }

  get equity(): number {
    return this.money(this.settled().marks.equity())
  }

  get cash(): number {
    const { marks, ledger } = this.parts
    return this.money(marks.mixed ? marks.cash() : ledger.cash)
  }

  get marginUsed(): number {
    return this.money(this.settled().power.marginUsed())
  }

  get marginFree(): number {
    return this.money(this.settled().power.marginFree())
  }

  cashOf(code: string): number {
    const { currencies, cashOf } = this.parts.ledger
    const c = currencies.findIndex((currency) => currency.code === code)
    if (c >= 0) return moneyOf(currencies[c]!, cashOf[c]!)
    const codes = currencies.map((currency) => currency.code)
    throw new LockstepError(
      'E_DATA_UNKNOWN',
      `expected a currency of the run, was "${code}"; ${didYouMean(code, codes)}`,
      `The account has ${codes.join(', ')}.`,
    )
  }

  /** The parts, once clock and last closes are those of the row that is being decided at. */
  private settled(): SetUpParts {
    this.parts.settle()
    return this.parts
  }

  private money(units: number): number {
    return moneyOf(this.parts.currency, units)
  }
}
