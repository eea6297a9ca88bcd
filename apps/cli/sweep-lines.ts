/** Flags about the lines that trials share. */
import { join } from 'node:path'
import type { SweepOptions } from 'lockstep'
import { UsageFault } from './failure.ts'

export interface LineFlags {
  readonly cache?: string
  readonly cacheDir?: string
  readonly save: boolean
  readonly queue?: string
}

const UNITS: Readonly<Record<string, number>> = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }

/** How much memory they may take, and where they are kept on disk: not there with --no-save, unless a folder is named. @throws UsageFault */
export function readLines({ cache, cacheDir, save, queue }: LineFlags): Pick<SweepOptions, 'lines'> {
  if (queue !== undefined && (cache ?? cacheDir) !== undefined)
    throw new UsageFault(
      `expected ${cache === undefined ? '--cache-dir' : '--cache'} without --queue`,
      'Each worker of a queue has its own.',
    )
  if (cache === 'off') {
    if (cacheDir === undefined) return { lines: false }
    throw new UsageFault('expected --cache-dir without --cache off', 'Leave out one of them.')
  }
  const folder = cacheDir ?? (save ? (process.env['LOCKSTEP_CACHE'] ?? join('.lockstep', 'cache')) : undefined)
  return { lines: { ...(cache !== undefined && { bytes: readBytes('--cache', cache) }), ...(folder !== undefined && { folder }) } }
}

/** `512mb`, `1.5gb`. */
function readBytes(flag: string, text: string): number {
  const m = /^(\d+(?:\.\d+)?)\s*([kmg]b)$/i.exec(text.trim())
  if (m !== null) return Math.floor(Number(m[1]) * UNITS[m[2]!.toLowerCase()]!)
  throw new UsageFault(`expected a size or off for ${flag}, was "${text}"`, `For example ${flag} 512mb.`)
}
