import { posix } from 'node:path'
import { outsides, PACKAGE_NAME, PUBLIC_ENTRIES, PUBLIC_ENTRY, rooms, type Room } from './rooms.ts'
import type { Import, Source } from './source.ts'

/** A broken rule: where, and what to do about it. */
export interface Violation {
  readonly at: string
  readonly fix: string
}

/** Every import of a file that its room's row does not allow. Tests beside sources may import anything. */
export function importViolations(source: Source): Violation[] {
  if (source.path.endsWith('.test.ts')) return []
  return source.imports.flatMap((entry) => {
    const fix = judge(source.path, entry)
    return fix === undefined ? [] : [{ at: `${source.path}:${entry.line}`, fix: `imports '${entry.specifier}': ${fix}` }]
  })
}

function judge(path: string, entry: Import): string | undefined {
  if (/^\.{1,2}\//.test(entry.specifier) && !/\.(ts|json)$/.test(entry.specifier)) return 'end the path in .ts, as it runs'
  const target = resolve(path, entry.specifier)
  const folder = roomFolder(path)
  if (folder !== undefined) {
    const room = rooms.find(({ name }) => name === folder)
    return room === undefined ? `src/${folder} is no room yet; add a row to test/architecture/rooms.ts` : judgeRoom(room, target, entry)
  }
  const outside = outsides.find((o) => o.path.test(path))
  if (outside?.mayImport !== 'public entry' || target === undefined) return undefined
  if ([...PUBLIC_ENTRIES.values()].includes(target) || !target.startsWith('src/')) return undefined
  return `${outside.name} import only what users can; export it from ${PUBLIC_ENTRY} and import '${PACKAGE_NAME}'`
}

function judgeRoom(room: Room, target: string | undefined, entry: Import): string | undefined {
  if (target === undefined) {
    if (!room.pure) return undefined
    const kind = entry.specifier.startsWith('node:') ? 'Node modules' : 'packages'
    return `${room.name} is pure and uses no ${kind}; pass the data in, or move the file to an edge room`
  }
  const other = roomFolder(target)
  if (other === room.name) return undefined
  if (other === undefined) return `rooms import neither front doors nor anything outside src; pass it in from a front door`
  if (!room.mayImport.includes(other)) {
    const allowed = room.mayImport.length === 0 ? 'nothing' : room.mayImport.join(', ')
    return `${room.name} may import ${allowed}; move the noun down, or pass it in from a front door`
  }
  if (room.typesFrom?.includes(other) === true && !entry.typeOnly)
    return `${room.name} may import types alone from ${other}; write import type`
  return undefined
}

/** The path from the root that a specifier names; undefined for packages and Node's modules. */
function resolve(path: string, specifier: string): string | undefined {
  return PUBLIC_ENTRIES.get(specifier) ?? relative(path, specifier)
}

function relative(path: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), specifier)) : undefined
}

function roomFolder(path: string): string | undefined {
  if (outsides.some((outside) => outside.path.test(path))) return undefined
  return /^src\/([^/]+)\//.exec(path)?.[1]
}
