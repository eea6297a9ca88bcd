/** A whole job as the command line does it: reads a CSV file, runs the crossing, writes the report. Prints its peak memory. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backtest, createInstrument, feeBps, readBarFile, renderHtml } from 'lockstep'
import { rssPeak } from './collections.ts'
import smaCross from './sma-cross.ts'

const [path = '', out = ''] = process.argv.slice(2)
const { bars, timeframe, hash, gaps } = await readBarFile(path)
const instrument = createInstrument({ id: 'FUTURE', tick: 0.25, lot: 1 })
const source = { name: path, contentHash: hash.content, gaps: gaps.missingBars }
const report = backtest(smaCross, { data: { instrument, timeframe, bars, source }, cash: 1_000_000, fees: feeBps(1) })
await mkdir(out, { recursive: true })
await writeFile(join(out, 'report.json'), JSON.stringify(report))
await writeFile(join(out, 'report.html'), renderHtml([report]))
console.log(JSON.stringify({ rssPeak: rssPeak() }))
