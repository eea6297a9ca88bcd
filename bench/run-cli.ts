/** Runs the command line of Lockstep as a person does, a process from its start to its end, and learns its peak memory. */
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../apps/cli/main.ts')
const TELL_PEAK = join(import.meta.dirname, 'tell-peak.ts')
/** Where the process tells its peak. */
export const PEAK_FD = 3

/** Standard output goes to the file at `out`; returns the peak of the resident memory, bytes. */
export async function runCli(args: readonly string[], out: string): Promise<number> {
  const file = openSync(out, 'w')
  try {
    const command = ['--conditions=source', '--import', TELL_PEAK, MAIN, ...args]
    const child = spawn(process.execPath, command, { stdio: ['ignore', file, 'inherit', 'pipe'] })
    let peak = ''
    child.stdio[PEAK_FD]!.on('data', (part: Buffer) => {
      peak += part.toString()
    })
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (code !== 0) throw new Error(`lockstep ${args.join(' ')} ended with ${String(code)}`)
    return Number(peak)
  } finally {
    closeSync(file)
  }
}
