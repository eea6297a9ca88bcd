/** What was still open at the end. */
import type { ReportDocument } from '../../document.ts'
import { openPositionsTable } from '../../printed/positions.ts'
import { table } from '../tables.ts'
import type { Section } from './section.ts'

export function positionsSection(d: ReportDocument): Section | null {
  if (d.openPositions.length === 0) return null
  return { id: 'open', title: 'Open at the end', short: 'Open', body: table(openPositionsTable(d)) }
}
