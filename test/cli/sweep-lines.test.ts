/** Indicators that the trials of `lockstep sweep` share: what is told of them, where they are kept, and that nothing else hangs on them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundled, example, lockstep, scratch } from './cli.ts'

const ranges = ['--param', 'fast=5:15:5', '--param', 'slow=20:60:20']
const sma = ['sweep', example('sma-cross'), '--data', bundled, ...ranges, '--json']

test('the share that they saved is told beside the document and on the page, and the document is the same without', async () => {
  const here = scratch()
  const shared = await lockstep([...sma, '--no-save', '--max-workers', '1', '--out', 'page.html'], { cwd: here })
  expect(shared.exit, shared.err).toBe(0)
  const said = '18 asked for: 12 found, 0 read from disk, 6 computed for all, 0 for one trial, 66.7 % of the rows saved'
  expect(shared.err.replaceAll(/\s+/g, ' ')).toContain(said)
  expect(readFileSync(join(here, 'page.html'), 'utf8')).toContain(said)
  expect(existsSync(join(here, '.lockstep'))).toBe(false)
  for (const flags of [
    ['--cache', 'off'],
    ['--cache', '1kb'],
    ['--cache-dir', 'kept'],
  ]) {
    const other = await lockstep([...sma, '--no-save', '--max-workers', '1', ...flags], { cwd: here })
    expect(other.out, other.err).toBe(shared.out)
    expect(other.err.includes('asked for')).toBe(!flags.includes('off'))
  }
  expect(existsSync(join(here, 'kept'))).toBe(true)
})

test.each([
  [['--cache', '512'], 'expected a size or off for --cache, was "512"'],
  [['--cache', '100gb'], 'bytes of memory for lines'],
  [['--cache', 'off', '--cache-dir', 'kept'], '--cache-dir without --cache off'],
  [['--cache', '1gb', '--queue', 'redis://127.0.0.1:1'], '--cache without --queue'],
])('%j is refused with a sentence', async (flags, sentence) => {
  const { exit, err } = await lockstep([...sma, '--no-save', ...flags], { cwd: scratch() })
  expect(exit).toBe(2)
  expect(err).toContain(sentence)
})
