/** Loaded before a program that is measured from outside: as it ends it tells the peak of its memory. */
import { writeSync } from 'node:fs'
import { rssPeak } from './collections.ts'
import { PEAK_FD } from './run-cli.ts'

process.once('exit', () => void writeSync(PEAK_FD, String(rssPeak())))
