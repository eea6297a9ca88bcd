/** How sure the Sharpe ratio of a run is. */
import {
  deflatedSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeEstimate,
  type SharpeEstimate,
  type Trials,
} from '../robustness/sharpe-inference.ts'
import { also, type Figure } from '../statistics/figure.ts'
import { ofExcess, type AccountFacts, type Definition } from './definition.ts'

export interface RobustnessFacts {
  readonly account: AccountFacts
  readonly trials: Trials | undefined
}

export interface RobustnessDefinition extends Definition {
  readonly value: (facts: RobustnessFacts) => Figure
}

export const robustnessDefinitions: readonly RobustnessDefinition[] = [
  {
    id: 'psr',
    label: 'Probabilistic Sharpe',
    unit: 'fraction',
    definition: 'Chance that the true Sharpe ratio is above 0, from its estimate, the number of days, their skewness and raw kurtosis.',
    source: 'Bailey and López de Prado 2012',
    value: ({ account }) => ofExcess(account, (r) => probabilisticSharpe(r, 0)),
  },
  {
    id: 'minimumTrackRecord',
    label: 'Min. track record, days',
    unit: 'count',
    definition: 'Days that it takes until the probabilistic Sharpe ratio is 95 %, if the estimate stays what it is.',
    source: 'Bailey and López de Prado 2012',
    value: ({ account }) => estimated(account, (estimate) => also(minimumTrackRecord(estimate), Math.ceil)),
  },
  {
    id: 'deflatedSharpe',
    label: 'Deflated Sharpe',
    unit: 'fraction',
    definition: 'Chance that the true Sharpe ratio is above what the best of all trials would show by luck alone.',
    source: 'Bailey and López de Prado 2014',
    value: ({ account, trials }) =>
      trials === undefined
        ? 'it is not known how many trials there were'
        : estimated(account, (estimate) => deflatedSharpe(estimate, trials)),
  },
]

function estimated(account: AccountFacts, figure: (estimate: SharpeEstimate) => Figure): Figure {
  return ofExcess(account, (r) => {
    const estimate = sharpeEstimate(r)
    return typeof estimate === 'string' ? estimate : figure(estimate)
  })
}
