/** Where machines leave objects for each other: a folder and a bucket, the same to whoever uses them. */
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { FolderStore } from '../../src/adapters/queue/folder-store.ts'
import { ObjectCache } from '../../src/adapters/queue/object-cache.ts'
import { fetchObject, openStore, placeOf, sha256Of, type ObjectStore } from '../../src/adapters/queue/object-store.ts'
import { scratch } from './machine.ts'
import { S3Server, type S3Account } from './s3-server.ts'

const account: S3Account = { keyId: 'TESTKEY', secret: 'a secret/with+signs', region: 'eu-central-1' }
const bytes = new Float64Array(new SharedArrayBuffer(8000)).fill(1 / 3)
const content = new Uint8Array(bytes.buffer)
const name = sha256Of(content)

async function s3(): Promise<{ readonly server: S3Server; readonly store: ObjectStore }> {
  const server = await S3Server.start(account)
  vi.stubEnv('AWS_ENDPOINT_URL_S3', server.endpoint)
  vi.stubEnv('AWS_ACCESS_KEY_ID', account.keyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', account.secret)
  vi.stubEnv('AWS_REGION', account.region)
  return { server, store: await openStore('s3://research/lock step') }
}

/** A store, and a way to change what lies in it under the name. */
interface Opened {
  readonly store: ObjectStore
  readonly damage: (bytes: Uint8Array) => void
}

async function folder(): Promise<Opened> {
  const path = scratch()
  return { store: await openStore(path), damage: (other) => writeFileSync(join(path, placeOf(name)), other) }
}

async function bucket(): Promise<Opened> {
  const { server, store } = await s3()
  return { store, damage: (other) => void server.objects.set(`research/lock step/${placeOf(name)}`, Buffer.from(other)) }
}

beforeEach(() => void vi.unstubAllEnvs())

describe.each([
  ['a folder', folder],
  ['a bucket', bucket],
])('%s', (_, open) => {
  test('gives what it was given, and nothing for what it was not', async () => {
    const { store } = await open()
    expect(await store.get(name)).toBe(null)
    await store.put(name, content)
    await store.put(name, content)
    expect(Buffer.from((await store.get(name))!).equals(content)).toBe(true)
    await store.remove(name)
    await store.remove(name)
    expect(await store.get(name)).toBe(null)
  })

  test('a damaged object is named, asked for again, and stored again when it is replaced', async () => {
    const { store, damage } = await open()
    const notes: string[] = []
    await store.put(name, content)
    damage(new Uint8Array(8000))
    await expect(fetchObject(store, name, (text) => notes.push(text))).rejects.toMatchObject({ code: 'E_DATA_CORRUPT' })
    expect(notes).toEqual([expect.stringContaining(`object ${name} in ${store.address} is damaged: its 8000 bytes`)])
    // One of another size is seen by whoever stores it.
    damage(new Uint8Array(80))
    await store.put(name, content)
    expect(sha256Of(await fetchObject(store, name, () => {}))).toBe(name)
  })
})

test('a bucket is asked again when it is busy, and refuses whoever signs with another secret', async () => {
  const { server, store } = await s3()
  server.busy = 2
  await store.put(name, content)
  expect(server.refused).toEqual(['SlowDown', 'SlowDown'])
  expect([...server.objects.keys()]).toEqual([`research/lock step/${placeOf(name)}`])
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another')
  const other = await openStore('s3://research')
  await expect(other.put(name, content)).rejects.toMatchObject({
    code: 'E_QUEUE',
    message: expect.stringContaining('the store answered 403 SignatureDoesNotMatch') as string,
  })
})

test('a prefix is taken as it is written', async () => {
  const { server } = await s3()
  const store = await openStore('s3://research/a#b+c?d/50%/e')
  await store.put(name, content)
  expect([...server.objects.keys()]).toEqual([`research/a#b+c?d/50%/e/${placeOf(name)}`])
  expect((await store.get(name))?.length).toBe(content.length)
})

test('a bucket that is none, is not there or has no credentials is one sentence', async () => {
  await expect(openStore('s3://')).rejects.toMatchObject({ code: 'E_QUEUE', message: expect.stringContaining('s3://bucket') as string })
  vi.stubEnv('AWS_ACCESS_KEY_ID', '')
  await expect(openStore('s3://research')).rejects.toMatchObject({
    message: expect.stringContaining('AWS_ACCESS_KEY_ID is not set') as string,
  })
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:2')
  const store = await openStore('s3://research')
  await expect(store.get(name)).rejects.toMatchObject({ code: 'E_QUEUE', message: expect.stringContaining('(ECONNREFUSED)') as string })
})

test('a folder loses what nobody used for the longest time, and nothing that is no object', async () => {
  const folder = scratch()
  const store = new FolderStore(folder, pathToFileURL(folder).href)
  writeFileSync(join(folder, 'notes.txt'), 'of somebody else')
  const parts = [1, 2, 3].map((value) => new Uint8Array(1000).fill(value))
  for (const [k, part] of parts.entries()) {
    await store.put(sha256Of(part), part)
    utimesSync(join(folder, placeOf(sha256Of(part))), 1000 + k, 1000 + k)
  }
  await store.touch(sha256Of(parts[0]!))
  await store.trim({ bytesMax: 2500 })
  expect(await store.get(sha256Of(parts[1]!))).toBe(null)
  await store.trim({ unusedMsMax: 60_000 })
  expect(await store.get(sha256Of(parts[2]!))).toBe(null)
  expect(await store.get(sha256Of(parts[0]!))).not.toBe(null)
  expect(readdirSync(folder)).toContain('notes.txt')
})

test('a cache asks its store once, and again when its copy is damaged', async () => {
  const [folder, kept] = [scratch(), scratch()]
  const store = await openStore(folder)
  await store.put(name, content)
  const asked: string[] = []
  const counting: ObjectStore = {
    address: store.address,
    put: (sha256, part) => store.put(sha256, part),
    remove: (sha256) => store.remove(sha256),
    get: (sha256) => {
      asked.push(sha256)
      return store.get(sha256)
    },
  }
  const cache = new ObjectCache(kept, () => {})
  await cache.get(name, counting)
  await cache.get(name, counting)
  expect(asked).toEqual([name])
  const copy = join(kept, placeOf(name))
  writeFileSync(copy, readFileSync(copy).fill(0, 0, 8))
  expect(sha256Of(await cache.get(name, counting))).toBe(name)
  expect(asked).toEqual([name, name])
})
