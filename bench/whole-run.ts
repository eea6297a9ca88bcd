/** A backtest from set-up to report, with the run it came from. */
import { startBacktest, type BacktestOptions, type BacktestRun, type ParamSpecs, type ReportDocument, type Strategy } from 'lockstep'

export interface WholeRun {
  readonly run: BacktestRun
  readonly report: ReportDocument
}

export function wholeRun<P extends ParamSpecs>(strategy: Strategy<P>, options: BacktestOptions<P>): WholeRun {
  const run = startBacktest(strategy, options)
  run.advance(Infinity)
  return { run, report: run.finish() }
}
