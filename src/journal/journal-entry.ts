import type { RunEnd, RunInfo } from '../model/ports.ts'
import { RECORD_WIDTH, type RecordBlock } from '../model/record.ts'
import type { Timestamp } from '../model/time.ts'
import type { EntryScan } from './entry-scan.ts'
import type { JournalTotals } from './journal-writer.ts'
import {
  END,
  HEADER,
  INPUT,
  INPUT_BAR_BYTES,
  INPUT_BAR_WIDTH,
  INPUT_HEAD_BYTES,
  MARK_BYTES,
  SEAL,
  STEP,
  STEP_HEAD_BYTES,
} from './layout.ts'

/**
 * What a journal holds, in the order it happened: one header, then inputs and steps, then one end, then one seal.
 * Columns are views of the reader's memory and good until the next entry is read.
 */
export type JournalEntry = HeaderEntry | InputEntry | StepEntry | EndEntry | SealEntry

export interface HeaderEntry {
  readonly kind: 'header'
  readonly entry: number
  readonly info: RunInfo
  /** What the front door gave, as JSON made of it. */
  readonly config: unknown
}

/** What is about to be stepped. */
export interface InputEntry {
  readonly kind: 'input'
  readonly entry: number
  readonly step: number
  readonly time: Timestamp
  readonly barCount: number
  /** INPUT_BAR_WIDTH doubles a bar: series index, then time, open, high, low, close, volume. Empty for a step of the clock. */
  readonly bars: Float64Array
}

/** What came of a step, or of several where the writer was handed several at once. */
export interface StepEntry {
  readonly kind: 'step'
  readonly entry: number
  readonly block: RecordBlock
}

export interface EndEntry {
  readonly kind: 'end'
  readonly entry: number
  readonly end: RunEnd
  readonly totals: JournalTotals
}

export interface SealEntry {
  readonly kind: 'seal'
  readonly entry: number
}

/** The entry a scan stands at, or undefined for a link, which is the scan's own affair. @throws LockstepError E_JOURNAL_CORRUPT */
export function decodeEntry(scan: EntryScan): JournalEntry | undefined {
  const entry = scan.sequence
  switch (scan.kind) {
    case INPUT:
      return decodeInput(scan)
    case STEP:
      return decodeStep(scan)
    case HEADER: {
      const { info, config } = decodeJson(scan) as HeaderEntry
      return { kind: 'header', entry, info, config }
    }
    case END: {
      const { end, totals } = decodeJson(scan) as EndEntry
      return { kind: 'end', entry, end, totals }
    }
    case SEAL:
      return { kind: 'seal', entry }
    default:
      return undefined
  }
}

function decodeInput(scan: EntryScan): InputEntry {
  const { payloadAt, payloadBytes } = scan
  const barCount = (payloadBytes - INPUT_HEAD_BYTES) / INPUT_BAR_BYTES
  if (barCount < 0 || !Number.isInteger(barCount)) throw scan.malformed(`an input of ${payloadBytes} bytes`)
  const { buffer } = scan.window
  const head = new Float64Array(buffer, payloadAt, 2)
  return {
    kind: 'input',
    entry: scan.sequence,
    step: head[0]!,
    time: head[1]! as Timestamp,
    barCount,
    bars: new Float64Array(buffer, payloadAt + INPUT_HEAD_BYTES, barCount * INPUT_BAR_WIDTH),
  }
}

function decodeStep(scan: EntryScan): StepEntry {
  const { payloadAt, payloadBytes } = scan
  const { buffer } = scan.window
  if (payloadBytes < STEP_HEAD_BYTES) throw scan.malformed(`a step of ${payloadBytes} bytes`)
  const counts = new Uint32Array(buffer, payloadAt, 2)
  const recordCount = counts[0]!
  const markCount = counts[1]!
  const recordBytes = recordCount * RECORD_WIDTH * 8
  if (payloadBytes !== STEP_HEAD_BYTES + recordBytes + markCount * MARK_BYTES) {
    throw scan.malformed(`a step of ${payloadBytes} bytes for ${recordCount} records and ${markCount} marks`)
  }
  const recordsAt = payloadAt + STEP_HEAD_BYTES
  const marksAt = recordsAt + recordBytes
  const block: RecordBlock = {
    records: new Float64Array(buffer, recordsAt, recordCount * RECORD_WIDTH),
    recordCount,
    markTime: new Float64Array(buffer, marksAt, markCount),
    markEquity: new Float64Array(buffer, marksAt + markCount * 8, markCount),
    markExposure: new Float64Array(buffer, marksAt + markCount * 16, markCount),
    markCount,
  }
  return { kind: 'step', entry: scan.sequence, block }
}

/** The checksum has vouched for the text, so its shape is the writer's; the version of the format vouches for that. */
function decodeJson(scan: EntryScan): unknown {
  const text = Buffer.from(scan.window.buffer, scan.payloadAt, scan.payloadBytes).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw scan.malformed('text that is not JSON')
  }
}
