/**
 * Every error a user can meet: its stable code, the exit code the command line ends with, and one sentence.
 * docs/reference/errors.md is checked against this list by test/docs. Codes are never reused or renamed.
 */
export const exitCodes = {
  ok: 0,
  bug: 1,
  usage: 2,
  check: 3,
  data: 4,
  strategy: 5,
  network: 6,
  risk: 7,
  empty: 8,
  interrupted: 130,
  terminated: 143,
} as const

export const errorCodes = {
  // usage and configuration
  E_USAGE: { exit: 2, means: 'the command line or a call has an argument it does not understand' },
  E_PARAM_UNKNOWN: { exit: 2, means: 'a parameter name the strategy does not declare' },
  E_PARAM_VALUE: { exit: 2, means: 'a parameter value of the wrong type or out of its bounds' },
  E_CONFIG: { exit: 2, means: 'a run option (cash, fee, slippage, limit …) that makes no sense' },
  E_STRATEGY_FILE: { exit: 2, means: 'the strategy file is missing, does not load or exports no strategy' },
  E_FILE_EXISTS: { exit: 2, means: 'a file or folder is in the way and would be overwritten' },
  // data
  E_DATA_FILE: { exit: 4, means: 'a data file is missing, is a folder, or cannot be read' },
  E_DATA_EMPTY: { exit: 4, means: 'a data file has no rows' },
  E_DATA_FORMAT: { exit: 4, means: 'a data file is not what its name says, or is damaged or cut short' },
  E_DATA_DIALECT: { exit: 4, means: 'columns, separator, time or decimal mark could not be told from the file' },
  E_DATA_BAD_ROWS: { exit: 4, means: 'more rows are bad than the allowed share' },
  E_DATA_TIME: { exit: 4, means: 'timestamps mix units or cannot be read' },
  E_DATA_UNKNOWN: { exit: 4, means: 'no such instrument or data set in the catalog or the run' },
  E_RUN_UNKNOWN: { exit: 4, means: 'no run, or more than one, by that name in the run store' },
  E_DATA_CORRUPT: { exit: 4, means: 'stored bars do not match their manifest' },
  E_DATA_TIMEFRAME: { exit: 4, means: 'a timeframe that the data cannot give' },
  E_DATA_DISK: { exit: 4, means: 'the disk refused a read or a write while data were stored' },
  E_WARMUP: { exit: 4, means: 'there are fewer bars than the indicators need before the first decision' },
  E_GOLDEN_FILE: { exit: 4, means: 'a golden file is missing, damaged, changed by hand or none' },
  E_BENCH_FILE: { exit: 4, means: 'a benchmark record or a budget is missing, damaged or none, or two records are of other bars' },
  E_JOURNAL_CORRUPT: { exit: 4, means: 'a journal has a flipped, cut or swapped record' },
  // checks
  E_REPLAY_DIFFERS: { exit: 3, means: 'a replay gave other records than the journal holds' },
  E_GOLDEN_DIFFERS: { exit: 3, means: 'a run did something else than its golden file says' },
  E_FILLS_DECIDE: { exit: 3, means: 'a strategy earns under one fill policy and loses under another, and --strict was given' },
  E_BUDGET: { exit: 3, means: 'a run was slower or larger than its budget lets it be' },
  E_SLOWER: { exit: 3, means: 'of two benchmark records the second is more than 5 % worse' },
  E_CHECK_FAILED: { exit: 3, means: 'lockstep check found what a strategy should not do, or could not prove that it does not' },
  // the strategy
  E_STRATEGY_THREW: { exit: 5, means: 'the strategy threw' },
  E_STRATEGY_REQUEST: { exit: 5, means: 'the strategy asked for an order in words that are none' },
  E_STRATEGY_SETUP: { exit: 5, means: 'the strategy asked for something at set-up that cannot be' },
  E_REPAINTS: { exit: 5, means: 'the strategy asked for an indicator that changes what it said of earlier bars' },
  E_LOOKBACK: { exit: 5, means: 'a line was asked for a value it does not keep, or for the future' },
  // bounds
  E_LIMIT: { exit: 5, means: 'something that grows reached its stated bound' },
  E_MONEY_RANGE: { exit: 5, means: 'an amount is too large for exact bookkeeping' },
  // other machines
  E_QUEUE: { exit: 6, means: 'the queue or the store of a sweep over many machines cannot be reached, or a worker does not fit it' },
  // disk at the end of a run
  E_WRITE: { exit: 1, means: 'a report, journal or export could not be written' },
  E_ABORTED: { exit: 130, means: 'the run was interrupted; what was done is kept and marked aborted' },
  E_EMPTY_RUN: { exit: 8, means: 'the run had no fill and --fail-on-empty was given' },
} as const

export type ErrorCode = keyof typeof errorCodes
