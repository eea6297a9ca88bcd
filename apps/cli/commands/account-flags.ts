/** Flags that name what a run assumes of its venue and account. */
import { type Command, Option } from 'commander'
import type { RunConfig, WarmUpMode } from 'lockstep'
import { readNumber, readPairs } from '../read-flag.ts'
import { collect } from './bar-flags.ts'
import { ruleNames } from './rule-names.ts'

export interface AccountFlags {
  readonly preset?: string
  readonly fill?: string
  readonly margin?: string
  readonly reserve?: boolean
  readonly liquidation?: string
  readonly settlement?: string
  readonly accountCurrency?: string
  readonly rate?: readonly string[]
  readonly sizing?: string
  readonly conversion?: string
  readonly ending?: string
  readonly warmUp?: WarmUpMode
}

const names = (rule: keyof typeof ruleNames): string => ruleNames[rule].join(', ')

export function addAccountFlags(command: Command): Command {
  return command
    .optionsGroup('What is assumed of venue and account:')
    .option('--preset <name>', `a bundle of all of these: ${names('presets')}`)
    .option('--fill <policy>', `how bars fill orders, default pessimistic: ${names('fillPolicies')}`)
    .option('--margin <rule>', `what positions take of the account, default leverage: ${names('marginRules')}`)
    .option('--reserve', 'open orders keep the margin that they will need')
    .option('--liquidation <rule>', `what is closed for want of margin, default none: ${names('liquidationRules')}`)
    .option('--settlement <rule>', `when proceeds may be spent again, default immediate: ${names('settlementRules')}`)
    .option('--account-currency <code>', 'of the account, default that of the first instrument')
    .option('--rate <code=money>', 'money of the account for one unit of a currency that no instrument converts; repeat', collect)
    .option('--sizing <rule>', `from targets to quantities, default lockstep: ${names('targetRules')}`)
    .option('--conversion <rule>', `of orders that come at the wrong hour, default none: ${names('conversions')}`)
    .option('--ending <rule>', `of positions that are open when the data end, default hold: ${names('endingRules')}`)
    .addOption(new Option('--warm-up <mode>', 'who waits for indicators, default all').choices(ruleNames.warmUpModes))
}

type Assumptions = Pick<RunConfig, 'preset' | 'fill' | 'account' | 'sizing' | 'conversion' | 'ending' | 'warmUp'>

/** What the flags name, as the plain data that a journal keeps. @throws UsageFault naming the flag */
export function readAssumptions(flags: AccountFlags): Assumptions {
  const {
    preset,
    fill,
    margin,
    reserve,
    liquidation,
    settlement,
    accountCurrency: currency,
    rate,
    sizing,
    conversion,
    ending,
    warmUp,
  } = flags
  const rates = Object.entries(readPairs('--rate', rate ?? [])).map(([code, text]) => [code, readNumber('--rate', text)])
  const account: NonNullable<RunConfig['account']> = {
    ...(margin !== undefined && { margin }),
    ...(reserve !== undefined && { reserve }),
    ...(liquidation !== undefined && { liquidation }),
    ...(settlement !== undefined && { settlement }),
    ...(currency !== undefined && { currency }),
    ...(rates.length > 0 && { rates: Object.fromEntries(rates) as Record<string, number> }),
  }
  return {
    ...(preset !== undefined && { preset }),
    ...(fill !== undefined && { fill }),
    ...(Object.keys(account).length > 0 && { account }),
    ...(sizing !== undefined && { sizing }),
    ...(conversion !== undefined && { conversion }),
    ...(ending !== undefined && { ending }),
    ...(warmUp !== undefined && { warmUp }),
  }
}
