/** Round trips summed by instrument, by how they ended, by tag, and by strategy where several share the account. */
import { moneyOf } from '../model/instrument.ts'
import { INSTRUMENT, TRIP_EXIT_ROLE_TAG, TRIP_FEES } from '../model/record.ts'
import type { Breakdown, ReportDocument } from './document.ts'
import { netOf } from './round-trips.ts'
import { endOf, type Names } from './rows.ts'
import type { RowStore } from './row-store.ts'

/** Rows of one table; further keys are summed into the last row, `(others)`. */
export const KEYS_MAX = 200

interface Sums {
  roundTrips: number
  wins: number
  losses: number
  net: number
  fees: number
}

type Table = Map<string, Sums>

export function breakdowns(trips: RowStore, names: Names): ReportDocument['breakdowns'] {
  const [instrument, exit, tag, part] = Array.from({ length: 4 }, () => new Map<string, Sums>()) as [Table, Table, Table, Table]
  for (let row = 0; row < trips.kept; row++) {
    const end = endOf(trips.field(row, TRIP_EXIT_ROLE_TAG), names.tags)
    const net = netOf(trips, row)
    const fees = trips.field(row, TRIP_FEES)
    add(sumsOf(instrument, names.instruments[trips.field(row, INSTRUMENT)]!.id), { net, fees })
    add(sumsOf(exit, end.exit), { net, fees })
    add(sumsOf(tag, end.tag), { net, fees })
    add(sumsOf(part, names.parts?.[end.owner] ?? ''), { net, fees })
  }
  const tables = { instrument: table(instrument, names), exit: table(exit, names), tag: table(tag, names) }
  return names.parts === undefined ? tables : { ...tables, strategy: table(part, names) }
}

function sumsOf(table: Table, key: string): Sums {
  const known = table.get(key)
  if (known !== undefined) return known
  if (table.size >= KEYS_MAX && key !== '(others)') return sumsOf(table, '(others)')
  const sums = { roundTrips: 0, wins: 0, losses: 0, net: 0, fees: 0 }
  table.set(key, sums)
  return sums
}

function add(sums: Sums, { net, fees }: { readonly net: number; readonly fees: number }): void {
  sums.roundTrips++
  if (net > 0) sums.wins++
  else if (net < 0) sums.losses++
  sums.net += net
  sums.fees += fees
}

function table(sums: Table, { currency }: Names): Breakdown[] {
  return [...sums]
    .map(([key, s]) => ({
      key,
      roundTrips: s.roundTrips,
      wins: s.wins,
      draws: s.roundTrips - s.wins - s.losses,
      losses: s.losses,
      net: moneyOf(currency, s.net),
      fees: moneyOf(currency, s.fees),
    }))
    .sort((a, b) => b.net - a.net || (a.key < b.key ? -1 : 1))
}
