/**
 * Seeded random numbers for generated data, tests and simulations: xoshiro128** 1.1 (Blackman and Vigna, 2018), seeded
 * by splitmix32. The same seed gives the same numbers on every machine; nothing in Lockstep draws from anywhere else.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private d: number

  constructor(seed: number) {
    let state = seed >>> 0
    const next = (): number => {
      state = (state + 0x9e3779b9) >>> 0
      let z = state
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      return (z ^ (z >>> 15)) >>> 0
    }
    this.a = next()
    this.b = next()
    this.c = next()
    this.d = next() | 1
  }

  /** The next 32 random bits as an unsigned integer. */
  bits(): number {
    const times5 = Math.imul(this.b, 5)
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9)
    const t = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= t
    this.d = (this.d << 11) | (this.d >>> 21)
    return result >>> 0
  }

  /** A number in [0, 1) with 53 random bits. */
  unit(): number {
    return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992
  }

  /** An integer in [from, to], both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1))
  }

  /** Roughly normal, mean 0 and deviation 1: the sum of twelve uniforms less six (no `log`, so equal on every V8). */
  normal(): number {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += this.unit()
    return sum
  }
}
