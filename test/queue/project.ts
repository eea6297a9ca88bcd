/** A user's project: a strategy that takes its time, and a file that it imports. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, scratch } from './machine.ts'

const STRATEGY = `import { int, strategy } from 'lockstep'
import { pause } from '../lib/pause.ts'

export default strategy({
  name: 'slow',
  params: { hold: int(5, { min: 1, max: 500 }) },
  setup({ params, market, on }) {
    pause(PAUSE_MS)
    const stock = market()
    let seen = 0
    on(stock.bars(), () => {
      if (params.hold === 7) throw new Error('seven is unlucky')
      if (seen++ % params.hold !== 0) return
      if (stock.position.isOpen) stock.close()
      else stock.buy({ equity: 0.5 })
    })
  },
})
`

const PAUSE = `export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
`

/** Its folder; the strategy is strategies/slow.ts. */
export function project({ pauseMs = 40 }: { readonly pauseMs?: number } = {}): string {
  const folder = scratch()
  mkdirSync(join(folder, 'strategies'))
  mkdirSync(join(folder, 'lib'))
  writeFileSync(join(folder, 'strategies/slow.ts'), STRATEGY.replace('PAUSE_MS', String(pauseMs)))
  writeFileSync(join(folder, 'lib/pause.ts'), PAUSE)
  return folder
}

/** The command that sweeps it. */
export function sweepOf({ hold = '1:100' }: { readonly hold?: string } = {}): string[] {
  return ['sweep', 'strategies/slow.ts', '--data', join(root, 'data/sp500.csv'), '--param', `hold=${hold}`, '--json']
}
