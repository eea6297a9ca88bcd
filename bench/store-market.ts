/**
 * The generated market as a series of the catalog that is larger than memory may be: written a part at a time, each column where it
 * belongs in the file, and then the manifest that an import would have written. Run as a process.
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { allocateBars, epochMs, formatTime, VERSION } from 'lockstep'
import { columnBytes, frameOf } from '../src/catalog/bar-store.ts'
import { RowsHash } from '../src/catalog/content-hash.ts'
import { MANIFEST_VERSION, type Manifest } from '../src/catalog/manifest.ts'
import { seriesPath } from '../src/catalog/series-path.ts'
import { BAR_COLUMNS } from '../src/model/bars.ts'
import { BarWalk } from './bars.ts'

const PART_ROWS = 1_000_000
const TIMEFRAME = '1m'
/** As long as a hash: where columns begin does not depend on which. */
const NO_HASH = '0'.repeat(64)

const [root = '', id = '', length = '', seed = ''] = process.argv.slice(2)
storeMarket(root, id, { rows: Number(length), seed: Number(seed) })
console.log('null')

function storeMarket(root: string, id: string, { rows, seed }: { readonly rows: number; readonly seed: number }): void {
  const at = seriesPath(root, id, TIMEFRAME)
  mkdirSync(at.folder, { recursive: true })
  const instrument = { id, tick: 0.25, lot: 1, calendar: '24/7' }
  const labels = { instrument, timeframe: TIMEFRAME, contentHash: NO_HASH, rows }
  const file = openSync(at.bars, 'wx')
  const hash = new RowsHash()
  const walk = new BarWalk(seed)
  const part = allocateBars(Math.min(PART_ROWS, rows))
  let from = 0
  let to = 0
  for (let row = 0; row < rows; row += PART_ROWS) {
    const count = Math.min(PART_ROWS, rows - row)
    walk.write({ ...part, length: count })
    for (const [k, name] of BAR_COLUMNS.entries()) {
      const bytes = new Uint8Array(part[name].buffer, part[name].byteOffset, count * 8)
      write(file, bytes, columnBytes(labels, k).from + row * 8)
      hash.take(k, bytes)
    }
    if (row === 0) from = part.time[0]!
    to = part.time[count - 1]!
  }
  const { content, columns } = hash.result()
  const { head, tail, fileBytes } = frameOf({ ...labels, contentHash: content })
  write(file, head, 0)
  write(file, tail, fileBytes - tail.length)
  closeSync(file)
  const manifest: Manifest = {
    schemaVersion: MANIFEST_VERSION,
    instrument,
    timeframe: TIMEFRAME,
    rows,
    from: formatTime(epochMs(from)),
    to: formatTime(epochMs(to)),
    contentHash: content,
    columnHashes: columns,
    gaps: { count: 0, missingBars: 0, largest: [], rule: 'not looked for' },
    rowsIn: rows,
    duplicates: 0,
    quarantined: { count: 0, reasons: {} },
    source: { name: 'generated', sha256: '', dialect: '' },
    engine: VERSION,
  }
  writeFileSync(at.manifest, JSON.stringify(manifest))
}

function write(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, position + at)
}
