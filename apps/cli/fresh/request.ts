/** What a process that carries out one run of a check is told, and what it answers. */
import type { Played, RunConfig, Variant } from 'lockstep'
import type { RunFlags } from '../commands/run-flags.ts'

export interface FreshRequest {
  /** `path` or `path#name`. */
  readonly strategy: string
  readonly flags: RunFlags
  readonly config: RunConfig
  readonly variant: Variant
  /** Absolute paths that may be read. */
  readonly allowed: readonly string[]
  /** Where it may put files of its own. */
  readonly folder: string
}

export type FreshAnswer =
  | { readonly played: Played }
  | { readonly fault: { readonly code: string; readonly message: string; readonly hint: string } }
