/** Makes the document from what the tap has folded. */
import { moneyOf, priceOf, qtyOf, tickSize } from '../model/instrument.ts'
import { cancelNames, orderTypes, refusalNames } from '../model/order.ts'
import { accountFacts } from './account-facts.ts'
import { named, sum } from './activity.ts'
import { benchmarkSection, hold } from './benchmark.ts'
import { attributionOf } from './attribution.ts'
import { capacityOf } from './capacity.ts'
import { contributionsOf } from './contribution.ts'
import { conventionSection } from './conventions.ts'
import { keyFigureIds } from './definitions.ts'
import { distributionOf } from './distribution.ts'
import type { Costs, DrawdownRow, EquitySection, OpenPosition, ReportDocument, Warning } from './document.ts'
import { lasts, type Episode } from './drawdown.ts'
import type { CurvePoints } from './equity-curve.ts'
import { executionCostSection } from './execution-cost-section.ts'
import { exposureOf } from './exposure.ts'
import { histogram } from './histogram.ts'
import { LotNames } from './lot-names.ts'
import { lotRows } from './lot-rows.ts'
import { manifestOf } from './manifest.ts'
import { monthlyReturns } from './monthly.ts'
import { priceCharts } from './price-charts.ts'
import { ROUND_TRIPS_MAX, ROWS_MAX, type Annualisation, type DocumentOptions, type Folded } from './report-tap.ts'
import { rollingWindows } from './rolling.ts'
import { robustnessOf } from './robustness.ts'
import { sidesOf } from './round-trips.ts'
import { chosenTrips } from './chosen-trips.ts'
import { cancelRow, fillRow, orderRow, refusalRow, roundTripRow, rowOf, rowsOf, type Names } from './rows.ts'
import { streaksOf } from './streaks.ts'
import { statisticsTable } from './statistics-table.ts'
import { warningsOf } from './warnings.ts'

export function buildDocument(f: Folded, annualisation: Annualisation, options: DocumentOptions): ReportDocument {
  const { info, end } = f
  const names: Names = { instruments: info.instruments, currency: info.currency, tags: end.tags, parts: info.strategy.parts }
  const opening = moneyOf(info.currency, info.cash)
  const held =
    options.benchmark === undefined || f.marks.count === 0 ? null : hold(options.benchmark, f.marks.first, opening, annualisation)
  const riskFree = options.riskFree ?? 0
  const account = accountFacts(f, annualisation, held, riskFree)
  const sides = sidesOf(f.roundTrips, { ...names, stops: f.firstStops.byTrip() })
  const { all } = sides
  const cut = f.roundTrips.count > f.roundTrips.kept ? `there are more than ${ROUND_TRIPS_MAX} round trips` : null
  const statistics = statisticsTable(account, sides, cut)
  const months = monthlyReturns(f.daily.marked(), opening)
  const heldYears = new Map(held === null ? [] : monthlyReturns(held.daily, opening).map(({ year, total }) => [year, total]))
  const curve = f.curve.points()
  return {
    schemaVersion: 1,
    status: end.status,
    run: manifestOf(f, annualisation, riskFree),
    keyFigures: keyFigureIds.flatMap((id) => statistics.all.filter((s) => s.id === id)),
    statistics,
    ...profitSections(f, options),
    monthlyReturns: months,
    yearly: months.map(({ year, total }) => ({ year, return: total, benchmark: heldYears.get(year) ?? null })),
    drawdowns: opening > 0 ? account.drawdowns.deepest.map(drawdownRow) : [],
    equity: equitySection(f, curve),
    benchmark: held === null ? null : benchmarkSection(held),
    rolling: rollingWindows(account),
    distribution: distributionOf(account),
    ...barSections(f, curve, all.net, options.series),
    roundTrips: {
      count: f.roundTrips.count,
      profits: histogram(all.net, 30),
      streaks: streaksOf(all.net),
      ...roundTripRows(f, names, all.net, options.roundTripRows ?? (f.rows === null ? 0 : Infinity)),
    },
    ...recordSections(f, names),
    costs: costsOf(f),
    openPositions: openPositions(f),
    warnings: warnings(f, account.noReturns),
    ...conventionSection(options.convention, { account, trips: all, barMs: Math.min(...info.series.map((s) => s.timeframe.ms)) }),
    ...(options.robustness === undefined ? {} : { robustness: robustnessOf(account, all.net, { seed: info.seed, ...options.robustness }) }),
    ...(options.timing === undefined ? {} : { timing: options.timing }),
  }
}

/** What made the profit, lot by lot and summed, and what it cost to carry decisions out. */
function profitSections(f: Folded, { series, lotRows: countMax }: DocumentOptions): ProfitSections {
  const { info, end, lots, sources } = f
  const names = new LotNames(info, end, sources)
  const attribution = attributionOf(lots, names, info.cash, end)
  const opening = moneyOf(info.currency, info.cash)
  const contributions = series && contributionsOf({ lots, names, daily: f.daily.marked(), opening, series })
  const rowsMax = countMax ?? (f.rows === null ? 0 : Infinity)
  return {
    attribution: { ...attribution, ...(contributions && { contributions }) },
    lots: { count: lots.rows.count, ...(rowsMax > 0 && { rows: lotRows(lots, names, rowsMax) }) },
    executionCosts: executionCostSection(f.activity.costs, lots.adjustments, attribution.total.net, info.currency),
  }
}

type ProfitSections = Pick<ReportDocument, 'attribution' | 'lots' | 'executionCosts'>

/** What is read from the positions of the run, and from its bars where they are at hand. */
function barSections(f: Folded, marks: CurvePoints, net: Float64Array, series: DocumentOptions['series']): BarSections {
  const { positions: log, roundTrips } = f
  const { instruments, currency, cash } = f.info
  const exposure = exposureOf({ marks, log, instruments, currency: currency.code, series })
  if (series === undefined) return { exposure }
  const capacity = capacityOf({ log, instruments, series, cash: moneyOf(currency, cash) })
  return { exposure, capacity, priceCharts: priceCharts({ series, instruments, roundTrips, net, log, open: f.end.open }) }
}

type BarSections = Pick<ReportDocument, 'exposure' | 'capacity' | 'priceCharts'>

function recordSections({ activity, rows }: Folded, names: Names): Pick<ReportDocument, 'orders' | 'fills' | 'refusals' | 'cancels'> {
  const byType = named(orderTypes, activity.ordersByType)
  const refused = named(refusalNames, activity.refusalsByReason)
  const cancelled = named(cancelNames, activity.cancelsByReason)
  return {
    orders: { count: sum(activity.ordersByType), byType, ...(rows && { rows: rowsOf(rows.orders, names, orderRow) }) },
    fills: { count: activity.fills, ...(rows && { rows: rowsOf(rows.fills, names, fillRow) }) },
    refusals: {
      count: sum(activity.refusalsByReason),
      byReason: refused,
      ...(rows && { rows: rowsOf(rows.refusals, names, refusalRow) }),
    },
    cancels: {
      count: sum(activity.cancelsByReason),
      byReason: cancelled,
      ...(rows && { rows: rowsOf(rows.cancels, names, cancelRow) }),
    },
  }
}

function roundTripRows(f: Folded, names: Names, net: Float64Array, countMax: number): Pick<ReportDocument['roundTrips'], 'rows'> {
  if (countMax === 0) return {}
  return { rows: chosenTrips(net, countMax).map((row) => rowOf(f.roundTrips, row, names, roundTripRow)) }
}

function drawdownRow(e: Episode): DrawdownRow {
  return { start: e.start, trough: e.trough, end: e.ongoing ? null : e.end, depth: e.depth, money: e.money, lastedMs: lasts(e) }
}

function equitySection({ marks }: Folded, { time, equity, low, high, drawdown, marksPerPoint }: CurvePoints): EquitySection {
  const points: number[][] = []
  for (let i = 0; i < time.length; i++) points.push([time[i]!, equity[i]!, low[i]!, high[i]!, drawdown[i]!])
  return { marks: marks.count, marksPerPoint, columns: ['time', 'equity', 'low', 'high', 'drawdown'], points }
}

function costsOf({ activity, info }: Folded): Costs {
  const money = (units: number): number => moneyOf(info.currency, units)
  return {
    fees: money(activity.fees),
    slippage: money(sum(activity.slippageByType)),
    slippageByType: named(orderTypes, activity.slippageByType.map(money)),
    shortfall: money(activity.shortfall),
    notional: money(activity.notional),
  }
}

function openPositions({ info, end }: Folded): OpenPosition[] {
  return end.open.map((p) => {
    const instrument = info.instruments[p.instrument]!
    return {
      instrument: instrument.id,
      side: p.lots > 0 ? 'long' : 'short',
      qty: qtyOf(instrument, Math.abs(p.lots)),
      entryPrice: priceOf(instrument, p.entryTicks),
      // Closes may carry the noise of a narrower float; a price is a multiple of the tick.
      mark: priceOf(instrument, Math.round(p.mark / tickSize(instrument))),
      unrealised: moneyOf(info.currency, p.unrealised),
      fees: moneyOf(info.currency, p.fees),
      since: p.since,
    }
  })
}

function warnings(f: Folded, noReturns: string | null): Warning[] {
  const stores = [
    { what: 'round trips', store: f.roundTrips, rowsMax: ROUND_TRIPS_MAX },
    ...Object.entries(f.rows ?? {}).map(([what, store]) => ({ what, store, rowsMax: ROWS_MAX })),
  ]
  return warningsOf({
    info: f.info,
    end: f.end,
    roundTrips: f.roundTrips.count,
    fills: f.activity.fills,
    refusalsByReason: named(refusalNames, f.activity.refusalsByReason),
    noReturns,
    daysFull: f.daily.full,
    cut: stores.filter(({ store }) => store.count > store.kept),
  })
}
