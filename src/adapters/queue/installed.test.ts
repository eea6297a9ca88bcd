import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installed } from './installed.ts'

const root = join(import.meta.dirname, '../../..')
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Readonly<Record<string, string>>
}

test.each([
  ['bullmq', ['bullmq', 'ioredis']],
  ['ioredis', ['bullmq', 'ioredis']],
  ['aws4fetch', ['aws4fetch']],
] as const)('without %s one sentence says what to install, in the versions that are tested here', async (name, needed) => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
  await expect(installed(name, () => Promise.reject(missing))).rejects.toMatchObject({
    code: 'E_QUEUE',
    message: `expected the package ${name} beside Lockstep, it is not installed`,
    hint: `Run npm install ${needed.map((one) => `${one}@${devDependencies[one]}`).join(' ')}.`,
  })
})

test('what a package itself throws is not taken for that', async () => {
  await expect(installed('bullmq', () => Promise.reject(new Error('of its own')))).rejects.toThrow('of its own')
})
