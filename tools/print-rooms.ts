/** Prints the table of rooms into ARCHITECTURE.md: `node tools/print-rooms.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { outsides, rooms } from '../test/architecture/rooms.ts'
import { markdownTable } from './markdown-table.ts'
import { writeMarked } from './marked-text.ts'

/** The table in Markdown, one row a room. */
export function roomsTable(): string {
  const inside = rooms.map(({ name, owns, mayImport, typesFrom = [], pure }) => {
    const imports = mayImport.map((other) => (typesFrom.includes(other) ? `${other} (types)` : other))
    return [name, owns, imports.join(', ') || '–', pure ? 'pure' : 'edge']
  })
  const outside = outsides.map(({ name, owns, mayImport }) => [
    name,
    owns,
    mayImport === 'all rooms' ? 'every room' : 'the public entry',
    'edge',
  ])
  return markdownTable(['room', 'owns', 'may import', 'kind'], [...inside, ...outside])
}

if (import.meta.main) {
  const path = new URL('../ARCHITECTURE.md', import.meta.url)
  writeFileSync(path, writeMarked(readFileSync(path, 'utf8'), 'rooms', roomsTable()))
}
