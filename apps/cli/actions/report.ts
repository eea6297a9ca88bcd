/** `lockstep report`: saved runs as a page, as Markdown, as JSON or as text. */
import { exitCodes, renderComparison, renderHtml, renderMarkdown, renderTerminal, RunStore, type ReportDocument } from 'lockstep'
import type { ReportFlags } from '../commands/report.ts'
import { OutputFile } from '../output-file.ts'
import type { Screen } from '../screen.ts'
import { checkedReport } from '../stored-checks.ts'

const PLAIN_WIDTH = 100

export function reportRuns(screen: Screen, names: readonly string[], flags: ReportFlags): number {
  const store = RunStore.open(flags.runs)
  const entries = names.map((name) => store.find(name))
  const documents = entries.map((entry) => checkedReport(store.load(entry), entry.key, flags))
  const format = screen.json ? 'json' : flags.format
  const out = flags.out ?? (format === 'html' ? `report-${entries.map(({ id }) => id).join('-')}.html` : undefined)
  const text = renderers[format](documents, out === undefined && screen.color)
  if (out === undefined) screen.print(text)
  else {
    new OutputFile(out).write(text)
    screen.note('report', out)
  }
  return exitCodes.ok
}

const renderers: Readonly<Record<ReportFlags['format'], (documents: readonly ReportDocument[], color: boolean) => string>> = {
  html: (documents) => renderHtml(documents),
  md: (documents) => documents.map((document) => renderMarkdown(document)).join('\n'),
  json: (documents) => `${JSON.stringify(documents.length === 1 ? documents[0] : documents)}\n`,
  text: (documents, color) =>
    documents.length === 1 ? renderTerminal(documents[0]!, { color, width: PLAIN_WIDTH }) : renderComparison(documents, { color }),
}
