/** All of them, in the order of the reference. */
import type { LeanAlgorithm } from '../lean-algorithm.ts'
import { addRemoveSecurities } from './add-remove-securities.ts'
import { consolidateScan } from './consolidate-scan.ts'
import { dividends, hourlySplit } from './corporate-actions.ts'
import { displacedRibbon } from './displaced-ribbon.ts'
import { hourlyInterest } from './hourly-interest.ts'
import { automaticWarmUp, basicTemplate, basicTemplateDaily, basicTemplateHourly, securitySeeder } from './invest-when-flat.ts'
import { limitFill } from './limit-fill.ts'
import { liquidate } from './liquidate.ts'
import { macdTrend } from './macd-trend.ts'
import { minimumOrderMargin, noMinimumOrderMargin } from './minimum-order-margin.ts'
import { minuteClockDailyStock } from './minute-clock-daily-stock.ts'
import { scheduledEvents } from './scheduled-events.ts'
import { marketOnClose, marketOnCloseBuffer, marketOnOpen, stopMarketOrder } from './session-orders.ts'
import { stopLimitOrder } from './stop-limit-order.ts'
import { stopLossOnFill } from './stop-loss-on-fill.ts'
import { targetsOfMany } from './targets-of-many.ts'
import { threeOrdersAtOnce } from './three-orders-at-once.ts'
import { trailingStopOrder } from './trailing-stop-order.ts'
import { zeroFee } from './zero-fee.ts'

export const algorithms: readonly LeanAlgorithm[] = [
  basicTemplate,
  basicTemplateHourly,
  basicTemplateDaily,
  securitySeeder,
  scheduledEvents,
  automaticWarmUp,
  limitFill,
  stopMarketOrder,
  marketOnOpen,
  marketOnClose,
  marketOnCloseBuffer,
  stopLimitOrder,
  trailingStopOrder,
  stopLossOnFill,
  macdTrend,
  displacedRibbon,
  consolidateScan,
  targetsOfMany,
  noMinimumOrderMargin,
  minimumOrderMargin,
  zeroFee,
  hourlyInterest,
  addRemoveSecurities,
  threeOrdersAtOnce,
  minuteClockDailyStock,
  liquidate,
  dividends,
  hourlySplit,
]
