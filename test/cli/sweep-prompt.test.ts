/** The question before a long sweep, with a terminal that is made up. */
import { afterEach, expect, test, vi } from 'vitest'
import type { SweepEstimate } from '../../src/index.ts'
import { Screen } from '../../apps/cli/screen.ts'
import { choosePart, mayAsk, type Choice } from '../../apps/cli/sweep-prompt.ts'

const estimate: SweepEstimate = { trials: 1200, runs: 1200, runMs: 1000, workers: 2, seconds: 600 }

/** What comes of lines that are typed, and what was printed; after the last of them the terminal is closed. */
async function typing(...lines: string[]): Promise<{ readonly choice: Choice; readonly printed: string }> {
  let printed = ''
  const print = (text: string): void => void (printed += text)
  const choice = await choosePart(estimate, { print, ask: async () => lines.shift() ?? null })
  return { choice, printed }
}

test('each offer says how long it takes and which flags say the same', async () => {
  const { printed } = await typing('')
  expect(printed).toContain('about 0:10:00: at most 1 200 trials, 2 at a time')
  expect(printed).toMatch(/ 1 +the first half +about 0:05:00 +--data-frac 0.5\n/)
  expect(printed).toMatch(/ 3 +the last quarter +about 0:02:30 +--data-frac 0.25 --portion 4\n/)
})

test.each([
  [[''], {}],
  [['1'], { part: { share: 0.5 } }],
  [['3'], { part: { share: 0.25, number: 4 } }],
  [['q'], 'none'],
  [[], 'none'],
  [['0', 'half', '5', '1.5', '4'], { part: { share: 0.1 } }],
] as const)('of %j it makes %j', async (lines, choice) => {
  expect((await typing(...lines)).choice).toEqual(choice)
})

test('what is no answer is said, and asked again', async () => {
  expect((await typing('yes', '')).printed).toContain('Expected Enter, 1 to 4 or q, was yes.')
})

afterEach(() => vi.unstubAllEnvs())

test('a person at a terminal is asked, and nobody else', () => {
  vi.stubEnv('CI', undefined)
  const streams = [process.stdin, process.stdout, process.stderr]
  const before = streams.map((stream) => Object.getOwnPropertyDescriptor(stream, 'isTTY'))
  const terminal = (...are: readonly boolean[]): void => {
    for (const [k, stream] of streams.entries()) Object.defineProperty(stream, 'isTTY', { value: are[k], configurable: true })
  }
  try {
    terminal(true, true, true)
    expect(mayAsk(new Screen({}), {})).toBe(true)
    for (const [screen, flags] of [[{ json: true }, {}] as const, [{ quiet: true }, {}] as const, [{}, { input: false }] as const]) {
      expect(mayAsk(new Screen(screen), flags)).toBe(false)
    }
    vi.stubEnv('CI', 'true')
    expect(mayAsk(new Screen({}), {})).toBe(false)
    vi.stubEnv('CI', undefined)
    for (const missing of [0, 1, 2]) {
      terminal(missing !== 0, missing !== 1, missing !== 2)
      expect(mayAsk(new Screen({}), {})).toBe(false)
    }
  } finally {
    for (const [k, stream] of streams.entries()) {
      const own = before[k]
      if (own === undefined) Reflect.deleteProperty(stream, 'isTTY')
      else Object.defineProperty(stream, 'isTTY', own)
    }
  }
})
