/** The folder of the running package: the checkout when the source runs, the package when its built code does. */
export const packageRoot: URL = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../../../', import.meta.url)

/** The module that users know as `lockstep` or `lockstep/talib`, as source or built. */
export function entryUrl(specifier: string): string | undefined {
  const name = entries.get(specifier)
  if (name === undefined) return undefined
  return new URL(import.meta.url.endsWith('.ts') ? `../../src/${name}.ts` : `../../src/${name}.js`, import.meta.url).href
}

/** The package's exports by what is imported. */
const entries: ReadonlyMap<string, string> = new Map([
  ['lockstep', 'index'],
  ['lockstep/indicators', 'indicators'],
  ['lockstep/stats', 'stats'],
  ['lockstep/talib', 'talib'],
])
