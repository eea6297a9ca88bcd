/** LEAN's other regression algorithms that are written here, in the order of `expected.csv`. */
import type { LeanAlgorithm } from '../lean-algorithm.ts'
import * as crypto from './crypto.ts'
import * as funds from './funds.ts'
import * as indicators from './indicators.ts'
import * as margin from './margin.ts'
import * as orderTickets from './order-tickets.ts'
import * as restingOrders from './resting-orders.ts'
import * as several from './several.ts'
import * as simple from './simple.ts'

export const algorithms: readonly LeanAlgorithm[] = [
  restingOrders,
  orderTickets,
  simple,
  crypto,
  margin,
  several,
  indicators,
  funds,
].flatMap((file) => Object.values(file))
