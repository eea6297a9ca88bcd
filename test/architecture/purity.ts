import type { Violation } from './imports.ts'
import { rooms } from './rooms.ts'
import { lineOf, type Source } from './source.ts'

/** What a pure room may not say, and what it says instead. */
const BANNED: readonly (readonly [pattern: RegExp, name: string, instead: string])[] = [
  [/\bDate\.now\b/g, 'Date.now', 'take the time of the step'],
  [/\bnew\s+Date\s*(\(\s*\)|(?!\s*\())/g, 'new Date()', 'take the time of the step; new Date(ms) is fine'],
  [/(?<!new\s+|[.\w])Date\s*\(/g, 'Date()', 'take the time of the step'],
  [/\bTemporal\s*\.\s*Now\b/g, 'Temporal.Now', 'take the time of the step'],
  [/\bperformance\b/g, 'performance', 'measure in bench or in the driver, outside the engine'],
  [/\b(set|clear)(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/g, 'a timer', 'use a timer of the calendar, which replays'],
  [/\bMath\.random\b/g, 'Math.random', 'draw from Random in src/base/random.ts with the seed of the run'],
  [/\bcrypto\b/g, 'crypto', 'hash at an edge and pass the digest in'],
  [/\basync\b|\bawait\b|\bPromise\b/g, 'a promise', 'return the value; whoever must wait does so in a front door or an edge room'],
  [/\bconsole\b/g, 'console', 'return a record; a tap or the command line prints it'],
  [/\bprocess\s*[.[]/g, 'process', 'pass the value in from the command line'],
  [/(?<![.\w])fetch\s*\(/g, 'fetch', 'data come through the catalog or an adapter'],
  [/\bglobalThis\b/g, 'globalThis', 'pass what is needed as an argument'],
]

/** These may give other bits on another version of V8. The report may: nothing trades on it. */
const UNPINNED = /\bMath\.(exp|expm1|log|log2|log10|log1p|pow|cbrt|hypot|a?(?:sin|cos|tan)h?|atan2)\b/g
const UNPINNED_ALLOWED_IN = 'report'

const ESCAPE = /\/\/ edge-ok: \S/

/** Every impure word of a pure room. A line that ends in `// edge-ok: reason` is let through. */
export function purityViolations(source: Source): Violation[] {
  const room = rooms.find(({ name }) => source.path.startsWith(`src/${name}/`))
  if (room?.pure !== true || source.path.endsWith('.test.ts')) return []
  const lines = source.text.split('\n')
  const unpinned = [
    UNPINNED,
    'an unpinned function',
    'use its namesake in src/base/elementary.ts, so that an order never hangs on the version of V8',
  ] as const
  const banned = room.name === UNPINNED_ALLOWED_IN ? BANNED : [...BANNED, unpinned]
  return banned.flatMap(([pattern, name, instead]) =>
    [...source.code.matchAll(pattern)]
      .map((m) => lineOf(source.code, m.index))
      .filter((line) => !ESCAPE.test(lines[line - 1] ?? ''))
      .map((line) => ({
        at: `${source.path}:${line}`,
        fix: `${name} in the pure room ${room.name}: ${instead} (or end the line in // edge-ok: reason)`,
      })),
  )
}
