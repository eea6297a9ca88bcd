/**
 * Who asked for an order and what kind it was, remembered by its number for the fills that come of it. Most orders of a run are alike
 * in this, so what is kept of one is the number of its kind.
 */
import { orderTypes } from '../model/order.ts'
import { ID, ORDER_TAG, ORDER_TERMS, ORDER_TYPE, SOURCE_MODEL, TERMS_OWNER, TERMS_SOURCE } from '../model/record.ts'

/** Numbers that are remembered at a time: an order that is open while so many follow it passes for one of them. */
const IDS_MAX = 2 ** 26
/** Kinds that are told apart; those that come after count to one that has an owner and a type and nothing else. */
const KINDS_MAX = 65_536

const OWNERS_MAX = TERMS_SOURCE / TERMS_OWNER

/** What is not told apart any more. */
export const OTHERS = -1

/** A kind of order, each part an index as records have it, or OTHERS. */
export interface OrderSource {
  readonly type: number
  readonly owner: number
  readonly timeframe: number
  readonly model: number
  readonly tag: number
}

export class OrderSources {
  /** By number of the kind; the first is that of orders nobody told of. */
  readonly kinds: OrderSource[] = [{ type: 0, owner: OTHERS, timeframe: OTHERS, model: OTHERS, tag: OTHERS }]
  /** By kind, for whoever asks at every fill. */
  type: Uint8Array = new Uint8Array(64)
  owner: Uint16Array = new Uint16Array(64)
  private kindOf: Uint32Array = new Uint32Array(4096)
  private readonly known = new Map<string, number>()
  /** By type of order: the kind that was asked about last, and of what. Most orders of a type are alike. */
  private readonly lastKind = new Uint32Array(orderTypes.length)
  private readonly lastTag = new Float64Array(orderTypes.length).fill(NaN)
  private readonly lastTerms = new Float64Array(orderTypes.length).fill(NaN)

  /** Takes an ORDER record. */
  take(records: Float64Array, at: number): void {
    const tag = records[at + ORDER_TAG]!
    const type = records[at + ORDER_TYPE]!
    const terms = records[at + ORDER_TERMS]!
    if (terms !== this.lastTerms[type] || tag !== this.lastTag[type]) {
      this.lastKind[type] = this.kindFor(type, tag, terms)
      this.lastTag[type] = tag
      this.lastTerms[type] = terms
    }
    const id = records[at + ID]!
    if (id >= this.kindOf.length) this.growTo(id)
    this.kindOf[id & (this.kindOf.length - 1)] = this.lastKind[type]!
  }

  /** The kind of an order. */
  of(id: number): number {
    return this.kindOf[id & (this.kindOf.length - 1)]!
  }

  private kindFor(type: number, tag: number, terms: number): number {
    const owner = Math.floor(terms / TERMS_OWNER) % OWNERS_MAX
    const source = Math.floor(terms / TERMS_SOURCE)
    const isPlain = this.kinds.length >= KINDS_MAX
    const key = isPlain ? `${type} ${owner}` : `${type} ${owner} ${tag} ${source}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const rest = isPlain
      ? { timeframe: OTHERS, model: OTHERS, tag: OTHERS }
      : { timeframe: source % SOURCE_MODEL, model: Math.floor(source / SOURCE_MODEL), tag }
    return this.add(key, { type, owner, ...rest })
  }

  private add(key: string, source: OrderSource): number {
    const kind = this.kinds.length
    this.kinds.push(source)
    this.known.set(key, kind)
    if (kind >= this.type.length) {
      this.type = resized(this.type, new Uint8Array(kind * 2))
      this.owner = resized(this.owner, new Uint16Array(kind * 2))
    }
    this.type[kind] = source.type
    this.owner[kind] = source.owner
    return kind
  }

  /** Room for a number, or as much as there may be: from there on the oldest give way. */
  private growTo(id: number): void {
    if (this.kindOf.length >= IDS_MAX) return
    this.kindOf = resized(this.kindOf, new Uint32Array(Math.min(IDS_MAX, 2 ** Math.ceil(Math.log2(id + 1)))))
  }
}

function resized<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
