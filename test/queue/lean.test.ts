/** Bars of a LEAN folder on another machine: the hours that the folder says travel with them. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tinyFolder } from '../lean/tiny-folder.ts'
import { Machine, MS_MAX } from './machine.ts'
import { noRedis, RedisServer } from './redis-server.ts'

const minutes = Array.from({ length: 390 }, (_, i) => `${34_200_000 + i * 60_000},1674100,1674900,1674000,1674${200 + (i % 7)},300`)

const strategy = `import { instrument, int, strategy, timeframe } from 'lockstep'
export default strategy({
  name: 'buy',
  params: { market: instrument('SPY'), every: timeframe('1m'), qty: int(1) },
  setup({ params, market, on }) {
    const traded = market(params.market)
    on(traded.bars(params.every), () => traded.position.qty === 0 && traded.buy({ qty: params.qty }))
  },
})
`

test.skipIf(noRedis)(
  'a LEAN folder is swept over a queue as it is on one machine',
  async () => {
    const redis = await RedisServer.start()
    const folder = await tinyFolder({ 'equity/usa/minute/spy/20131007_trade.zip': { 'spy.csv': minutes.join('\n') } })
    await writeFile(join(folder, 'buy.ts'), strategy)
    const data = ['--data', 'lean:.', '--instrument', 'SPY', '--timeframe', '1m', '--adjust', 'raw']
    const sweep = ['sweep', 'buy.ts', ...data, '--param', 'qty=1:9', '--objective', 'totalReturn', '--no-save', '--json']
    const worker = Machine.start(['worker', '--queue', redis.address, '--threads', '1'])
    const there = Machine.start([...sweep, '--queue', redis.address], { folder })
    expect(await there.ended, `${there.err}\n${worker.err}`).toEqual({ exit: 0, signal: null })
    const here = Machine.start(sweep, { folder })
    expect(await here.ended, here.err).toEqual({ exit: 0, signal: null })
    expect(there.out === here.out).toBe(true)
    expect(there.out).toContain('"ranked":9')
  },
  MS_MAX,
)
