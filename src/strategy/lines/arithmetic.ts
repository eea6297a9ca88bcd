/** Arithmetic on lines, row by row: `math.divide(a, b)`, `math.ln(bars.close)`. A result that is no finite number is NaN. */
import { Arithmetic, type ArithmeticName } from '../../indicators/math/arithmetic.ts'
import { Transform, type TransformName } from '../../indicators/math/transform.ts'
import { linesOfPair, linesOver, type Line } from '../line.ts'

/** Of two lines of one series. */
export type LineOperation = (left: Line, right: Line) => Line
export type LineTransform = (line: Line) => Line

/** left + right. */
export const add: LineOperation = operation('add')

/** left - right. */
export const subtract: LineOperation = operation('subtract')

/** left × right. */
export const multiply: LineOperation = operation('multiply')

/** left / right; NaN where right is 0. */
export const divide: LineOperation = operation('divide')

/** Arc cosine, radians. */
export const acos: LineTransform = transform('acos')

/** Arc sine, radians. */
export const asin: LineTransform = transform('asin')

/** Arc tangent, radians. */
export const atan: LineTransform = transform('atan')

/** The next whole number up. */
export const ceil: LineTransform = transform('ceil')

/** Cosine of radians. */
export const cos: LineTransform = transform('cos')

/** Hyperbolic cosine. */
export const cosh: LineTransform = transform('cosh')

/** e to its power. */
export const exp: LineTransform = transform('exp')

/** The next whole number down. */
export const floor: LineTransform = transform('floor')

/** Natural logarithm. */
export const ln: LineTransform = transform('ln')

/** Logarithm to base 10. */
export const log10: LineTransform = transform('log10')

/** Sine of radians. */
export const sin: LineTransform = transform('sin')

/** Hyperbolic sine. */
export const sinh: LineTransform = transform('sinh')

/** Square root. */
export const sqrt: LineTransform = transform('sqrt')

/** Tangent of radians. */
export const tan: LineTransform = transform('tan')

/** Hyperbolic tangent. */
export const tanh: LineTransform = transform('tanh')

function operation(name: ArithmeticName): LineOperation {
  return (left, right) => linesOfPair(left, right, new Arithmetic(name), `math.${name}()`)[0]!
}

function transform(name: TransformName): LineTransform {
  return (line) => linesOver(line, new Transform(name), `math.${name}()`)[0]!
}
