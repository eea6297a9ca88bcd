import { expect, test } from 'vitest'
import { lockFaults, type Lock } from '../../tools/check-lock.ts'

const entry = { version: '1.0.0', resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz', integrity: 'sha512-x' }
const sound: Lock = {
  packages: {
    '': { optionalDependencies: { 'a-linux': '1.0.0' } },
    'node_modules/a': { ...entry, optionalDependencies: { 'a-linux': '1.0.0', 'a-darwin': '1.0.0' } },
    'node_modules/a-linux': entry,
    'node_modules/a/node_modules/a-darwin': entry,
    'node_modules/b/node_modules/@c/d': { ...entry, optionalDependencies: { 'a-linux': '1.0.0' } },
  },
}

test('a lock with every platform, nested or above, is sound', () => {
  expect(lockFaults(sound, { dependencies: { a: '1.0.0', b: '1.5.5-r.5' } })).toEqual([])
})

test('a platform that the lock lacks is named', () => {
  const packages = { ...sound.packages }
  delete (packages as Record<string, unknown>)['node_modules/a/node_modules/a-darwin']
  expect(lockFaults({ packages }, {})).toEqual([expect.stringContaining('node_modules/a wants a-darwin')])
})

test('a platform nested under a stranger does not count', () => {
  const packages = { 'node_modules/a': { ...entry, optionalDependencies: { x: '1' } }, 'node_modules/b/node_modules/x': entry }
  expect(lockFaults({ packages }, {})).toHaveLength(1)
})

test.each(['^1.0.0', '1.x', 'latest', '>=1.0.0', 'git+ssh://x'])('the version %s is not exact', (version) => {
  expect(lockFaults(sound, { devDependencies: { a: version } })).toEqual([expect.stringContaining('exact version')])
})

test('an address elsewhere and a missing hash are named', () => {
  const { integrity: _, ...bare } = { ...entry, resolved: 'https://npm.example.org/a.tgz' }
  expect(lockFaults({ packages: { 'node_modules/a': bare } }, {})).toEqual([
    expect.stringContaining('comes from https://npm.example.org'),
    expect.stringContaining('no integrity hash'),
  ])
})

test('an install script must be listed as not run', () => {
  const lock = { packages: { 'node_modules/@a/b': { ...entry, hasInstallScript: true } } }
  expect(lockFaults(lock, {})).toEqual([expect.stringContaining('runs a script')])
  expect(lockFaults(lock, { allowScripts: { '@a/b': true } })).toHaveLength(1)
  expect(lockFaults(lock, { allowScripts: { '@a/b': false } })).toEqual([])
})
