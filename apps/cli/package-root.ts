/** The folder of the running package: the checkout when the source runs, the package when its built code does. */
export const packageRoot: URL = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../../../', import.meta.url)

/** The public entry that runs, as source or built. */
export const entryUrl: string = new URL(import.meta.url.endsWith('.ts') ? '../../src/index.ts' : '../../src/index.js', import.meta.url).href
