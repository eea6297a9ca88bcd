/**
 * The last `size` values in order of size, kept in a binary tree that stays level by chance (a treap): taking a value,
 * counting those below one and finding the n-th each cost O(log size). A slot's place in the tree hangs on a number
 * mixed from the slot, so equal inputs always give the equal tree.
 */
export class SortedWindow {
  private readonly size: number
  /** By slot. Slot 0 is the empty tree. */
  private readonly values: Float64Array
  private readonly left: Int32Array
  private readonly right: Int32Array
  private readonly counts: Int32Array
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
    this.priority = Int32Array.from({ length: size + 1 }, (_, slot) => mixed(slot))
  }

  get length(): number {
    return this.counts[this.root]!
  }

  /** Takes a value that is a number; the oldest leaves when there are more than `size`. */
  push(value: number): void {
    const { next, values, left, right, counts } = this
    if (this.length === this.size) this.root = this.without(this.root, next)
    values[next] = value
    left[next] = 0
    right[next] = 0
    counts[next] = 1
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

  private with(tree: number, slot: number): number {
    if (tree === 0) return slot
    const { left, right, counts, priority } = this
    counts[tree]!++
    if (this.isBefore(slot, tree)) {
      const child = (left[tree] = this.with(left[tree]!, slot))
      if (priority[child]! <= priority[tree]!) return tree
      left[tree] = right[child]!
      right[child] = tree
      return this.recounted(tree, child)
    }
    const child = (right[tree] = this.with(right[tree]!, slot))
    if (priority[child]! <= priority[tree]!) return tree
    right[tree] = left[child]!
    left[child] = tree
    return this.recounted(tree, child)
  }

  private without(tree: number, slot: number): number {
    const { left, right, counts } = this
    if (tree === slot) return this.joined(left[tree]!, right[tree]!)
    counts[tree]!--
    if (this.isBefore(slot, tree)) left[tree] = this.without(left[tree]!, slot)
    else right[tree] = this.without(right[tree]!, slot)
    return tree
  }

  /** One tree of two, all of the first before all of the second. */
  private joined(a: number, b: number): number {
    if (a === 0) return b
    if (b === 0) return a
    const { left, right, counts, priority } = this
    const total = counts[a]! + counts[b]!
    const isFirst = priority[a]! > priority[b]!
    if (isFirst) right[a] = this.joined(right[a]!, b)
    else left[b] = this.joined(a, left[b]!)
    const top = isFirst ? a : b
    counts[top] = total
    return top
  }

  private recounted(lower: number, upper: number): number {
    const { left, right, counts } = this
    counts[lower] = counts[left[lower]!]! + counts[right[lower]!]! + 1
    counts[upper] = counts[left[upper]!]! + counts[right[upper]!]! + 1
    return upper
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
