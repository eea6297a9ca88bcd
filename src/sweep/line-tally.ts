/** What became of the lines that trials asked for, counted by all threads together. Nothing of it is in a sweep's document: it hangs on who was first. */

const fields = ['asked', 'found', 'read', 'computed', 'passed', 'evicted', 'damaged', 'valuesAsked', 'valuesFound', 'valuesRead'] as const
type Field = (typeof fields)[number]

export type LineCounts = Readonly<Record<Field, number>>

export class LineTally {
  private readonly counts: BigInt64Array

  constructor(shared: SharedArrayBuffer) {
    this.counts = new BigInt64Array(shared)
  }

  static shared(): SharedArrayBuffer {
    return new SharedArrayBuffer(8 * fields.length)
  }

  add(field: Field, count: number): void {
    if (count > 0) Atomics.add(this.counts, fields.indexOf(field), BigInt(count))
  }

  get all(): LineCounts {
    return Object.fromEntries(fields.map((field, k) => [field, Number(Atomics.load(this.counts, k))])) as unknown as LineCounts
  }
}
