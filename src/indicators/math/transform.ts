import { acos, asin, atan, cos, cosh, exp, log, log10, sin, sinh, tan, tanh } from '../../base/elementary.ts'
import { LineIndicator } from '../line-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

type Loop = (source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number) => void

export type TransformName =
  | 'acos'
  | 'asin'
  | 'atan'
  | 'ceil'
  | 'cos'
  | 'cosh'
  | 'exp'
  | 'floor'
  | 'ln'
  | 'log10'
  | 'sin'
  | 'sinh'
  | 'sqrt'
  | 'tan'
  | 'tanh'

/** Each function has a loop of its own, into which V8 can put it; a call by a variable would allocate its number every row. */
const loops: Readonly<Record<TransformName, Loop>> = {
  acos: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = acos(s[i + k]!)
  },
  asin: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = asin(s[i + k]!)
  },
  atan: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = atan(s[i + k]!)
  },
  ceil: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = Math.ceil(s[i + k]!)
  },
  cos: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = cos(s[i + k]!)
  },
  cosh: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = cosh(s[i + k]!)
  },
  exp: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = exp(s[i + k]!)
  },
  floor: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = Math.floor(s[i + k]!)
  },
  ln: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = log(s[i + k]!)
  },
  log10: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = log10(s[i + k]!)
  },
  sin: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = sin(s[i + k]!)
  },
  sinh: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = sinh(s[i + k]!)
  },
  sqrt: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = Math.sqrt(s[i + k]!)
  },
  tan: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = tan(s[i + k]!)
  },
  tanh: (s, i, t, j, n) => {
    for (let k = 0; k < n; k++) t[j + k] = tanh(s[i + k]!)
  },
}

/** A function of a line, row by row. A result that is no finite number, such as the logarithm of 0, is NaN. */
export class Transform extends LineIndicator {
  private readonly loop: Loop

  constructor(name: TransformName) {
    super(0)
    this.loop = loops[name]
  }

  override fillLine(source: Float64Array, sourceAt: number, target: Float64Array, targetAt: number, count: number): void {
    this.loop(source, sourceAt, target, targetAt, count)
    const end = targetAt + count
    for (let i = targetAt; i < end; i++) if (!Number.isFinite(target[i]!)) target[i] = NaN
  }
}

const gaps: Partial<Record<TransformName, string>> = {
  acos: 'beyond -1 and 1',
  asin: 'beyond -1 and 1',
  cosh: 'where the result is too large for a number',
  exp: 'where the result is too large for a number',
  ln: 'of 0 and below',
  log10: 'of 0 and below',
  sinh: 'where the result is too large for a number',
  sqrt: 'below 0',
}

export const transformEntries: readonly IndicatorEntry[] = (Object.keys(loops) as TransformName[]).map((name) => ({
  name,
  title: `Function of a line: ${name}`,
  group: 'math',
  talib: name.toUpperCase(),
  parameters: [],
  warmup: '0',
  convention: 'angles are in radians, where there are any',
  source: `TA-Lib ${name.toUpperCase()}`,
  ...(gaps[name] === undefined ? {} : { gaps: gaps[name] }),
  make: () => new Transform(name),
}))
