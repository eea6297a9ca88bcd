/** The rooms of the house: what each owns and may import. The tests read this list and ARCHITECTURE.md prints it. */
export interface Room {
  readonly name: string
  /** What it is about, in a few words. */
  readonly owns: string
  /** Rooms it may import, all of them earlier in this list. */
  readonly mayImport: readonly string[]
  /** Of those, the rooms of which it may import types alone. */
  readonly typesFrom?: readonly string[]
  /** A pure room has no clock, chance, promise, input or output, and no npm package. */
  readonly pure: boolean
}

export const rooms: readonly Room[] = [
  { name: 'base', owns: 'no trading word', mayImport: [], pure: true },
  { name: 'model', owns: 'nouns, records and ports', mayImport: ['base'], pure: true },
  { name: 'calendar', owns: 'when a market is open', mayImport: ['base', 'model'], pure: true },
  { name: 'indicators', owns: 'streaming lines over numbers', mayImport: ['base'], pure: true },
  { name: 'portfolio', owns: 'cash, positions, margin: a fold of fills and marks', mayImport: ['base', 'model'], pure: true },
  { name: 'risk', owns: 'may this order go?', mayImport: ['base', 'model', 'portfolio'], pure: true },
  { name: 'venue', owns: 'what an exchange does with an order', mayImport: ['base', 'model', 'calendar'], pure: true },
  {
    name: 'strategy',
    owns: 'what an author touches',
    mayImport: ['base', 'model', 'indicators', 'calendar', 'portfolio'],
    pure: true,
  },
  {
    name: 'engine',
    owns: 'time, sequence, the order of a step',
    mayImport: ['base', 'model', 'calendar', 'portfolio', 'risk', 'venue', 'strategy'],
    pure: true,
  },
  { name: 'presets', owns: 'named bundles of policies', mayImport: ['base', 'model', 'venue'], pure: true },
  { name: 'batch', owns: 'many trades over columns at once', mayImport: ['base', 'model', 'venue'], pure: true },
  { name: 'golden', owns: 'what a run did, told the same by every version', mayImport: ['base', 'model'], pure: true },
  { name: 'report', owns: 'what happened, summarised', mayImport: ['base', 'model', 'calendar'], pure: true },
  {
    name: 'search',
    owns: 'which trials to make, and what they say together',
    mayImport: ['base', 'model', 'report'],
    pure: true,
  },
  { name: 'catalog', owns: 'market data on disk', mayImport: ['base', 'model', 'calendar'], pure: false },
  { name: 'journal', owns: 'the record that a replay reads', mayImport: ['base', 'model', 'calendar'], pure: false },
  { name: 'telemetry', owns: 'logs, metrics, profiles', mayImport: ['base', 'model', 'calendar'], pure: false },
  { name: 'runs', owns: 'finished runs on disk', mayImport: ['base', 'model', 'report', 'catalog'], pure: false },
  {
    name: 'adapters',
    owns: 'the outside as Feed, Venue, queue and store',
    mayImport: ['base', 'model', 'calendar', 'venue', 'catalog'],
    typesFrom: ['venue'],
    pure: false,
  },
]

/** Files that belong to no room, by how their path begins; the first that fits counts. */
export interface Outside {
  readonly name: string
  readonly owns: string
  readonly path: RegExp
  /** 'all rooms', or only what users import: the package's name or src/index.ts. */
  readonly mayImport: 'all rooms' | 'public entry'
}

export const outsides: readonly Outside[] = [
  { name: 'front doors', owns: 'wiring', path: /^src\/(?:(?:checks|sweep)\/)?[^/]+\.ts$/, mayImport: 'all rooms' },
  { name: 'apps', owns: 'people', path: /^apps\//, mayImport: 'public entry' },
  { name: 'examples', owns: 'what users write', path: /^(examples|templates)\//, mayImport: 'public entry' },
  { name: 'bench', owns: 'how fast', path: /^bench\//, mayImport: 'all rooms' },
]

/** Where the public entries live, and the names users know them by. */
export const PUBLIC_ENTRY = 'src/index.ts'
export const PACKAGE_NAME = 'lockstep'
export const PUBLIC_ENTRIES: ReadonlyMap<string, string> = new Map([
  [PACKAGE_NAME, PUBLIC_ENTRY],
  ...['indicators', 'stats', 'talib'].map((name) => [`${PACKAGE_NAME}/${name}`, `src/${name}.ts`] as const),
])
