/** What checks said of the strategy, parameters, bars and settings of a run, where they were asked. */
import { CheckStore, withChecks, type ReportDocument, type RunKey } from 'lockstep'
import type { StoreFlags } from './commands/runs.ts'

/** The report with the verdicts that are stored for it, if any. */
export function checkedReport(
  document: ReportDocument,
  { engineVersion, strategy, params, settings, data }: RunKey,
  { runs }: StoreFlags,
): ReportDocument {
  const { name, sha256 } = strategy
  // How it is summed up does not change what a run decides.
  const { riskFree: _, convention: __, streamed: ___, ...how } = settings
  const found = CheckStore.open(runs).find({
    engineVersion,
    strategy: { name, params, sha256 },
    data: data.map(({ contentHash }) => contentHash),
    settings: how,
  })
  return found === null ? document : withChecks(document, found)
}
