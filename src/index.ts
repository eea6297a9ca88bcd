/** The public surface of Lockstep, and nothing else. */
export { interestRates, type InterestRates } from './adapters/lean/interest-rates.ts'
export { leanData, LeanFolder, type LeanSeries } from './adapters/lean/lean-folder.ts'
export type { LeanListing } from './adapters/lean/lean-listing.ts'
export type { LeanRequest } from './adapters/lean/lean-request.ts'
export { backtest, startBacktest, type BacktestOptions, type BacktestRun, type FinishOptions } from './backtest.ts'
export { barSeries, instrumentIdOf } from './bar-series.ts'
export { exitReasons, type ExitReason, type TradeBars, type TradeEntries } from './batch/position.ts'
export { rangeIndex, type RangeIndex } from './batch/range-index.ts'
export { reasonOf, TradeTable, type Trades, type TradeSink } from './batch/trade-block.ts'
export { signalEntries, type SignalColumns } from './batch/signal-entries.ts'
export { tradePresetOf, tradePresets, type PresetDifference, type TradePreset } from './batch/trade-presets.ts'
export {
  entryPrices,
  exitPrices,
  sameBarRules,
  trailKinds,
  trailReferences,
  type RatchetStep,
  type TradeRules,
  type TrailRule,
} from './batch/trade-rules.ts'
export { TradeSimulator, type TradeSimulatorConfig, type TradeTotals } from './batch/trade-simulator.ts'
export { checkedFills, checkFillNames, checkFills, compareFills, startFill, type FillCheck, type FillOutcome } from './check-fills.ts'
export {
  checkCosts,
  checkData,
  checkDeterminism,
  checkLookAhead,
  checkSensitivity,
  checkStrategy,
  checkWarmUp,
  type CheckOptions,
  type CheckProgress,
} from './checks/check-strategy.ts'
export { checkLimits, type CheckLimits } from './checks/check-limits.ts'
export { LocalPlayer, type LocalPlayerOptions } from './checks/local-player.ts'
export type { Played, Player, Touched, Variant, World } from './checks/variant.ts'
export { calendarFromTable, everyDayIn } from './calendar/calendar-table.ts'
export type { Calendar } from './calendar/calendar.ts'
export { calendarOf, calendars, registerCalendar } from './calendar/calendars.ts'
export type { MarketHours } from './calendar/market-hours.ts'
export { parseSchedule } from './calendar/parse-schedule.ts'
export * from './calendar/schedule-days.ts'
export * from './calendar/schedule-times.ts'
export { schedule, type DayRule, type Schedule, type TimeRule } from './calendar/schedule.ts'
export { barsAround, type InputBar } from './golden/bars-around.ts'
export { compareGolden, type GoldenClass, type GoldenDiff, type GoldenDivergence } from './golden/compare-golden.ts'
export { GoldenTap } from './golden/golden-tap.ts'
export type { Golden, GoldenCommand, GoldenOptions } from './golden/golden.ts'
export { exact, floatDrift, parseTolerance, type Tolerance } from './golden/tolerance.ts'
export { finishGolden, readGolden, recordGolden, writeGolden } from './golden-run.ts'
export { conversions, leanConversion, type OrderConversion } from './engine/conversion.ts'
export { endingRules, type EndingRule } from './engine/ending.ts'
export { leanTargets, targetRules, type TargetRule } from './engine/target-rule.ts'
export { warmUpModes, type WarmUpMode } from './engine/warm-up.ts'
export type { AccountRules, MarketRules } from './market-rules.ts'
export { presets } from './presets/presets.ts'
export { liquidationRules } from './risk/margin-call.ts'
export { leanPatternDay, marginRules, type MarginRule } from './risk/margin.ts'
export { settlementRules, type SettlementRule } from './risk/settlement.ts'
export { combine } from './strategy/combine.ts'
export { LockstepError } from './base/error.ts'
export { errorCodes, exitCodes, type ErrorCode } from './base/error-codes.ts'
export { didYouMean } from './base/nearest-name.ts'
export { Random } from './base/random.ts'
export { VERSION } from './base/version.ts'
export { Catalog, type Imported, type ImportOptions, type ImportResult, type StreamOptions, type Verified } from './catalog/catalog.ts'
export { readBarFile, type BarFile, type BarFileOptions } from './catalog/bar-file.ts'
export { JournalWriter, type JournalOptions } from './journal/journal-writer.ts'
export { verifyJournal } from './journal/verify-journal.ts'
export { spanOf, streamedSeries, type BarReader, type BarStream } from './model/bar-stream.ts'
export { allocateBars, BAR_BYTES, viewBars, type Bars, type BarSeries, type CorporateAction, type Quotes } from './model/bars.ts'
export { fastPathNames, fastPaths, plainOf, type FastPath, type Plain } from './model/fast-paths.ts'
export { createInstrument, lotSize, tickSize, type Instrument, type InstrumentSpec } from './model/instrument.ts'
export { cancelReasons, refusalReasons, type OrderId, type OrderRole, type RefusalReason, type Side } from './model/order.ts'
export { stepPhases, type PhaseClock, type StepPhase } from './model/phase-clock.ts'
export type { InputTap, ParamValue, RunEnd, RunInfo, Tap } from './model/ports.ts'
export * from './model/record.ts'
export { epochMs, formatDate, formatMoment, formatTime, timestamp, type Timestamp } from './model/time.ts'
export { parseTimeframe, type Timeframe } from './model/timeframe.ts'
export {
  borrow,
  financingOf,
  funding,
  swap,
  type Financing,
  type FundingRate,
  type FundingTerms,
  type SwapTerms,
} from './portfolio/financing.ts'
export { interest, type Interest, type InterestQuestion, type InterestTerms } from './portfolio/interest.ts'
export {
  checkNames,
  withChecks,
  type CheckedRow,
  type CheckName,
  type CheckOutcome,
  type CheckReport,
  type CheckTable,
  type CheckVerdict,
  type Divergence,
} from './report/checked.ts'
export { attributionBy, attributionKeys, type AttributionFigures, type AttributionKey } from './report/attribution.ts'
export { renderComparison } from './report/comparison.ts'
export { conventionNames } from './report/conventions.ts'
export { renderCsv } from './report/csv.ts'
export { reportTables, tableOf, type ReportTable, type Table } from './report/tables.ts'
export type { ReportDocument } from './report/document.ts'
export {
  labelOfStatistic,
  money as writeMoney,
  percent as writePercent,
  ratio as writeRatio,
  signedMoney as writeProfit,
  statistic as writeStatistic,
  statisticText,
} from './report/format.ts'
export { renderMarkdown } from './report/markdown.ts'
export { renderHtml } from './report/html/page.ts'
export { LeanStatisticsTap, type LeanResult, type LeanStatisticsOptions } from './report/lean/lean-statistics-tap.ts'
export type { LeanStatistics } from './report/lean/lean-statistics.ts'
export { renderTerminal } from './report/terminal.ts'
export type { Limits } from './risk/limits.ts'
export { readJournalHeader, replayJournal, type JournalHeader, type Replayed, type ReplayOptions } from './replay.ts'
export { optionsOf, type Costs, type RunConfig } from './run-config.ts'
export { CheckStore } from './runs/check-store.ts'
export type { RunEntry } from './runs/run-entry.ts'
export { dataKeyOf, type DataKey, type RunKey } from './runs/run-key.ts'
export { RunStore, RUNS_MAX, type Saved } from './runs/run-store.ts'
export { arrowFile, parquetFile } from './runs/table-file.ts'
export { methods as sweepMethods } from './search/methods.ts'
export { benchmarkFigures, benchmarkUnits, type BenchmarkRecord, type Unit as BenchmarkUnit } from './telemetry/benchmark-record.ts'
export { judge as judgeBenchmark, readBudget, type Criterion, type Limit as BudgetLimit } from './telemetry/budget.ts'
export { calibrate } from './telemetry/calibration.ts'
export { Collections, type CollectionFigures } from './telemetry/collections.ts'
export { compareBenchmarks, NOISE_MAX, readBenchmark, type BenchmarkComparison } from './telemetry/compare-records.ts'
export { CpuProfiler, type CpuProfile } from './telemetry/cpu-profile.ts'
export { processorMs } from './telemetry/processor-time.ts'
export { hotSpots, type HotSpot, type HotSpots, type Owner } from './telemetry/hot-spots.ts'
export type { ProfileDocument } from './telemetry/profile-document.ts'
export { StepTimes, type StepFigures } from './telemetry/step-times.ts'
export { sessionEnds } from './session-ends.ts'
export { simulateTrades, type SimulatedTrades, type SimulateTradesOptions, type TradeData } from './simulate-trades.ts'
export type { BarHistory, Column } from './strategy/bar-history.ts'
export type { BarLines } from './strategy/bar-lines.ts'
export type { Anchor, BarRule, BarsOptions } from './strategy/bar-rule.ts'
export * from './strategy/indicator-lines.ts'
export { crossedAbove, crossedBelow, type Line } from './strategy/line.ts'
export type { Market } from './strategy/market.ts'
export type { AmendRequest, Bracket, OrderRequest, Placed, Sided, TargetRequest, Trail } from './strategy/order-request.ts'
export type { OrderView } from './strategy/order-view.ts'
export {
  bool,
  choice,
  float,
  instrument,
  int,
  text,
  timeframe,
  type ParamSpec,
  type ParamSpecs,
  type TimeframeName,
} from './strategy/params.ts'
export { moment, strategy, type ScheduleText, type Setup, type Strategy, type StrategySpec } from './strategy/strategy.ts'
export type { ActionView, CancelView, FillView, PositionView, RefusalView } from './strategy/views.ts'
export {
  feeBetween,
  feeBps,
  feeFrom,
  feePerLot,
  feePerOrder,
  feePerShare,
  sumOfFees,
  type BpsTerms,
  type Fee,
  type FeeBounds,
  type FeeFill,
  type FeeQuestion,
} from './venue/fees.ts'
export { estimateSweep, type SweepEstimate } from './sweep/estimate-sweep.ts'
export { renderSweepPage } from './sweep/sweep-page.ts'
export { sweep } from './sweep/sweep.ts'
export { unrankedText } from './sweep/unranked.ts'
export { rankingFigures, type SweepDocument } from './sweep/sweep-document.ts'
export type { QueueOptions } from './sweep/queue-runner.ts'
export type { QueueWorkerOptions } from './sweep/queue-worker.ts'
export { serveQueue } from './sweep/serve-queue.ts'
export { linesText, type LineReport, type SweepLinesOptions } from './sweep/sweep-lines.ts'
export type { SweepOptions, SweepProgress } from './sweep/sweep-options.ts'
export { serveTrials, type StrategyModule } from './sweep/serve-trials.ts'
export type { SweepSettings } from './sweep/trial-run.ts'
export { taxBps, taxedFees, type TaxTerms } from './venue/fees-on-fees.ts'
export { feeByDate, feeByVolume, feesByInstrument, type DatedFee, type VolumeFee } from './venue/fees-tiers.ts'
export { feeScheduleOf, feeSchedules, type FeeSchedule } from './venue/fee-schedules.ts'
export { fillPolicies, type FillPolicy } from './venue/fill-policy.ts'
export { shareOfVolume, unlimited, type Liquidity } from './venue/liquidity.ts'
export {
  slippageBps,
  slippageByInstrument,
  slippageDepth,
  slippageRootOfVolume,
  slippageSpread,
  slippageTicks,
  slippageVolumeShare,
  spreadOnEntry,
  sumOfSlippage,
  type DepthStep,
  type Slippage,
  type SlippageQuestion,
} from './venue/slippage.ts'
