/**
 * What lots made, summed as they end by who opened them and how they ended: a few cells, of which most tables of attribution are made
 * without looking at a lot again.
 */
/** Fields of a sum. Money in ledger units of the account. */
export const S_CLOSED = 0
/** Lots that were open at the end. */
export const S_OPEN = 1
/** Closed lots that made or lost money, fees and adjustments included, and what they made and lost. */
export const S_WINS = 2
export const S_LOSSES = 3
export const S_WON = 4
export const S_LOST = 5
export const S_GROSS = 6
export const S_FEES = 7
export const S_ADJUSTED = 8
export const SUM_WIDTH = 9

/** Who opened a lot. */
export interface Opener {
  readonly instrument: number
  /** 1 long, −1 short. */
  readonly side: number
  /** What kind of order: a number of `OrderSources`. */
  readonly kind: number
}

/** Openers that are told apart; those that come after count as opened by orders nobody knows. */
const OPENERS_MAX = 65_536
const UNKNOWN_KIND = 0

/** One lot as the sums take it. */
export interface LotMoney {
  gross: number
  fees: number
  adjusted: number
}

export class LotSums {
  readonly openers: Opener[] = []
  /** The sums of opener o that ended with exit e are at (o × exits + e) × SUM_WIDTH. */
  cells: Float64Array
  private readonly exits: number
  private readonly known = new Map<number, number>()
  /** By instrument and side: the kind asked about last, and its opener. Most lots of a market are opened by one kind of order. */
  private readonly lastKind: Int32Array
  private readonly lastOpener: Int32Array

  /** @param exits how many ways of ending there are */
  constructor(instruments: number, exits: number) {
    this.exits = exits
    this.cells = new Float64Array(16 * exits * SUM_WIDTH)
    this.lastKind = new Int32Array(instruments * 2).fill(-1)
    this.lastOpener = new Int32Array(instruments * 2)
  }

  /** The number of an opener. */
  openerOf(instrument: number, side: number, kind: number): number {
    const place = instrument * 2 + (side > 0 ? 1 : 0)
    if (this.lastKind[place] !== kind) {
      this.lastKind[place] = kind
      this.lastOpener[place] = this.find({ instrument, side, kind }, place)
    }
    return this.lastOpener[place]!
  }

  add(opener: number, exit: number, money: LotMoney, isOpen: boolean): void {
    addTo(this.cells, (opener * this.exits + exit) * SUM_WIDTH, money, isOpen)
  }

  private find(opener: Opener, place: number): number {
    const { openers, known } = this
    const key = opener.kind * this.lastKind.length + place
    const number = known.get(key)
    if (number !== undefined) return number
    if (openers.length >= OPENERS_MAX && opener.kind !== UNKNOWN_KIND) return this.find({ ...opener, kind: UNKNOWN_KIND }, place)
    openers.push(opener)
    known.set(key, openers.length - 1)
    const size = openers.length * this.exits * SUM_WIDTH
    if (size > this.cells.length) {
      const larger = new Float64Array(this.cells.length * 2)
      larger.set(this.cells)
      this.cells = larger
    }
    return openers.length - 1
  }
}

/** Adds one lot to the sums at `at`. */
export function addTo(sums: Float64Array, at: number, { gross, fees, adjusted }: LotMoney, isOpen: boolean): void {
  sums[at + S_GROSS]! += gross
  sums[at + S_FEES]! += fees
  sums[at + S_ADJUSTED]! += adjusted
  if (isOpen) {
    sums[at + S_OPEN]! += 1
    return
  }
  const net = gross - fees + adjusted
  sums[at + S_CLOSED]! += 1
  if (net > 0) {
    sums[at + S_WINS]! += 1
    sums[at + S_WON]! += net
  } else if (net < 0) {
    sums[at + S_LOSSES]! += 1
    sums[at + S_LOST]! += net
  }
}
