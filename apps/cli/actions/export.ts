/** `lockstep runs export`: a saved run as files for other programs. */
import { join } from 'node:path'
import {
  arrowFile,
  exitCodes,
  parquetFile,
  renderCsv,
  renderHtml,
  renderMarkdown,
  reportTables,
  RunStore,
  tableOf,
  type ReportDocument,
  type ReportTable,
} from 'lockstep'
import type { ExportFlags, ExportFormat } from '../commands/runs.ts'
import { UsageFault } from '../failure.ts'
import { kebab, OutputFile, outputFolder } from '../output-file.ts'
import type { Screen } from '../screen.ts'
import { checkedReport } from '../stored-checks.ts'

export async function exportRun(screen: Screen, name: string, flags: ExportFlags): Promise<number> {
  const store = RunStore.open(flags.runs)
  const entry = store.find(name)
  const document = checkedReport(store.load(entry), entry.key, flags)
  const written =
    flags.format in whole ? writeWhole(document, entry.id, flags) : await writeTables(document, entry.id, flags, tablesOf(document, flags))
  if (screen.json) screen.printJson({ schemaVersion: 1, run: entry.id, written })
  else for (const path of written) screen.print(path)
  return exitCodes.ok
}

const whole: Partial<Readonly<Record<ExportFormat, (document: ReportDocument) => string>>> = {
  json: (document) => `${JSON.stringify(document)}\n`,
  html: (document) => renderHtml([document]),
  md: (document) => renderMarkdown(document),
}

function writeWhole(document: ReportDocument, id: string, { format, out, table }: ExportFlags): string[] {
  if (table !== undefined) throw new UsageFault(`expected --table with csv, arrow or parquet, the format is ${format}`, 'Leave it out.')
  const path = out ?? `run-${id}.${format}`
  new OutputFile(path).write(whole[format]!(document))
  return [path]
}

/** The tables that were asked for; else all that the document has rows of. */
function tablesOf(document: ReportDocument, { table }: ExportFlags): readonly ReportTable[] {
  const unknown = table?.find((name) => !reportTables.includes(name as ReportTable))
  if (unknown !== undefined)
    throw new UsageFault(`expected --table to be one of ${reportTables.join(', ')}, was "${unknown}"`, 'Name one of them.')
  if (table !== undefined) return table as readonly ReportTable[]
  return reportTables.filter((name) => {
    const section = (document as unknown as Readonly<Record<string, { rows?: unknown } | undefined>>)[name]
    return !['roundTrips', 'lots', 'orders', 'fills', 'refusals', 'cancels'].includes(name) || section?.rows !== undefined
  })
}

async function writeTables(
  document: ReportDocument,
  id: string,
  { format, out }: ExportFlags,
  tables: readonly ReportTable[],
): Promise<string[]> {
  const folder = outputFolder(out ?? `run-${id}`)
  const written: string[] = []
  for (const table of tables) {
    const path = join(folder, `${kebab(table)}.${format}`)
    new OutputFile(path).write(await contentOf(document, table, format))
    written.push(path)
  }
  return written
}

async function contentOf(document: ReportDocument, table: ReportTable, format: ExportFormat): Promise<string | Uint8Array> {
  if (format === 'csv') return renderCsv(document, table)
  return format === 'arrow' ? arrowFile(tableOf(document, table)) : parquetFile(tableOf(document, table))
}
