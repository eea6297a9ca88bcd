/** Every function of src/talib.ts against TA-Lib's figures over 2,148 daily bars of another instrument, every row. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readColumns } from '../golden/columns.ts'
import { callTalib, expectTalib, type TalibCall } from '../golden/talib-call.ts'

const reference = process.env['LOCKSTEP_REFERENCE']
const ROW_COUNT = 2148

describe.runIf(reference !== undefined)(
  'the functions under its names equal TA-Lib (LOCKSTEP_REFERENCE: a folder with golden/talib and data/backtesting.py/GOOG.csv)',
  () => {
    const folder = reference ?? ''
    const calls = reference === undefined ? [] : readCalls(join(folder, 'golden', 'talib', 'params_GOOG.txt'))
    const bars = reference === undefined ? new Map() : readColumns(join(folder, 'data', 'backtesting.py', 'GOOG.csv'))
    const golden = reference === undefined ? new Map() : readColumns(join(folder, 'golden', 'talib', 'GOOG.csv.gz'))
    const rows = Float64Array.from({ length: ROW_COUNT }, (_, row) => row)

    test('there are 152 of them, over all bars', () => {
      expect(calls).toHaveLength(152)
      expect(bars.get('close')).toHaveLength(ROW_COUNT)
    })

    test.each(calls)('$name', (call) => {
      const columns = [...golden.keys()].filter((column) => column.split('.')[0] === call.name.toLowerCase())
      const outputs = callTalib(call, bars)
      expect(outputs).toHaveLength(columns.length)
      for (const [k, column] of columns.entries()) {
        expectTalib(outputs[k]!, { name: call.name, begin: call.begin, rows, figures: golden.get(column)! })
      }
    })
  },
)

/** Lines such as `ADOSC|Volume Indicators|begIdx=9|inPriceHLCV|optInFastPeriod=3;optInSlowPeriod=10`. */
function readCalls(path: string): readonly (TalibCall & { readonly begin: number })[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [name = '', , begin = '', inputs = '', options = ''] = line.split('|')
    return {
      name,
      begin: valueOf(begin),
      inputs: inputs.split(';').flatMap(columnsOf),
      options: options === '' ? [] : options.split(';').map(valueOf),
    }
  })
}

function valueOf(pair: string): number {
  return Number(pair.split('=')[1])
}

/** The reference takes the close as its one line, and the high and the low as its two. */
function columnsOf(input: string): readonly string[] {
  const lines: Readonly<Record<string, string>> = { inReal: 'close', inReal0: 'high', inReal1: 'low', inPriceV: 'volume' }
  const letters: Readonly<Record<string, string>> = { O: 'open', H: 'high', L: 'low', C: 'close', V: 'volume' }
  const line = lines[input]
  return line === undefined ? Array.from(input.slice('inPrice'.length), (letter) => letters[letter]!) : [line]
}
