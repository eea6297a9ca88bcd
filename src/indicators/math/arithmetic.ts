import { RowIndicator } from '../row-indicator.ts'
import type { IndicatorEntry } from '../entry.ts'

export type ArithmeticName = 'add' | 'subtract' | 'multiply' | 'divide'

/** One operation on two lines, row by row. A result that is no finite number, such as of a division by 0, is NaN. */
export class Arithmetic extends RowIndicator<'left' | 'right'> {
  private readonly name: ArithmeticName

  constructor(name: ArithmeticName) {
    super({ inputs: ['left', 'right'], outputs: ['value'], warmup: 0 })
    this.name = name
  }

  protected override fillBlock(
    sources: readonly Float64Array[],
    sourceAt: number,
    targets: readonly Float64Array[],
    targetAt: number,
    count: number,
  ): void {
    const [left, right] = sources as [Float64Array, Float64Array]
    const target = targets[0]!
    const { name } = this
    for (let i = 0; i < count; i++) {
      const x = left[sourceAt + i]!
      const y = right[sourceAt + i]!
      const result = name === 'add' ? x + y : name === 'subtract' ? x - y : name === 'multiply' ? x * y : x / y
      target[targetAt + i] = result
      if (!Number.isFinite(result)) target[targetAt + i] = NaN
    }
  }
}

export const arithmeticEntries: readonly IndicatorEntry[] = [
  entry('add', 'ADD', 'left + right'),
  entry('subtract', 'SUB', 'left - right'),
  entry('multiply', 'MULT', 'left * right'),
  entry('divide', 'DIV', 'left / right'),
]

function entry(name: ArithmeticName, talib: string, convention: string): IndicatorEntry {
  return {
    name,
    title: `Two lines: ${name}`,
    group: 'math',
    talib,
    parameters: [],
    warmup: '0',
    convention,
    source: `TA-Lib ${talib}`,
    gaps: 'where the result is no finite number, such as of a division by 0',
    make: () => new Arithmetic(name),
  }
}
