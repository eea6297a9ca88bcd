/**
 * The last `size` values in order of size, kept in a binary tree that stays level by chance (a treap): taking a value,
 * counting those below one and summing those above one each cost O(log size). A slot's place in the tree hangs on a number
 * mixed from the slot, so equal inputs always give the equal tree.
 */
export class SortedWindow {
  private readonly size: number
  /** By slot. Slot 0 is the empty tree. */
  private readonly values: Float64Array
  private readonly left: Int32Array
  private readonly right: Int32Array
  /** Of the whole tree below a slot, it included. */
  private readonly counts: Int32Array
  private readonly sums: Float64Array
  private readonly priority: Int32Array
  private root = 0
  /** The slot that the next value takes, which is the oldest one's. */
  private next = 1

  constructor(size: number) {
    this.size = size
    this.values = new Float64Array(size + 1)
    this.left = new Int32Array(size + 1)
    this.right = new Int32Array(size + 1)
    this.counts = new Int32Array(size + 1)
    this.sums = new Float64Array(size + 1)
    this.priority = Int32Array.from({ length: size + 1 }, (_, slot) => mixed(slot))
  }

  get length(): number {
    return this.counts[this.root]!
  }

  /** Takes a value that is a number; the oldest leaves when there are more than `size`. */
  push(value: number): void {
    const { next, values, left, right } = this
    if (this.length === this.size) this.root = this.without(this.root, next)
    values[next] = value
    left[next] = 0
    right[next] = 0
    this.measure(next)
    this.root = this.with(this.root, next)
    this.next = next === this.size ? 1 : next + 1
  }

  /** How many are less than `value`. */
  countBelow(value: number): number {
    const { values, left, right, counts } = this
    let count = 0
    for (let tree = this.root; tree !== 0;) {
      const isBelow = values[tree]! < value
      if (isBelow) count += counts[left[tree]!]! + 1
      tree = isBelow ? right[tree]! : left[tree]!
    }
    return count
  }

  /** How many are at most `value`. */
  countAtMost(value: number): number {
    const { values, left, right, counts } = this
    let count = 0
    for (let tree = this.root; tree !== 0;) {
      const isAtMost = values[tree]! <= value
      if (isAtMost) count += counts[left[tree]!]! + 1
      tree = isAtMost ? right[tree]! : left[tree]!
    }
    return count
  }

  /** The sum of those above `value`, less `value` each: never below 0, and 0 when there are none. */
  excessOver(value: number): number {
    const { values, left, right, counts, sums } = this
    let count = 0
    let sum = 0
    for (let tree = this.root; tree !== 0;) {
      const isAbove = values[tree]! > value
      if (isAbove) {
        count += counts[right[tree]!]! + 1
        sum += sums[right[tree]!]! + values[tree]!
      }
      tree = isAbove ? left[tree]! : right[tree]!
    }
    return Math.max(sum - count * value, 0)
  }

  private with(tree: number, slot: number): number {
    if (tree === 0) return slot
    const { left, right, priority } = this
    const isFirst = this.isBefore(slot, tree)
    const child = isFirst ? this.with(left[tree]!, slot) : this.with(right[tree]!, slot)
    const isRisen = priority[child]! > priority[tree]!
    if (isFirst) left[tree] = isRisen ? right[child]! : child
    else right[tree] = isRisen ? left[child]! : child
    this.measure(tree)
    if (!isRisen) return tree
    if (isFirst) right[child] = tree
    else left[child] = tree
    this.measure(child)
    return child
  }

  private without(tree: number, slot: number): number {
    const { left, right } = this
    if (tree === slot) return this.joined(left[tree]!, right[tree]!)
    if (this.isBefore(slot, tree)) left[tree] = this.without(left[tree]!, slot)
    else right[tree] = this.without(right[tree]!, slot)
    this.measure(tree)
    return tree
  }

  /** One tree of two, all of the first before all of the second. */
  private joined(a: number, b: number): number {
    if (a === 0) return b
    if (b === 0) return a
    const { left, right, priority } = this
    const isFirst = priority[a]! > priority[b]!
    if (isFirst) right[a] = this.joined(right[a]!, b)
    else left[b] = this.joined(a, left[b]!)
    const top = isFirst ? a : b
    this.measure(top)
    return top
  }

  private measure(tree: number): void {
    const { values, left, right, counts, sums } = this
    counts[tree] = counts[left[tree]!]! + counts[right[tree]!]! + 1
    sums[tree] = sums[left[tree]!]! + sums[right[tree]!]! + values[tree]!
  }

  private isBefore(a: number, b: number): boolean {
    const { values } = this
    return values[a] === values[b] ? a < b : values[a]! < values[b]!
  }
}

/** The finisher of MurmurHash3: neighbours come out far apart. */
function mixed(slot: number): number {
  let hash = Math.imul(slot ^ (slot >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
