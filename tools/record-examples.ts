/** Records the golden files beside the examples, where what they do is meant to change: `node --conditions=source tools/record-examples.ts`. */
import { readdirSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { recordGolden, writeGolden, type Strategy } from 'lockstep'
import { exampleOptions } from '../test/examples/example-options.ts'

const folder = new URL('../examples/', import.meta.url)
/** The same run on the command line; made-up funds are in no file. */
const command = { data: ['../data/sp500.csv'], fee: '0.0001', slippageBps: '1', calendar: 'XNYS', tick: '0.01' }

for (const file of readdirSync(folder).filter((file) => file.endsWith('.ts'))) {
  const name = basename(file, '.ts')
  const { default: strategy } = (await import(new URL(file, folder).href)) as { readonly default: Strategy }
  const golden = recordGolden(strategy, await exampleOptions(name), name === 'monthly-rotation' ? {} : { command })
  writeFileSync(new URL(`${name}.golden`, folder), writeGolden(golden))
}
