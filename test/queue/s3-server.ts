/** A small server that speaks as much of S3 as a store needs, and checks every signature by the published rules (AWS Signature Version 4). */
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface S3Account {
  readonly keyId: string
  readonly secret: string
  readonly region: string
}

export class S3Server {
  /** Objects by path, `bucket/key`. */
  readonly objects = new Map<string, Buffer>()
  /** Answers that were refusals, by their code. */
  readonly refused: string[] = []
  /** Requests that are answered with 503 before others are answered. */
  busy = 0
  private readonly account: S3Account
  private readonly server: Server

  private constructor(account: S3Account) {
    this.account = account
    this.server = createServer((request, response) => void this.serve(request, response))
  }

  static async start(account: S3Account): Promise<S3Server> {
    const store = new S3Server(account)
    store.server.listen(0, '127.0.0.1')
    await once(store.server, 'listening')
    onTestFinished(() => {
      store.server.closeAllConnections()
      store.server.close()
    })
    return store
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body = Buffer.alloc(0) } = await this.answer(request)
    response.writeHead(status, { 'content-length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  private async answer(request: IncomingMessage): Promise<{ readonly status: number; readonly body?: Buffer }> {
    const body = Buffer.concat(await request.toArray())
    if (this.busy > 0) {
      this.busy--
      return this.refuse(503, 'SlowDown')
    }
    const fault = signatureFault(request, body, this.account)
    if (fault !== null) return this.refuse(403, fault)
    const path = decodeURIComponent(request.url!.slice(1))
    const held = this.objects.get(path)
    if (request.method === 'PUT') {
      this.objects.set(path, body)
      return { status: 200 }
    }
    if (request.method === 'DELETE') {
      this.objects.delete(path)
      return { status: 204 }
    }
    return held === undefined ? { status: 404 } : { status: 200, body: held }
  }

  private refuse(status: number, code: string): { readonly status: number; readonly body: Buffer } {
    this.refused.push(code)
    return { status, body: Buffer.from(`<Error><Code>${code}</Code></Error>`) }
  }
}

/** The code of what is wrong with a request's signature; null for nothing. */
function signatureFault({ method, url, headers }: IncomingMessage, body: Buffer, { keyId, secret, region }: S3Account): string | null {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (given === null) return 'AuthorizationHeaderMalformed'
  const [, id, day = '', where, names = '', signature] = given
  if (id !== keyId) return 'InvalidAccessKeyId'
  if (where !== region) return 'AuthorizationHeaderMalformed'
  const content = String(headers['x-amz-content-sha256'])
  if (method === 'PUT' && content !== hex(body)) return 'XAmzContentSHA256Mismatch'
  const [path = '', query = ''] = url!.split('?')
  const signed = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const asked = [method, path, query, signed.join(''), names, content].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hex(asked)].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>((k, text) => hmac(k, text), Buffer.from(`AWS4${secret}`))
  return hmac(key, toSign).toString('hex') === signature && names.includes('host') ? null : 'SignatureDoesNotMatch'
}

function hex(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
