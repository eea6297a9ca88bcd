/** The report as one self-contained page: no network, no library, works from file://. */
import type { ReportDocument } from '../document.ts'

export function renderHtml(documents: ReportDocument | readonly ReportDocument[]): string {
  const all = Array.isArray(documents) ? documents : [documents]
  return `<!doctype html><title>${all.length} runs</title>`
}
