/** Runs a script of this folder in a process of its own and returns the JSON that it prints. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** What it prints on stderr goes to ours. */
export async function runScript<T>(name: string, args: readonly string[], nodeOptions: readonly string[] = []): Promise<T> {
  const command = ['--conditions=source', '--expose-gc', ...nodeOptions, join(import.meta.dirname, name), ...args]
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`bench/${name} ${args.join(' ')} ended with ${String(code)}`)
  return JSON.parse(text) as T
}
