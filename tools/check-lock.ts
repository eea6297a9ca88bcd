/**
 * Checks that package-lock.json installs everywhere as it does here: `node tools/check-lock.ts` prints `lock ok` or the
 * list of faults. A registry can serve the package of one platform before the others; npm then writes a lock without
 * the rest, and `npm ci` fails in the next clone.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>
}

interface LockEntry {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly overrides?: Readonly<Record<string, string>>
  /** Packages whose install script is known and must not run. */
  readonly allowScripts?: Readonly<Record<string, boolean>>
}

const REGISTRY = 'https://registry.npmjs.org/'
const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/

/** Every fault of a lock and its manifest, each with what to do about it. */
export function lockFaults(lock: Lock, manifest: Manifest): string[] {
  const entries = Object.entries(lock.packages)
  return [
    ...inexactVersions(manifest),
    ...entries.flatMap(([path, entry]) => missingPlatforms(path, entry, lock)),
    ...entries.flatMap(([path, entry]) => originFaults(path, entry)),
    ...entries.flatMap(([path, entry]) => scriptFaults(path, entry, manifest)),
  ]
}

function inexactVersions(manifest: Manifest): string[] {
  const { dependencies, devDependencies, optionalDependencies, overrides } = manifest
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides })
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `package.json asks for ${name} ${version}: write one exact version`)
}

/** Optional dependencies that no entry satisfies, walking up the nested folders as Node's resolver does. */
function missingPlatforms(path: string, entry: LockEntry, lock: Lock): string[] {
  return Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !candidates(path, name).some((candidate) => candidate in lock.packages))
    .map((name) => `${path || 'the project'} wants ${name}, which the lock lacks: pin a version of which every platform is published`)
}

function candidates(path: string, name: string): string[] {
  const places = [`${path === '' ? '' : `${path}/`}node_modules/${name}`]
  for (let at = path.lastIndexOf('node_modules/'); at !== -1; at = at === 0 ? -1 : path.lastIndexOf('node_modules/', at - 1)) {
    places.push(`${path.slice(0, at)}node_modules/${name}`)
  }
  return places
}

function originFaults(path: string, entry: LockEntry): string[] {
  if (path === '' || entry.link === true) return []
  const faults: string[] = []
  if (entry.resolved !== undefined && !entry.resolved.startsWith(REGISTRY)) {
    faults.push(
      `${path} comes from ${entry.resolved}: install it from ${REGISTRY}, or drop the address with npm config omit-lockfile-registry-resolved`,
    )
  }
  if (entry.integrity === undefined) faults.push(`${path} has no integrity hash: install it again with npm install`)
  return faults
}

function scriptFaults(path: string, entry: LockEntry, manifest: Manifest): string[] {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  if (entry.hasInstallScript !== true || manifest.allowScripts?.[name] === false) return []
  return [`${path} runs a script when installed: choose another package, or list it as false under allowScripts if it works without`]
}

if (import.meta.main) {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'))
  const faults = lockFaults(read('package-lock.json') as Lock, read('package.json') as Manifest)
  console.log(faults.length === 0 ? 'lock ok' : faults.join('\n'))
  process.exitCode = faults.length === 0 ? 0 : 1
}
