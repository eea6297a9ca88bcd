/** Flags of every command that runs a strategy over bars. */
import type { Command } from 'commander'
import { addAccountFlags, type AccountFlags } from './account-flags.ts'
import { addBarFlags, collect, type BarFlags } from './bar-flags.ts'
import { addCostFlags, type CostFlags } from './cost-flags.ts'
import { addLeanFlags, type LeanFlags } from './lean-flags.ts'

export interface RunFlags extends AccountFlags, BarFlags, CostFlags, LeanFlags {
  readonly data?: readonly string[]
  readonly catalog?: string
  readonly detail?: readonly string[]
  readonly param?: readonly string[]
  readonly params?: string
  readonly cash: string
  readonly leverage?: string
  readonly maxPosition?: string
  /** False after --no-short. */
  readonly short: boolean
  readonly range?: string
  readonly from?: string
  readonly to?: string
  readonly seed: string
  readonly instrument?: string
}

/** The strategy, the bars, the account and its costs. */
export function addRunFlags(command: Command): Command {
  command
    .argument('<strategy>', 'a .ts, .js or .mjs file; path#name when it exports several')
    .optionsGroup('What to run on:')
    .option(
      '-d, --data <file|id>',
      'bars: a file, an instrument of the catalog (id@1h for one of several timeframes), or lean:PATH, a LEAN data folder; repeat or separate by commas',
      collect,
    )
    .option('--detail <file|id>', 'finer bars of the same, which say what happened inside a bar; repeat in the order of --data', collect)
    .option('-p, --param <name=value>', 'a parameter of the strategy; repeat', collect)
    .option('--params <file>', 'parameters as a JSON object; --param goes first')
    .option('--range <days>', 'trade these days, both included: 20200101-20201231; earlier bars warm up')
    .option('--from <date>', 'trade bars that open from here on (UTC)')
    .option('--to <date>', 'leave out bars that open at or after this (UTC)')
    .optionsGroup('Account and costs:')
    .option('--cash <amount>', 'opening cash', '100000')
  addCostFlags(command)
    .option('--leverage <multiple>', 'positions may be worth this multiple of equity, default 1')
    .option('--max-position <units>', 'refuse positions of more units of an instrument')
    .option('--no-short', 'refuse short positions')
  return addAccountFlags(command)
}

/** Where files and ids are, and what is said of files. */
export function addFileFlags(command: Command): Command {
  command
    .option('--seed <number>', 'of whatever draws random numbers', '0')
    .optionsGroup('Files of bars:')
    .option('--instrument <id>', 'what a file is of, default from its name; which symbols of a LEAN folder; several by commas')
    .option('--catalog <dir>', 'the catalog, default $LOCKSTEP_CATALOG or .lockstep/catalog')
  return addLeanFlags(addBarFlags(command, false))
}
