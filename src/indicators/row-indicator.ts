import { BlockIndicator } from './block-indicator.ts'

/** Fields a row of inputs may have: a bar's (`time` is its opening time, epoch ms), or two lines side by side. */
export interface RowFields {
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly left: number
  readonly right: number
}

/** A row that has the fields `In`. The object is the caller's and may be reused. */
export type RowOf<In extends keyof RowFields> = { readonly [K in In]: number }

/** An indicator from several columns, most often of bars; it writes its rule in `fillBlock`. */
export abstract class RowIndicator<In extends keyof RowFields, Out extends string = 'value'> extends BlockIndicator<Out> {
  private readonly main: number

  /** `main` is the output that `update` returns: the first unless given. */
  constructor(shape: { readonly inputs: readonly In[]; readonly outputs: readonly Out[]; readonly warmup: number; readonly main?: Out }) {
    super(shape)
    this.main = shape.main === undefined ? 0 : shape.outputs.indexOf(shape.main)
  }

  /** Takes one row and returns the main output; `last` gives the others. */
  update(row: RowOf<In>): number {
    for (let k = 0; k < this.inputs.length; k++) this.setInput(k, field(row as RowFields, this.inputs[k]!))
    return this.runRow(this.main)
  }
}

/** One named load for each field: a load by a name that varies would box its double. */
function field(row: RowFields, name: string): number {
  switch (name) {
    case 'time':
      return row.time
    case 'open':
      return row.open
    case 'high':
      return row.high
    case 'low':
      return row.low
    case 'close':
      return row.close
    case 'volume':
      return row.volume
    case 'left':
      return row.left
    default:
      return row.right
  }
}
