/** The functions in which a profile spent its time, hottest first. */
import type { CpuProfile } from './cpu-profile.ts'

/** Whose code it is: the engine's, the strategy's, a package's, Node's, or the virtual machine's own work. */
export type Owner = 'lockstep' | 'strategy' | 'package' | 'node' | 'v8'

export interface HotSpot {
  readonly name: string
  readonly owner: Owner
  /** URL of its file and the line it begins in, from 1; '' and 0 where it has none. */
  readonly url: string
  readonly line: number
  /** In the function itself, and with all that it called, ms. */
  readonly selfMs: number
  readonly totalMs: number
}

export interface HotSpots {
  /** By time of their own, longest first; idle time is left out. */
  readonly spots: readonly HotSpot[]
  /** Time of their own by owner, ms. */
  readonly owners: Readonly<Record<Owner, number>>
  readonly samples: number
  readonly busyMs: number
}

const NOT_BUSY: readonly string[] = ['(root)', '(idle)']

/** @param ownerOf tells by the URL of a file whose it is */
export function hotSpots(profile: CpuProfile, ownerOf: (url: string) => Owner): HotSpots {
  const own = selfTimes(profile)
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const keys = new Map(profile.nodes.map((node) => [node.id, keyOf(node)]))
  const found = new Map<string, { node: ProfileNode; selfMs: number; totalMs: number }>()
  for (const node of profile.nodes) found.getOrInsert(keyOf(node), { node, selfMs: 0, totalMs: 0 })
  for (const [id, ms] of own) {
    found.get(keys.get(id)!)!.selfMs += ms
    const onStack = new Set<string>()
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) onStack.add(keys.get(at)!)
    for (const key of onStack) found.get(key)!.totalMs += ms
  }
  const spots = [...found.values()]
    .filter(({ node, selfMs }) => selfMs > 0 && isBusy(node))
    .map(({ node, selfMs, totalMs }) => spotOf(node, ownerOf, { selfMs, totalMs }))
    .sort((a, b) => b.selfMs - a.selfMs || a.name.localeCompare(b.name))
  const owners: Record<Owner, number> = { lockstep: 0, strategy: 0, package: 0, node: 0, v8: 0 }
  for (const { owner, selfMs } of spots) owners[owner] += selfMs
  return { spots, owners, samples: profile.samples?.length ?? 0, busyMs: spots.reduce((sum, { selfMs }) => sum + selfMs, 0) }
}

type ProfileNode = CpuProfile['nodes'][number]

/** Starting and stopping the profiler is no work of the program's. */
function isBusy({ callFrame }: ProfileNode): boolean {
  return !NOT_BUSY.includes(callFrame.functionName) && !callFrame.url.startsWith('node:inspector')
}

/** Milliseconds by node: a sample counts for the time until the next. */
function selfTimes({ samples = [], timeDeltas = [] }: CpuProfile): ReadonlyMap<number, number> {
  const own = new Map<number, number>()
  for (const [k, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + Math.max(0, timeDeltas[k + 1] ?? 0) / 1000)
  return own
}

/** One function is at many places of the tree. */
function keyOf({ callFrame }: ProfileNode): string {
  return `${callFrame.functionName}\n${callFrame.url}\n${callFrame.lineNumber}:${callFrame.columnNumber}`
}

function spotOf({ callFrame }: ProfileNode, ownerOf: (url: string) => Owner, times: Pick<HotSpot, 'selfMs' | 'totalMs'>): HotSpot {
  const { functionName, url, lineNumber } = callFrame
  // What has no file is V8's own, but for code that was compiled from text, which has a line.
  const owner = url !== '' ? ownerOf(url) : lineNumber >= 0 ? 'lockstep' : 'v8'
  return { name: functionName === '' ? '(anonymous)' : functionName, owner, url, line: url === '' ? 0 : lineNumber + 1, ...times }
}
