/** Flags of every command that runs a strategy: what trading costs, and what a bar can fill. */
import type { Command } from 'commander'
import type { Costs } from 'lockstep'
import { UsageFault } from '../failure.ts'
import { readFractionBps, readNumber } from '../read-flag.ts'

export interface CostFlags {
  readonly fee?: string
  readonly feeMaker?: string
  readonly feeTaker?: string
  readonly feeSchedule?: string
  readonly feePerOrder?: string
  readonly feePerShare?: string
  readonly feeMin?: string
  readonly feeMax?: string
  readonly slippageBps?: string
  readonly slippageTicks?: string
  readonly slippageSpread?: string
  readonly slippageVolume?: string
  readonly slippageRoot?: string
  readonly slippageDepth?: string
  readonly volumeLimit?: string
  readonly latency?: string
  readonly borrowRate?: string
  readonly cashRate?: string
  readonly debitRate?: string
  readonly fundingRate?: string
}

export function addCostFlags(command: Command): Command {
  return command
    .option('--fee <fraction>', 'of the notional of each fill: 0.001 is 0.1 %')
    .option('--fee-maker <fraction>', 'likewise, of orders that rested; --fee, or --fee-taker, is of the others')
    .option('--fee-taker <fraction>', 'likewise, of orders that took')
    .option('--fee-schedule <name>', 'what a venue charges, such as binance-spot; other fees are added')
    .option('--fee-per-order <amount>', 'for each order')
    .option('--fee-per-share <amount>', 'for each unit')
    .option('--fee-min <amount>', "the least of an order's fee per share")
    .option('--fee-max <fraction>', "the most of an order's fee per share, of its notional")
    .option('--slippage-bps <bps>', 'of the price, against you, for market and stop orders')
    .option('--slippage-ticks <count>', 'in ticks, likewise')
    .option('--slippage-spread <share>', 'of the quoted spread, likewise: 0.5 is half of it')
    .option('--slippage-volume <impact>', "of the price times the square of the share of the bar's volume, likewise")
    .option('--slippage-root <factor>', "of the price times the root of the share of the bar's volume, likewise")
    .option('--slippage-depth <steps>', "ticks by share of the bar's volume, likewise: 0.01:0,0.1:2")
    .option('--volume-limit <share>', "of each bar's volume that orders may take: 0.25; what is left waits")
    .option('--latency <ms>', 'time that orders and cancels take to arrive')
    .option('--borrow-rate <fraction>', 'a year, of the value of shorts: 0.03 is 3 %')
    .option('--cash-rate <fraction>', 'a year, that cash earns')
    .option('--debit-rate <fraction>', 'a year, that borrowed cash costs')
    .option('--funding-rate <fraction>', 'every eight hours, of the value of positions, from longs to shorts')
}

/** @throws UsageFault naming the flag */
export function readCosts(flags: CostFlags): Costs {
  const costs = {
    feeSchedule: flags.feeSchedule,
    feeBps: fraction('--fee', flags.fee),
    feeMakerBps: fraction('--fee-maker', flags.feeMaker),
    feeTakerBps: fraction('--fee-taker', flags.feeTaker),
    feePerOrder: number('--fee-per-order', flags.feePerOrder),
    feePerShare: number('--fee-per-share', flags.feePerShare),
    feeMin: number('--fee-min', flags.feeMin),
    feeMaxShare: number('--fee-max', flags.feeMax),
    slippageBps: number('--slippage-bps', flags.slippageBps),
    slippageTicks: number('--slippage-ticks', flags.slippageTicks),
    slippageSpread: number('--slippage-spread', flags.slippageSpread),
    slippageVolume: number('--slippage-volume', flags.slippageVolume),
    slippageRoot: number('--slippage-root', flags.slippageRoot),
    slippageDepth: flags.slippageDepth === undefined ? undefined : readDepth(flags.slippageDepth),
    volumeLimit: number('--volume-limit', flags.volumeLimit),
    latencyMs: flags.latency === undefined ? undefined : readLatency(flags.latency),
    borrowRate: number('--borrow-rate', flags.borrowRate),
    cashRate: number('--cash-rate', flags.cashRate),
    debitRate: number('--debit-rate', flags.debitRate),
    fundingRate: number('--funding-rate', flags.fundingRate),
  }
  checkCompany(flags)
  return Object.fromEntries(Object.entries(costs).filter(([, value]) => value !== undefined))
}

/** Flags that say nothing without another. */
function checkCompany(flags: CostFlags): void {
  const bound = flags.feeMin === undefined ? '--fee-max' : '--fee-min'
  if ((flags.feeMin ?? flags.feeMax) !== undefined && flags.feePerShare === undefined) {
    throw new UsageFault(`expected --fee-per-share beside ${bound}`, 'Give the fee per share that it bounds.')
  }
  const [maker, taker] = [flags.feeMaker !== undefined, flags.feeTaker !== undefined]
  if (maker !== taker && flags.fee === undefined) {
    const [given, missing] = maker ? ['--fee-maker', '--fee-taker'] : ['--fee-taker', '--fee-maker']
    throw new UsageFault(`expected ${missing} or --fee beside ${given}`, `Give 0 when the others pay nothing: ${missing} 0.`)
  }
  if (maker && taker && flags.fee !== undefined) {
    throw new UsageFault('expected --fee, or --fee-maker and --fee-taker, was all three', 'Leave --fee out.')
  }
}

function number(flag: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : readNumber(flag, text)
}

function fraction(flag: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : readFractionBps(flag, text)
}

function readLatency(text: string): number {
  const ms = readNumber('--latency', text)
  if (Number.isInteger(ms) && ms >= 0) return ms
  throw new UsageFault(`expected --latency as whole milliseconds of at least 0, was ${text}`, 'A quarter of a second is --latency 250.')
}

function readDepth(text: string): NonNullable<Costs['slippageDepth']> {
  return text.split(',').map((step) => {
    const [upTo = '', ticks = '', ...rest] = step.split(':')
    if (ticks !== '' && rest.length === 0)
      return { upTo: readNumber('--slippage-depth', upTo), ticks: readNumber('--slippage-depth', ticks) }
    throw new UsageFault(`expected --slippage-depth as share:ticks pairs, was "${step}"`, 'For example --slippage-depth 0.01:0,0.1:2.')
  })
}
