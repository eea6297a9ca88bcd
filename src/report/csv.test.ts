import { describe, expect, test } from 'vitest'
import { LockstepError } from '../base/error.ts'
import { renderCsv } from './csv.ts'
import { reportTables, tableOf } from './tables.ts'
import { exampleInfo, exampleInstrument, richRun, tapOf } from '../../test/report/example-run.ts'

const d = richRun(5, 1000, { full: true }).document({ convention: 'quantstats' })

describe('CSV', () => {
  test('of every table has rows of one width, numbers in full and times as ISO texts', () => {
    for (const table of reportTables) {
      const rows = parsed(renderCsv(d, table))
      expect(rows.length, table).toBeGreaterThan(1)
      expect(new Set(rows.map((row) => row.length)).size, table).toBe(1)
    }
    const [head, first] = parsed(renderCsv(d, 'roundTrips'))
    const row = Object.fromEntries((head ?? []).map((name, i) => [name, first?.[i]]))
    const expected = d.roundTrips.rows?.[0]
    expect(row).toMatchObject({
      instrument: 'BTCUSD.TEST',
      net: String(expected?.net),
      entryTime: new Date(expected?.entryTime ?? 0).toISOString(),
    })
  })

  test('leaves undefined figures blank and says why', () => {
    const row = parsed(renderCsv(tapOf([]).document(), 'statistics')).find(([id]) => id === 'sharpe')
    expect(row).toEqual(['sharpe', 'Sharpe ratio', 'ratio', '', '', '', '', 'the run has no marks'])
  })

  test('quotes what needs quotes and disarms what a spreadsheet would run', () => {
    const id = '=HYPERLINK("x"),"y"\n'
    const instruments = [{ ...exampleInstrument, id: id as typeof exampleInstrument.id }]
    const csv = renderCsv(richRun(5, 20, { info: { ...exampleInfo(), instruments } }).document({ roundTripRows: 10 }), 'roundTrips')
    expect(csv).toContain(`"'=HYPERLINK(""x""),""y""\n",`)
    expect(parsed(csv)[1]?.[0]).toBe(`'${id}`)
    for (const start of ['+', '-', '@', '\t']) {
      const tagged = richRun(5, 1000, { end: { tags: ['', `${start}1`, 'b'] } }).document({ roundTripRows: 1000 })
      expect(parsed(renderCsv(tagged, 'roundTrips')).some((row) => row.at(-1) === `'${start}1`)).toBe(true)
    }
  })

  test('leaves negative numbers numbers', () => {
    expect(renderCsv(d, 'roundTrips')).toMatch(/,-\d/)
    expect(renderCsv(d, 'roundTrips')).not.toMatch(/,'-\d/)
  })

  test('of rows that the document does not hold is an error that says what to do', () => {
    const counts = richRun(5, 100).document()
    expect(() => renderCsv(counts, 'fills')).toThrow(LockstepError)
    expect(() => renderCsv(counts, 'fills')).toThrow('rows of fills')
  })

  test('of no rows is its head', () => {
    expect(renderCsv(tapOf([], [], { full: true }).document(), 'orders')).toBe(
      'id,time,instrument,side,qty,type,role,level,parent,decisionPrice,expires,tag\r\n',
    )
  })

  test('has a column for every field of its rows', () => {
    for (const table of ['roundTrips', 'orders', 'fills', 'refusals', 'cancels'] as const) {
      const { columns } = tableOf(d, table)
      expect(
        columns.map(({ name }) => name),
        table,
      ).toEqual(Object.keys(d[table].rows?.[0] ?? {}))
    }
  })
})

/** RFC 4180, the plain way. */
function parsed(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const m of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/g)) {
    row.push(m[1]?.replaceAll('""', '"') ?? m[2] ?? '')
    if (m[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
