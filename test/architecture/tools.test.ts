import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { markdownTable } from '../../tools/markdown-table.ts'
import { readMarked, writeMarked } from '../../tools/marked-text.ts'

test('marked text is read and replaced, and nothing around it', () => {
  const page = 'before\n<!-- a -->\n\n<!-- /a -->\nafter $1\n'
  const written = writeMarked(page, 'a', 'new $1\n')
  expect(written).toBe('before\n<!-- a -->\n\nnew $1\n\n<!-- /a -->\nafter $1\n')
  expect(readMarked(written, 'a')).toBe('new $1\n')
  expect(writeMarked(written, 'a', 'newer\n')).toBe('before\n<!-- a -->\n\nnewer\n\n<!-- /a -->\nafter $1\n')
})

test('a page without the marks is an error that names them', () => {
  expect(readMarked('nothing', 'a')).toBe(undefined)
  expect(() => writeMarked('nothing', 'a', 'x')).toThrow('<!-- a -->')
})

test('a table is aligned', () => {
  expect(markdownTable(['a', 'long'], [['first', 'b']])).toBe('| a     | long |\n| ----- | ---- |\n| first | b    |\n')
})

test('verify refuses to skip a step it does not have, and runs none', () => {
  const { status, stdout, stderr } = spawnSync('node', ['tools/verify.ts', '--skip', 'typos'], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('lock, types, lint')
})
