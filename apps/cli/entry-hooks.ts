/**
 * Lets a strategy file anywhere on disk `import … from 'lockstep'` and get the engine that runs it, always the same instance;
 * and lets its TypeScript run unbuilt, whatever the package.json above it says about modules.
 */
import { registerHooks, type ResolveHookSync } from 'node:module'
import { entryUrl } from './package-root.ts'

export function installEntryHooks(): void {
  registerHooks({ resolve })
}

const resolve: ResolveHookSync = (specifier, context, nextResolve) => {
  const url = entryUrl(specifier)
  if (url !== undefined) return { url, format: url.endsWith('.ts') ? 'module-typescript' : 'module', shortCircuit: true }
  const found = nextResolve(specifier, context)
  return isStrategySource(found.url) ? { ...found, format: 'module-typescript' } : found
}

/** Without this, a package.json without "type", or with "commonjs" as `npm init` writes it, would make `import` an error. */
function isStrategySource(url: string): boolean {
  return url.startsWith('file:') && /\.ts(\?|$)/.test(url) && !url.includes('/node_modules/')
}
