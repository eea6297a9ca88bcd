/** The checks of the documentation catch what they should. */
import { expect, test } from 'vitest'
import { anchorsOf, blocksOf, figuresOf, linksOf, printLike, type Block } from './markdown.ts'
import { missingLine, runBlocks, typeErrors } from './run-block.ts'

const PAGE = `# A title: with \`code\`, twice

See [a](b.md#c), [web](https://example.org) and \`[not](a-link.md)\`.

\`\`\`ts run
const a = 1
\`\`\`

## Again
## Again

\`\`\`sh
[not](either.md)
\`\`\`
Up to <!-- figure: engine.x -->1,234.5<!-- /figure --> or <!-- figure: engine.x ratio 1e6 -->2<!-- /figure -->.
`

test('blocks have a language, flags and the line of their code', () => {
  expect(blocksOf('p.md', PAGE)).toEqual([
    { page: 'p.md', line: 6, language: 'ts', flags: ['run'], code: 'const a = 1\n' },
    { page: 'p.md', line: 13, language: 'sh', flags: [], code: '[not](either.md)\n' },
  ])
})

test('links are found in prose only, without the web', () => {
  expect(linksOf(PAGE)).toEqual([{ line: 3, path: 'b.md', anchor: 'c' }])
})

test('anchors are as on GitHub', () => {
  expect(anchorsOf(PAGE)).toEqual(['a-title-with-code-twice', 'again', 'again-1'])
})

test('figures are compared at the precision they are printed with', () => {
  const [first, second] = figuresOf(PAGE)
  expect(first).toMatchObject({ line: 15, id: 'engine.x', field: 'value', printed: '1,234.5' })
  expect(first && printLike(first, 1234.46)).toBe('1,234.5')
  expect(first && printLike(first, 1234.56)).toBe('1,234.6')
  expect(second).toMatchObject({ field: 'ratio', scale: 1e6 })
  expect(second && printLike(second, 1_999_999)).toBe('2')
})

const block = (language: string, flags: string[], code: string): Block => ({ page: 'p.md', line: 1, language, flags, code })

test('code that does not compile names its page and line', () => {
  const wrong = { ...block('ts', [], 'export const a: number = "1"\n'), line: 7 }
  expect(typeErrors([block('ts', [], 'const a = 1\n'), wrong])).toMatch(/p_md-7\.ts\(7,14\): error TS2322/)
  expect(typeErrors([block('ts', [], 'const unused = 1\n')])).toBe('')
})

test('a block of a handler has its names, and is held to their types', () => {
  const right = block('ts', ['handler'], 'stock.buy({ qty: 1 })\n')
  const wrong = { ...block('ts', ['handler'], 'stock.buy({ qty: "1" })\n'), line: 5 }
  const errors = typeErrors([right, wrong])
  expect(errors).toContain('p_md-5.ts(5,13): error TS2322')
  expect(errors).not.toContain('p_md-1.ts')
})

test('a command that fails names its page and line, and stops the page', () => {
  expect(runBlocks([block('sh', ['run'], 'false\ntrue\n')])).toContain('p.md:1 does not run')
  expect(runBlocks([block('ts', ['run'], "throw new Error('no')")])).toContain('p.md:1 does not run')
})

test('commands of one page share a folder and find the data', () => {
  const made = block('sh', ['run'], 'test -f data/sp500.csv\necho made > a.txt')
  const read = block('ts', ['run'], "import { readFileSync } from 'node:fs'\nconsole.log(readFileSync('a.txt', 'utf8'))")
  expect(runBlocks([made, read, block('text', ['output'], 'made')])).toBe(undefined)
  expect(runBlocks([made, read, block('text', ['output'], 'unmade')])).toContain('does not print "unmade"')
})

test('an output may leave out what changes', () => {
  expect(missingLine('a  b\n\nran in … ms', 'x\na b\nran in 12 ms')).toBe(undefined)
  expect(missingLine('ran in … s', 'ran in 12 ms')).toBe('ran in … s')
})
