/** Terminal, JSON, page, Markdown and CSV show the same numbers: every figure, and every table that two of them have. */
import { describe, expect, test } from 'vitest'
import { renderCsv } from '../../src/report/csv.ts'
import type { ReportDocument, Statistic } from '../../src/report/document.ts'
import { statistic } from '../../src/report/format.ts'
import { renderHtml } from '../../src/report/html/page.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import type { Timestamp } from '../../src/model/time.ts'
import { exampleSeries, richRun, tapOf, walk } from './example-run.ts'

const since = Date.UTC(2022, 0, 1) as Timestamp
const open = [{ instrument: 0, lots: 250, entryTicks: 10_234, mark: 108.2, unrealised: 14_650_000, fees: 250_000, since }]
const series = exampleSeries(800)
const benchmark = { label: 'BTCUSD.TEST held', ...series, entryCost: (): number => 0.001 }

const documents: Readonly<Record<string, ReportDocument>> = {
  'a rich run': richRun(5, 800, { full: true, end: { open } }).document({ series: [series], benchmark }),
  'no round trip': tapOf(walk(1, 400, 1)).document(),
  'an empty run': tapOf([]).document(),
}

const SIDES = ['all', 'long', 'short', 'benchmark'] as const

describe.each(Object.entries(documents))('of %s', (_, d) => {
  const terminal = terminalRows(renderTerminal(d, { color: false }))
  const page = pageTables(renderHtml([d]))
  const markdown = markdownTables(renderMarkdown(d))
  const csv = renderCsv(d, 'statistics')
    .split('\r\n')
    .map((line) => [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''))

  test('every statistic is the same in JSON, terminal, page, Markdown and CSV', () => {
    for (const all of d.statistics.all) {
      const figures = new Map(SIDES.map((side) => [side, d.statistics[side].find((s) => s.id === all.id)]))
      const shown = [...figures.values()].flatMap((s) => (s === undefined ? [] : [statistic(s)]))
      const isShown = (row: readonly string[]): boolean => row[0] === all.label && String(row.slice(1).filter(given)) === String(shown)
      const here = d.benchmark !== null || rowOf(terminal, all.label)
      if (here) {
        expect(terminal.some(isShown), `${all.id} in the terminal`).toBe(true)
        expect(page.flat().some(isShown), `${all.id} on the page`).toBe(true)
        expect(markdown.flat().some(isShown), `${all.id} in Markdown`).toBe(true)
      }
      expect(csvFigures(csv, all.id, figures), `${all.id} in CSV`).toEqual(shown)
    }
  })

  test('the key figures are those of the statistics, on the page too', () => {
    const shown = [...renderHtml([d]).matchAll(/data-key="(\w+)"[^>]*>(.*?)<\/dd>/gs)].map(([, id, cell = '']) => [id, textIn(cell)])
    expect(shown).toEqual(d.keyFigures.map((s) => [s.id, statistic(s)]))
  })

  test('every table of Markdown is on the page, and those of the terminal in both', () => {
    for (const rows of markdown.slice(1)) expect(page, String(rows[0])).toContainEqual(rows)
    const known = markdown.flat().map((row) => String(row.filter(given)))
    const tables = terminal.slice(terminal.findIndex(([first]) => first === 'Growth'))
    for (const row of tables) expect(known).toContain(String(row))
  })
})

function given(text: string): boolean {
  return text !== ''
}

function rowOf(rows: readonly (readonly string[])[], label: string): boolean {
  return rows.some(([first]) => first === label)
}

/** The figures of a CSV line, written as tables write them. */
function csvFigures(lines: readonly (readonly string[])[], id: string, figures: ReadonlyMap<string, Statistic | undefined>): string[] {
  const [head = []] = lines
  const line = lines.find(([first]) => first === id) ?? []
  return [...figures].flatMap(([side, s]) => {
    const text = line[head.indexOf(side)] ?? ''
    return s === undefined ? [] : [statistic({ ...s, value: text === '' ? null : Number(text) })]
  })
}

function terminalRows(text: string): string[][] {
  return text
    .split('\n')
    .filter(given)
    .map((line) => line.trim().split(/\s{2,}/))
}

/** Heads and rows of the tables. */
function markdownTables(text: string): string[][][] {
  const tables = text.split('\n\n').filter((part) => part.startsWith('|'))
  return tables.map((table) =>
    table
      .trim()
      .split('\n')
      .filter((_, k) => k !== 1)
      .map((line) =>
        line
          .slice(2, -2)
          .split(' | ')
          .map((cell) =>
            cell
              .replaceAll(/^\*\*|\*\*$/g, '')
              .replaceAll('\\', '')
              .trim(),
          ),
      ),
  )
}

function pageTables(page: string): string[][][] {
  const parts = (text: string, tag: string): string[] =>
    [...text.matchAll(new RegExp(`<${tag}[ >].*?</${tag.split('[')[0]}>`, 'gs'))].map(String)
  return parts(page, 'table').map((table) =>
    parts(table, 'tr').map((row) => [...row.matchAll(/<t[hd][ >].*?<\/t[hd]>/gs)].map(([cell]) => textIn(cell))),
  )
}

function textIn(markup: string): string {
  const names: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
  return markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&[^;]+;/g, (name) => names[name] ?? name)
    .replaceAll(/\s+/g, ' ')
    .trim()
}
