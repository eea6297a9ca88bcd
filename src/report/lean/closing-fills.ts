/**
 * LEAN's wins and losses: one for each fill that closes some of a position, its profit less twice the fee of that fill, as a
 * share of the capital there was after the ones before it. A profit of 0 is a loss.
 */
export class ClosingFills {
  wins = 0
  losses = 0
  /** Sums of profit / capital. */
  won = 0
  lost = 0
  private capital: number

  /** @param capital opening equity, money */
  constructor(capital: number) {
    this.capital = capital
  }

  /** @param realised profit before fees, money */
  add({ realised, fee }: { readonly realised: number; readonly fee: number }): void {
    const profit = realised - 2 * fee
    if (profit > 0) {
      this.wins++
      this.won += profit / this.capital
    } else {
      this.losses++
      this.lost += profit / this.capital
    }
    this.capital += profit
  }
}
