/** LEAN's symbol properties: currency, contract size, price and lot steps of what a market trades. */
import { join } from 'node:path'
import { LockstepError } from '../../base/error.ts'
import { readTextIfThere } from './small-file.ts'

export interface SymbolProperties {
  readonly currency: string
  readonly multiplier: number
  readonly tick: number
  readonly lot: number
  /** Least size of an order; 0 where none is stated. */
  readonly minOrder: number
}

const DEFAULT: SymbolProperties = { currency: 'USD', multiplier: 1, tick: 0.01, lot: 1, minOrder: 0 }

export class PropertiesDatabase {
  private readonly path: string
  /** Lines by `market,symbol,type`; the file has thousands, of which a run needs a few: they are read when asked for. */
  private readonly lines: ReadonlyMap<string, string>

  private constructor(path: string, lines: ReadonlyMap<string, string>) {
    this.path = path
    this.lines = lines
  }

  /** Empty when the folder has none. */
  static async read(root: string): Promise<PropertiesDatabase> {
    const path = join(root, 'symbol-properties', 'symbol-properties-database.csv')
    const text = (await readTextIfThere(path)) ?? ''
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'))
    return new PropertiesDatabase(path, new Map(lines.map((line) => [line.split(',', 3).join(',').toLowerCase(), line])))
  }

  /** The symbol's own row, else the one of its whole market and type, else a cent and a unit of US dollars. @throws LockstepError E_DATA_FORMAT */
  of(market: string, symbol: string, type: string): SymbolProperties {
    const line = this.lines.get(`${market},${symbol},${type}`.toLowerCase()) ?? this.lines.get(`${market},[*],${type}`)
    if (line === undefined) return DEFAULT
    const [, , , , currency = '', multiplier, tick, lot, , minOrder = ''] = line.split(',').map((cell) => cell.trim())
    const properties = { currency, multiplier: Number(multiplier), tick: Number(tick), lot: Number(lot), minOrder: Number(minOrder) }
    if (properties.tick > 0 && properties.lot > 0 && properties.multiplier > 0 && properties.minOrder >= 0 && currency !== '')
      return properties
    throw new LockstepError(
      'E_DATA_FORMAT',
      `expected currency, multiplier, price and lot step of ${symbol} in ${this.path}, it says ${JSON.stringify(line.slice(0, 120))}`,
      'Take the file from LEAN again.',
    )
  }
}
