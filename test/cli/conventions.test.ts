/** Other tools' figures, a risk-free rate and what may be chance, on the command line and from the front door. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backtest, barSeries, readBarFile, type ReportDocument } from '../../src/index.ts'
import smaCross from '../../examples/sma-cross.ts'
import { bundled, example, lockstep, scratch } from './cli.ts'

const run = ['backtest', example('sma-cross'), '--data', bundled, '--calendar', 'XNYS', '--no-save', '--progress', 'none']

test('--convention prints another tool beside ours, in text, JSON and CSV alike', async () => {
  const csv = join(scratch(), 'tables')
  mkdirSync(csv)
  const [text, json] = await Promise.all([
    lockstep([...run, '--convention', 'quantstats', '--csv', csv]),
    lockstep([...run, '--convention', 'quantstats', '--json']),
  ])
  expect([text.exit, json.exit]).toEqual([0, 0])
  const document = JSON.parse(json.out) as ReportDocument
  const serenity = document.conventionFigures?.find(({ id }) => id === 'quantstats.serenity')
  expect(serenity).toMatchObject({ label: 'Serenity Index', value: expect.any(Number) as number, differs: 'We have none.' })
  expect(text.out).toMatch(/Serenity Index +-?\d+\.\d+ +We have none\./)
  expect(readFileSync(join(csv, 'convention.csv'), 'utf8')).toContain(`quantstats.serenity,Serenity Index,ratio,${serenity?.value}`)
})

test('--risk-free lowers the ratios, is said, and is part of what a run is', async () => {
  const [without, given] = (await Promise.all([lockstep([...run, '--json']), lockstep([...run, '--json', '--risk-free', '0.02'])])).map(
    ({ out }) => JSON.parse(out) as ReportDocument,
  )
  const sharpe = (d: ReportDocument | undefined): number => d?.statistics.all.find(({ id }) => id === 'sharpe')?.value ?? Number.NaN
  expect(sharpe(given)).toBeLessThan(sharpe(without))
  expect([without?.run.riskFree, given?.run.riskFree]).toEqual([0, 0.02])
  expect(given?.robustness).toMatchObject({ reason: null, paths: 500 })
})

test('the front door makes them when it is asked to', async () => {
  const data = barSeries(await readBarFile(bundled), { id: 'SP500.US', calendar: 'XNYS' })
  expect(backtest(smaCross, { data })).not.toHaveProperty('robustness')
  const asked = backtest(smaCross, { data, report: { robustness: { paths: 50 }, convention: 'lean', riskFree: 0.01 } })
  expect(asked).toMatchObject({ convention: 'lean', robustness: { paths: 50 }, run: { riskFree: 0.01 } })
  expect(() => backtest(smaCross, { data, report: { convention: 'laen' } })).toThrow('did you mean lean?')
  expect(() => backtest(smaCross, { data, report: { riskFree: 2 } })).toThrow('as a fraction between -1 and 1, was 2')
})
