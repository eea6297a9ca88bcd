/** Objects in a bucket of anything that speaks S3. Its address is by path, as servers of one's own take it. */
import { LockstepError } from '../../base/error.ts'
import { installed } from './installed.ts'
import { placeOf, type ObjectStore } from './object-store.ts'

/** The least speed at which an object comes in time: 800 MB take a quarter of an hour. */
const REQUEST_MS_MAX = 900_000
/** Answers of 429 and 5xx are asked again so often, each time after twice the wait; some seconds in all. */
const RETRIES = 6

/** @throws LockstepError E_QUEUE for an address that is none, and where credentials or the package are missing */
export async function openS3Store(address: string): Promise<ObjectStore> {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/*$/.exec(address)
  if (match === null) throw fault(`expected a store such as s3://bucket/prefix, was ${address}`, 'Name a bucket.')
  const { AwsClient } = await installed('aws4fetch', () => import('aws4fetch'))
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1'
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'] ?? `https://s3.${region}.amazonaws.com`
  const sessionToken = process.env['AWS_SESSION_TOKEN']
  const client = new AwsClient({
    accessKeyId: variable('AWS_ACCESS_KEY_ID'),
    secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken !== undefined && { sessionToken }),
    service: 's3',
    region,
    retries: RETRIES,
  })
  const [, bucket = '', prefix = ''] = match
  const folders = prefix === '' ? [] : prefix.split('/')
  const base = [endpoint.replace(/\/+$/, ''), bucket, ...folders.map(encodeURIComponent)].join('/')
  return new S3Store({ address, base, fetch: (url, init) => client.fetch(url, init) })
}

interface S3Parts {
  readonly address: string
  readonly base: string
  /** Signs and sends. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
}

class S3Store implements ObjectStore {
  readonly address: string
  private readonly parts: S3Parts

  constructor(parts: S3Parts) {
    this.address = parts.address
    this.parts = parts
  }

  async put(sha256: string, bytes: Uint8Array, replace = false): Promise<void> {
    if (!replace) {
      const there = await this.ask('HEAD', sha256)
      if (there.ok && Number(there.headers.get('content-length')) === bytes.byteLength) return
    }
    // The server refuses bytes of another hash. Memory that threads share cannot be sent as it is.
    const response = await this.ask('PUT', sha256, new Uint8Array(bytes))
    if (!response.ok) throw await this.refused('store', sha256, response)
  }

  async get(sha256: string): Promise<Uint8Array | null> {
    const response = await this.ask('GET', sha256)
    if (response.status === 404) return null
    if (!response.ok) throw await this.refused('fetch', sha256, response)
    return new Uint8Array(await this.reached(sha256, () => response.arrayBuffer()))
  }

  async remove(sha256: string): Promise<void> {
    const response = await this.ask('DELETE', sha256)
    if (!response.ok && response.status !== 404) throw await this.refused('remove', sha256, response)
  }

  private async ask(method: string, sha256: string, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
    const headers = body === undefined ? {} : { 'x-amz-content-sha256': sha256 }
    const signal = AbortSignal.timeout(REQUEST_MS_MAX)
    const url = `${this.parts.base}/${placeOf(sha256)}`
    return this.reached(sha256, () => this.parts.fetch(url, { method, headers, signal, ...(body !== undefined && { body }) }))
  }

  private async reached<T>(sha256: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      const { message, cause: inner } = cause as Error
      const why = (inner as NodeJS.ErrnoException | undefined)?.code ?? message
      throw fault(
        `expected to reach ${this.address} for the object ${sha256} at ${new URL(this.parts.base).origin}, could not (${why})`,
        'Check AWS_ENDPOINT_URL_S3 and the network.',
        cause,
      )
    }
  }

  private async refused(what: string, sha256: string, response: Response): Promise<LockstepError> {
    const code = /<Code>(.*?)<\/Code>/.exec(await response.text().catch(() => ''))?.[1]
    return fault(
      `expected to ${what} the object ${sha256} in ${this.address}, the store answered ${response.status}${code === undefined ? '' : ` ${code}`}`,
      'Check the bucket, AWS_REGION and what the credentials may do.',
    )
  }
}

function variable(name: string): string {
  const value = process.env[name]
  if (value !== undefined && value !== '') return value
  throw fault(`expected credentials for the store in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ${name} is not set`, 'Set both.')
}

function fault(message: string, hint: string, cause?: unknown): LockstepError {
  return new LockstepError('E_QUEUE', message, hint, cause)
}
