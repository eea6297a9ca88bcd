/** What is measured, against what, and what it may cost: the list that the harness, the pages and `verify` read. */
export interface Budget {
  readonly id: string
  /** The file in groups/ that measures it; a group is measured in a process of its own. */
  readonly group: GroupName
  readonly what: string
  readonly unit: 'ms' | 'ns' | 'MB' | 'collections' | 'count'
  readonly comparedTo: string
  /** The largest ratio that passes. */
  readonly ratioMax: number
}

export const groupNames = [
  'sma-cross',
  'brackets',
  'universe',
  'lean-minute',
  'csv',
  'catalog',
  'memory',
  'per-bar-cost',
  'rss',
  'indicators',
  'stream',
  'batch',
  'profile',
  'sweep-scaling',
  'sweep-cached',
] as const
export type GroupName = (typeof groupNames)[number]

export const budgets: readonly Budget[] = [
  {
    id: 'engine.sma-cross.10m',
    group: 'sma-cross',
    what: 'a crossing of averages over 10M bars, from set-up to the report',
    unit: 'ms',
    comparedTo: 'the same strategy written by hand as one loop over typed arrays',
    ratioMax: 4,
  },
  {
    id: 'engine.brackets.3x3m',
    group: 'brackets',
    what: 'bracket orders on three markets of 3M bars and two timeframes, from set-up to the report',
    unit: 'ms',
    comparedTo: 'the same strategy written by hand as one loop over typed arrays',
    ratioMax: 8,
  },
  {
    id: 'engine.universe.500x1d',
    group: 'universe',
    what: 'a monthly rebalance of 500 markets over twenty years of days, from set-up to the report',
    unit: 'ms',
    comparedTo: 'the same strategy written by hand as one loop over typed arrays',
    ratioMax: 12,
  },
  {
    id: 'engine.lean-minute',
    group: 'lean-minute',
    what: "LEAN's rules on four years of minutes with quotes, two markets, from set-up to the report",
    unit: 'ms',
    comparedTo: 'the same strategy by the default rules on the same bars without quotes',
    ratioMax: 2.5,
  },
  {
    id: 'csv.import.10m',
    group: 'csv',
    what: 'a CSV file of 10M rows into checked columns',
    unit: 'ms',
    comparedTo: 'DuckDB reading the same file into the same columns, one thread',
    ratioMax: 0.5,
  },
  {
    id: 'job.cold.10m',
    group: 'csv',
    what: 'the same file to a report on disk, a whole process',
    unit: 'ms',
    comparedTo: 'DuckDB reading the same file into the same columns, one thread',
    ratioMax: 1,
  },
  {
    id: 'catalog.load.10m',
    group: 'catalog',
    what: '10M bars from the catalog into shared columns',
    unit: 'ms',
    comparedTo: 'DuckDB reading them from Parquet (zstd) into the same columns, one thread',
    ratioMax: 0.25,
  },
  {
    id: 'memory.10m',
    group: 'memory',
    what: 'peak memory of a process that loads 10M bars from the catalog and runs the crossing',
    unit: 'MB',
    comparedTo: 'the columns, after 150 MB for the process',
    ratioMax: 1.5,
  },
  {
    id: 'gc.10m',
    group: 'memory',
    what: 'young collections inside the loop of that run, and no other',
    unit: 'collections',
    comparedTo: 'one',
    ratioMax: 50,
  },
  {
    id: 'trap.per-bar-cost',
    group: 'per-bar-cost',
    what: 'a bar of the last million of 10M, with 200 thousand round trips behind it',
    unit: 'ns',
    comparedTo: 'a bar of the second million',
    ratioMax: 1.3,
  },
  {
    id: 'trap.rss-flat',
    group: 'rss',
    what: 'peak memory beyond the columns at 10M bars',
    unit: 'MB',
    comparedTo: 'the same at 1M bars',
    ratioMax: 1.5,
  },
  ...(['sma', 'ema', 'rsi', 'atr', 'macd', 'bollinger'] as const).map((name) => againstTalib(name)),
  {
    id: 'indicators.heap',
    group: 'indicators',
    what: 'indicators that leave something on the heap when rows come one at a time',
    unit: 'count',
    comparedTo: 'none at all',
    ratioMax: 0,
  },
  {
    id: 'stream.100m',
    group: 'stream',
    what: '100M bars read from the disk while the crossing runs over them, in less than 1 GB of memory',
    unit: 'ms',
    comparedTo: 'ten times the same over the first 10M, loaded whole',
    ratioMax: 1.43,
  },
  {
    id: 'batch.rss-flat',
    group: 'stream',
    what: 'peak memory of a million simulated trades over 100M streamed bars',
    unit: 'MB',
    comparedTo: 'the same over 10M bars',
    ratioMax: 1.3,
  },
  {
    id: 'batch.6.9m',
    group: 'batch',
    what: 'the exits of 17,724 entries over 6.9M bars: target, trailing stop, fees and a log',
    unit: 'ms',
    comparedTo: 'the same scan written by hand as one loop over typed arrays',
    ratioMax: 3,
  },
  {
    id: 'batch.engine.6.9m',
    group: 'batch',
    what: 'the same exits',
    unit: 'ms',
    comparedTo: 'a backtest that places the same entries, from set-up to the report',
    ratioMax: 0.1,
  },
  {
    id: 'seed.pipeline.6.9m',
    group: 'batch',
    what: 'a CSV file of 6.9M rows to columns, indicators, signals, trades and their metrics',
    unit: 'ms',
    comparedTo: 'the 5,280 s that quantpipe published for that job',
    ratioMax: 0.01,
  },
  {
    id: 'sweep.scaling',
    group: 'sweep-scaling',
    what: 'a sweep of 256 sets of parameters over 1M bars in two threads, from its start to the document',
    unit: 'ms',
    comparedTo: 'the same in one thread: 0.543 are an efficiency of 0.92',
    ratioMax: 0.543,
  },
  {
    id: 'sweep.memory',
    group: 'sweep-scaling',
    what: 'memory that each further thread of that sweep takes',
    unit: 'MB',
    comparedTo: '60 MB',
    ratioMax: 1,
  },
  {
    id: 'sweep.cached',
    group: 'sweep-cached',
    what: 'that sweep, whose trials share their indicators; four in five of their values are found and not computed',
    unit: 'ms',
    comparedTo: 'each trial computing its own',
    ratioMax: 0.333,
  },
  {
    id: 'sweep.cached.light',
    group: 'sweep-cached',
    what: 'a sweep of 256 crossings of two simple averages, the lightest there are, over 1M bars in two threads',
    unit: 'ms',
    comparedTo: 'each trial computing its own',
    ratioMax: 1.1,
  },
  {
    id: 'profile.phases',
    group: 'profile',
    what: 'timing the phases of some steps, a step, when every step is taken whole',
    unit: 'ns',
    comparedTo: 'the 100 ns that it may take',
    ratioMax: 1,
  },
  {
    id: 'profile.progress',
    group: 'profile',
    what: 'showing how far a run over 10M bars is, in processor time',
    unit: 'ms',
    comparedTo: 'one per cent of the run',
    ratioMax: 1,
  },
]

function againstTalib(name: string): Budget {
  return {
    id: `indicators.${name}.1m`,
    group: 'indicators',
    what: `${name} over a column of 1M rows`,
    unit: 'ms',
    comparedTo: "TA-Lib's own C function over the same column",
    ratioMax: 1.5,
  }
}

/** What a group hands back for one id. */
export interface Measured {
  readonly id: string
  readonly value: number
  /** What it is compared with, in the same unit. */
  readonly against: number
  readonly ratio: number
  /** False when something that is no ratio went wrong as well. */
  readonly sound?: boolean
  readonly gc: { readonly minor: number; readonly major: number }
  /** Bytes; 0 for that of the group's own process. */
  readonly rssPeak?: number
  /** Items in a second of `value`. */
  readonly perSecond?: number
  /** The first run, in the unit of `value`. */
  readonly cold?: number
  readonly min?: number
  /** How much a fixed calculation varied meanwhile, where it ran: median / minimum - 1. */
  readonly noise?: number
}

/** What a group is given. */
export interface Job {
  readonly rounds: number
  /** Files that `prepare.ts` made. */
  readonly files: Files
}

export interface Files {
  readonly csv: string
  readonly parquet: string
  readonly catalog: string
  /** A folder for what is written while measuring. */
  readonly out: string
}

/** Bars of the large data set, which is in the catalog as LARGE, and of the small one, SMALL. */
export const LARGE_BARS = 10_000_000
export const SMALL_BARS = 1_000_000
export const LARGE = 'LARGE'
export const SMALL = 'SMALL'
