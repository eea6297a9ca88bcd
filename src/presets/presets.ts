import { LockstepError } from '../base/error.ts'
import { didYouMean } from '../base/nearest-name.ts'
import { backtestingPy } from './backtesting-py.ts'
import { lean } from './lean.ts'
import type { Preset } from './preset.ts'
import { pyAlgoTrade } from './pyalgotrade.ts'
import { vectorbt } from './vectorbt.ts'

/** Every preset there is. A new one is a file and a row here. */
export const presets: readonly Preset[] = [lean, backtestingPy, pyAlgoTrade, vectorbt]

/** @throws LockstepError E_CONFIG with the nearest name */
export function presetOf(name: string): Preset {
  const found = presets.find((preset) => preset.name === name)
  if (found !== undefined) return found
  const names = presets.map((preset) => preset.name)
  throw new LockstepError('E_CONFIG', `expected a preset, was "${name}"; ${didYouMean(name, names)}`, `Known: ${names.join(', ')}.`)
}
