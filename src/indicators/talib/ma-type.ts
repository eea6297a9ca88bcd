import { LockstepError } from '../../base/error.ts'
import { movingAverageTypes, type MovingAverageType } from '../overlap/moving-average.ts'

/** TA-Lib's number of a kind of moving average, 0 (SMA) to 8 (T3), as our word for it. @throws LockstepError E_PARAM_VALUE */
export function maType(matype: number): MovingAverageType {
  const type = movingAverageTypes[matype]
  if (type !== undefined) return type
  const kinds = movingAverageTypes.map((name, k) => `${k} ${name.toUpperCase()}`).join(', ')
  throw new LockstepError('E_PARAM_VALUE', `matype must be a whole number from 0 to 8, was ${matype}`, `Give one of ${kinds}.`)
}
