/**
 * What a strategy's code touches outside the run, from its load on. Data files of the run are shown as they were at the run's present;
 * everything else is let through and noted: other files and folders, JSON that is imported, databases, sockets, names of hosts, processes,
 * threads and native modules. It shows what a strategy reads; code that means to hide it can.
 */
import childProcess from 'node:child_process'
import dgram from 'node:dgram'
import dns from 'node:dns'
import fs, { realpathSync } from 'node:fs'
import { registerHooks, syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import workerThreads from 'node:worker_threads'
import type { Touched } from 'lockstep'
import type { PresentFiles } from './present-files.ts'

type Functions = Record<string, (...given: unknown[]) => unknown>

const byPath = [
  'readFileSync',
  'readFile',
  'openSync',
  'open',
  'createReadStream',
  'openAsBlob',
  'copyFileSync',
  'copyFile',
  'cpSync',
  'cp',
  'statSync',
  'stat',
  'lstatSync',
  'lstat',
  'readdirSync',
  'readdir',
  'opendirSync',
  'opendir',
  'readlinkSync',
  'readlink',
] as const
const byPathLater = ['readFile', 'open', 'copyFile', 'cp', 'stat', 'lstat', 'readdir', 'opendir', 'readlink'] as const
/** By a pattern, which is told as it is. */
const byGlob = ['glob', 'globSync'] as const
const TOUCHED_MAX = 1000

export class Outside {
  /** Epoch ms. */
  present: number = Infinity
  private readonly files: PresentFiles
  private readonly allowed: ReadonlySet<string>
  private readonly found = new Map<string, boolean>()
  private watching = false
  /** While we read ourselves. */
  private busy = false

  constructor(files: PresentFiles, allowed: readonly string[]) {
    this.files = files
    this.allowed = new Set(allowed.map((path) => realPath(path)))
  }

  get touched(): readonly Touched[] {
    return [...this.found].map(([what, known]) => ({ what, known }))
  }

  /** From here on. */
  watch(): void {
    if (this.watching) return
    this.watching = true
    this.watchFiles()
    this.watchRest()
    syncBuiltinESMExports()
  }

  private watchFiles(): void {
    const files = fs as unknown as Functions
    const later = fs.promises as unknown as Functions
    for (const name of byPath) this.wrap(files, name, (given) => this.redirect(given))
    for (const name of byPathLater) this.wrap(later, name, (given) => this.redirect(given))
    const allowed = this.allowed as Set<string>
    registerHooks({
      resolve: (specifier, context, next) => {
        if (specifier === 'node:sqlite') this.note('a database', false)
        return next(specifier, context)
      },
      load: (url, context, next) => {
        if (!url.startsWith('file:')) return next(url, context)
        const path = realPath(fileURLToPath(url))
        const isData = context.importAttributes?.['type'] !== undefined || /\.json$/i.test(path)
        if (isData && !allowed.has(path)) this.note(path, false)
        // What the loader reads to run it is code.
        allowed.add(path)
        return next(url, context)
      },
    })
  }

  private watchRest(): void {
    const noting = (what: string) => (given: unknown[]) => {
      this.note(`${what} ${textOf(given[0])}`.trim(), false)
      return given
    }
    for (const name of byGlob) this.wrap(fs as unknown as Functions, name, noting('files'))
    this.wrap(fs.promises as unknown as Functions, 'glob', noting('files'))
    this.wrap(process as unknown as Functions, 'loadEnvFile', (given) => this.redirect(given.length === 0 ? ['.env'] : given))
    this.wrap(process as unknown as Functions, 'binding', noting('process.binding'))
    for (const names of [dns, dns.promises] as unknown as Functions[]) {
      for (const name of Object.keys(names).filter((key) => /^(lookup|resolve|reverse)/.test(key)))
        this.wrap(names, name, noting('name of'))
    }
    const processes = childProcess as unknown as Functions
    for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
      this.wrap(processes, name, noting('process'))
    this.wrap(net.Socket.prototype as unknown as Functions, 'connect', noting('socket'))
    this.wrap(dgram as unknown as Functions, 'createSocket', noting('socket'))
    this.wrap(globalThis as unknown as Functions, 'fetch', noting('fetch'))
    this.wrap(process as unknown as Functions, 'dlopen', (given) => noting('native module')(given.slice(1)) && given)
    workerThreads.Worker = watchedClass(workerThreads.Worker, noting('thread'))
    globalThis.WebSocket = watchedClass(globalThis.WebSocket, noting('socket'))
  }

  private wrap(object: Functions, name: string, change: (given: unknown[]) => unknown[]): void {
    const real = object[name]!
    object[name] = Object.assign(function (this: unknown, ...given: unknown[]): unknown {
      return Reflect.apply(real, this, change(given))
    }, real)
  }

  /** A data file of the run becomes what it was at the present; a read of anything else is noted. */
  private redirect(given: unknown[]): unknown[] {
    const [path, how] = given
    const name = textOf(path)
    if (this.busy || name === '' || (typeof how === 'string' && /^[wa]x?$/.test(how))) return given
    this.busy = true
    try {
      const real = realPath(name)
      const instead = this.files.at(real, this.present)
      if (typeof instead === 'string') {
        this.note(real, true)
        return [instead, ...given.slice(1)]
      }
      if (!this.allowed.has(real) && fs.existsSync(real)) this.note(real, false)
      return given
    } finally {
      this.busy = false
    }
  }

  private note(what: string, known: boolean): void {
    if (!this.found.has(what) && this.found.size < TOUCHED_MAX) this.found.set(what, known)
  }
}

function watchedClass<T extends new (...given: never[]) => object>(made: T, change: (given: unknown[]) => unknown[]): T {
  return new Proxy(made, { construct: (target, given, as) => Reflect.construct(target, change(given), as) as object })
}

/** A path, an address, or what else may name a thing; '' for a number, which names an open file. */
function textOf(name: unknown): string {
  if (name instanceof URL) return name.protocol === 'file:' ? fileURLToPath(name) : name.href
  if (Buffer.isBuffer(name)) return name.toString()
  if (typeof name === 'string') return name.startsWith('file://') ? fileURLToPath(name) : name
  return ''
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
