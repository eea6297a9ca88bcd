/** Numbers of orders that ended lately, so that whoever names one can be told so. Remembers the last 4,096 numbers, whatever the run's length. */
const REMEMBERED = 4096

export class EndedOrders {
  private readonly ids = new Float64Array(REMEMBERED)
  private readonly instruments = new Int32Array(REMEMBERED)

  note(id: number, instrument: number): void {
    this.ids[id % REMEMBERED] = id
    this.instruments[id % REMEMBERED] = instrument
  }

  has(id: number, instrument: number): boolean {
    if (!(Number.isSafeInteger(id) && id > 0)) return false
    return this.ids[id % REMEMBERED] === id && this.instruments[id % REMEMBERED] === instrument
  }
}
