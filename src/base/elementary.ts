/**
 * Elementary functions from + - * / and square root alone, so that they give the same bits on every machine and every
 * V8; `Math.exp` and its kin need not. Each is within 2 units in the last place of the true value, the tangent within 3, and
 * exact where the value is exact. Series are those of textbooks, cut where the next term is below half a unit in the last place; what
 * makes them short is the reduction of the argument before them, which is told at each.
 */

/** ln 2 and log10 2 in two parts; the first has 41 bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.693147180559663
const LN2_LOW = 2.8235290563031577e-13
const LOG10_2_HIGH = 0.30102999566383914
const LOG10_2_LOW = 1.42050232272661e-13
/** π/2 as a double, and what that double lacks. */
const QUARTER_TURN = 1.5707963267948966
const QUARTER_TURN_LOW = 6.123233995736766e-17
/** π/2 in four parts of 23 bits, whose products with a number of 30 bits are exact, and a rest. */
const QUARTER_TURN_PARTS = Float64Array.of(
  1.570796251296997,
  7.549789415861596e-8,
  5.390302529957765e-15,
  3.2820031633724233e-22,
  3.7950107727212256e-29,
)
/** 2^30: larger angles are first taken modulo the double nearest to 2π. */
const ANGLE_MAX = 1_073_741_824
/** Smaller numbers have fewer digits, and no exponent of their own. */
const LEAST_NORMAL = 2.2250738585072014e-308
/** Below this x³ is nothing beside x. */
const TINY = 1e-8

/** Coefficients of the series, the constant first. The odd ones are series in x². */
const EXP = Float64Array.from({ length: 12 }, (_, k) => 1 / factorial(k + 2))
const SIN = Float64Array.from({ length: 8 }, (_, k) => (k % 2 === 0 ? -1 : 1) / factorial(2 * k + 3))
const COS = Float64Array.from({ length: 7 }, (_, k) => (k % 2 === 0 ? 1 : -1) / factorial(2 * k + 4))
const SINH = Float64Array.from({ length: 9 }, (_, k) => 1 / factorial(2 * k + 3))
const ATANH = Float64Array.from({ length: 10 }, (_, k) => 2 / (2 * k + 3))
const ATAN = Float64Array.from({ length: 6 }, (_, k) => (k % 2 === 0 ? -1 : 1) / (2 * k + 3))

/** The arc tangent of k/8, k from 0 to 8, and what that double lacks. */
const ARCS = Float64Array.of(
  0,
  0.12435499454676144,
  0.24497866312686414,
  0.35877067027057225,
  0.4636476090008061,
  0.5585993153435624,
  0.6435011087932844,
  0.7188299996216245,
  0.7853981633974483,
)
const ARCS_LOW = Float64Array.of(
  0,
  -3.1253241424539383e-18,
  1.0698755618734451e-17,
  -2.4623815582638635e-17,
  2.2698777452961687e-17,
  -5.4556305485916264e-18,
  1.5834785051444286e-17,
  -2.1478388444456983e-17,
  3.061616997868383e-17,
)

/** Powers of ten from 10^-307; doubles near smaller ones have too few digits. */
const TENS = Float64Array.from({ length: 616 }, (_, k) => Number(`1e${k - 307}`))

/** Powers of two from 2^-600 to 2^600. */
const POWERS_OF_TWO = powersOfTwo()

const word = new DataView(new ArrayBuffer(8))
/** A number given to a function and what comes back: V8 would put either on the heap where it does not inline the call. */
const held = new Float64Array(1)
/** An angle less its quarter turns, as a double and what that double lacks: what `reduce` leaves. */
const rest = new Float64Array(2)

/** e to the power of x. */
export function exp(x: number): number {
  held[0] = x
  holdExp(0)
  return held[0]
}

/** Puts e^x × 2^shift in the place of the x that is held. x = k ln 2 + r with |r| <= ln(2) / 2, and e^r by its series. */
function holdExp(shift: number): void {
  // Beyond these it is Infinity and 0 by itself. A branch would make V8 allocate its result.
  const y = Math.min(Math.max(held[0]!, -750), 750)
  // NaN is to find a place in the table of powers, too.
  const k = Math.round(y * Math.LOG2E) | 0
  const high = y - k * LN2_HIGH
  const r = high - k * LN2_LOW
  const lost = high - r - k * LN2_LOW
  held[0] = timesPowerOfTwo(1 + (r + (r * r * series(r, EXP) + lost)), k + shift)
}

/** The natural logarithm; -Infinity of 0, NaN below. */
export function log(x: number): number {
  held[0] = x
  holdLog()
  return held[0]
}

function holdLog(): void {
  const x = held[0]!
  if (x === 0) held[0] = -Infinity
  else if (!(x > 0)) held[0] = NaN
  if (!(x > 0 && x < Infinity)) return
  const k = exponentOf(x)
  const f = timesPowerOfTwo(x, -k) - 1
  held[0] = k * LN2_HIGH + (logNearOne(f) + k * LN2_LOW)
}

/** The logarithm to base 10, exact at powers of ten; -Infinity of 0, NaN below. */
export function log10(x: number): number {
  held[0] = x
  holdLog10()
  return held[0]
}

function holdLog10(): void {
  const x = held[0]!
  if (x === 0) held[0] = -Infinity
  else if (!(x > 0)) held[0] = NaN
  if (!(x > 0 && x < Infinity)) return
  const k = exponentOf(x)
  const f = timesPowerOfTwo(x, -k) - 1
  const result = k * LOG10_2_HIGH + (logNearOne(f) * Math.LOG10E + k * LOG10_2_LOW)
  const whole = Math.round(result)
  held[0] = TENS[whole + 307] === x ? whole : result
}

/** ln(1 + f) = 2 atanh s with s = f / (2 + f); 2s is f - s f, which keeps the digits of f. */
function logNearOne(f: number): number {
  const s = f / (2 + f)
  return f - s * (f - s * s * series(s * s, ATANH))
}

/** The sine of an angle in radians; beyond 2^30 that of an angle within half a unit of the last place of the one given. */
export function sin(x: number): number {
  const turn = reduce(x) & 3
  const value = (turn & 1) === 0 ? sinNearZero() : cosNearZero()
  return turn < 2 ? value : -value
}

/** The cosine of an angle in radians; as `sin`. */
export function cos(x: number): number {
  const turn = reduce(x) & 3
  const value = (turn & 1) === 0 ? cosNearZero() : sinNearZero()
  return turn === 0 || turn === 3 ? value : -value
}

/** The tangent of an angle in radians; as `sin`. */
export function tan(x: number): number {
  const turn = reduce(x) & 1
  return turn === 0 ? sinNearZero() / cosNearZero() : -cosNearZero() / sinNearZero()
}

/** Takes whole quarter turns off an angle, leaves the rest, at most π/4 in size, in `rest`, and returns how many they were. */
function reduce(x: number): number {
  const angle = Math.abs(x) > ANGLE_MAX ? x % (4 * QUARTER_TURN) : x
  const turns = Math.round(angle / QUARTER_TURN)
  let high = angle
  // Not 0, which would make the sine of -0 a 0.
  let low = -0
  const parts = turns === 0 ? 0 : QUARTER_TURN_PARTS.length
  for (let k = 0; k < parts; k++) {
    const part = turns * QUARTER_TURN_PARTS[k]!
    const next = high - part
    const taken = high - next
    low += high - (next + taken) + (taken - part)
    high = next
  }
  rest[0] = high + low
  rest[1] = high - rest[0] + low
  return turns
}

function sinNearZero(): number {
  const r = rest[0]!
  const square = r * r
  if (Math.abs(r) < TINY) return r
  return r + (r * square * series(square, SIN) + rest[1]! * (1 - square / 2))
}

function cosNearZero(): number {
  const r = rest[0]!
  const square = r * r
  const near = 1 - square / 2
  return near + (1 - near - square / 2 + (square * square * series(square, COS) - r * rest[1]!))
}

/** The arc sine in radians; NaN beyond -1 and 1. */
export function asin(x: number): number {
  const size = Math.abs(x)
  const near = size < 0.85
  held[0] = near ? size : Math.sqrt((1 - size) / 2)
  holdSmallAsin()
  const arc = held[0]
  return Math.sign(x) * (near ? arc : QUARTER_TURN - (2 * arc - QUARTER_TURN_LOW))
}

/** The arc cosine in radians; NaN beyond -1 and 1. */
export function acos(x: number): number {
  const size = Math.abs(x)
  const near = size <= 0.5
  held[0] = near ? size : Math.sqrt((1 - size) / 2)
  holdSmallAsin()
  const arc = held[0]
  if (near) return QUARTER_TURN - ((x < 0 ? -arc : arc) - QUARTER_TURN_LOW)
  return x < 0 ? 2 * QUARTER_TURN - (2 * arc - 2 * QUARTER_TURN_LOW) : 2 * arc
}

/** Puts the arc sine of what is held, from 0 to 0.85, in its place: by the arc tangent, then one step of Newton's to its last digits. */
function holdSmallAsin(): void {
  const x = held[0]!
  held[0] = x / Math.sqrt((1 - x) * (1 + x))
  holdAtan()
  const near = held[0]
  // As `reduce` does it, exactly.
  const turned = near > QUARTER_TURN / 2
  rest[0] = turned ? near - QUARTER_TURN : near
  rest[1] = turned ? -QUARTER_TURN_LOW : -0
  const s = sinNearZero()
  const c = cosNearZero()
  held[0] = near + (x - (turned ? c : s)) / (turned ? -s : c)
}

/** The arc tangent in radians. */
export function atan(x: number): number {
  held[0] = x
  holdAtan()
  return held[0]
}

/**
 * Puts the arc tangent of what is held in its place. Beyond 1 it is π/2 less that of 1/x; with c the nearest eighth it is atan c + atan t where
 * t = (x - c) / (1 + x c), at most 1/16 in size.
 */
function holdAtan(): void {
  const x = held[0]!
  const size = Math.abs(x)
  // NaN, too, is given back: it has no place in the table of arcs.
  if (!(size >= TINY)) return
  const inverted = size > 1
  const y = inverted ? 1 / size : size
  const eighths = Math.round(8 * y)
  const c = eighths / 8
  const t = (y - c) / (1 + y * c)
  const arc = ARCS[eighths]! + (ARCS_LOW[eighths]! + (t + t * t * t * series(t * t, ATAN)))
  const value = inverted ? QUARTER_TURN - (arc - QUARTER_TURN_LOW) : arc
  held[0] = x < 0 ? -value : value
}

/** The hyperbolic sine. */
export function sinh(x: number): number {
  const size = Math.abs(x)
  held[0] = size
  holdExp(-1)
  const half = held[0]
  held[0] = Math.sign(x) * (half - 0.25 / half)
  if (size < 1) held[0] = smallSinh(x)
  return held[0]
}

/** The hyperbolic cosine. */
export function cosh(x: number): number {
  held[0] = Math.abs(x)
  holdExp(-1)
  const half = held[0]
  return half + 0.25 / half
}

/** The hyperbolic tangent. */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size < TINY) return x
  if (size < 0.6) {
    const s = smallSinh(x)
    const c = Math.sqrt(1 + s * s)
    return s - (s * s * s) / (c * (1 + c))
  }
  const value = 1 - 2 / (exp(2 * size) + 1)
  return x < 0 ? -value : value
}

function smallSinh(x: number): number {
  return x + x * (x * x) * series(x * x, SINH)
}

/** c[0] + c[1] x + c[2] x² … */
function series(x: number, coefficients: Float64Array): number {
  let sum = 0
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!
  return sum
}

/** x × 2^k in two steps, each of a power that a double holds, so that only the last can round. */
function timesPowerOfTwo(x: number, k: number): number {
  const half = k >> 1
  return x * POWERS_OF_TWO[half + 600]! * POWERS_OF_TWO[k - half + 600]!
}

/** The k that brings x / 2^k between √½ and √2, for x above 0 and finite. */
function exponentOf(x: number): number {
  if (x < LEAST_NORMAL) return exponentOf(x * 18_014_398_509_481_984) - 54
  word.setFloat64(0, x)
  const k = (word.getUint32(0) >>> 20) - 1023
  return timesPowerOfTwo(x, -k) > Math.SQRT2 ? k + 1 : k
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1201).fill(1)
  for (let k = 1; k <= 600; k++) {
    powers[600 + k] = powers[599 + k]! * 2
    powers[600 - k] = powers[601 - k]! / 2
  }
  return powers
}

function factorial(n: number): number {
  let product = 1
  for (let k = 2; k <= n; k++) product *= k
  return product
}
