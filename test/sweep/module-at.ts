import { pathToFileURL } from 'node:url'
import type { StrategyModule } from '../../src/index.ts'

/** A strategy of a file, as a sweep takes it. */
export function moduleAt(path: string, name = 'default'): StrategyModule {
  return { url: pathToFileURL(path).href, export: name }
}
