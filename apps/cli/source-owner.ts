/** Whose code a file of a profile is, and how it is named to people. */
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Owner } from 'lockstep'
import { packageRoot } from './package-root.ts'

const engine = ['src/', 'apps/', 'dist/', 'bin/'].map((folder) => new URL(folder, packageRoot).href)

export function ownerOf(url: string): Owner {
  if (engine.some((folder) => url.startsWith(folder))) return 'lockstep'
  if (!url.startsWith('file:')) return 'node'
  return url.includes('/node_modules/') ? 'package' : 'strategy'
}

/** A path from the folder of the command, or of the package for files of the engine. */
export function placeOf(url: string): string {
  if (!url.startsWith('file:')) return url
  const from = ownerOf(url) === 'lockstep' ? fileURLToPath(packageRoot) : process.cwd()
  return relative(from, fileURLToPath(url)).split(sep).join('/')
}
