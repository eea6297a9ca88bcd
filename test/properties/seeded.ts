/** fast-check with one seed for all properties: a failure comes again. Another seed is given by LOCKSTEP_SEED. */
import * as fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['LOCKSTEP_SEED'] ?? 1), verbose: fc.VerbosityLevel.None })

export * as fc from 'fast-check'
