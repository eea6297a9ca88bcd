/** V8's own sampling profiler, for this thread: what it gives opens in Chromium's developer tools, VS Code and speedscope. */
import { Session } from 'node:inspector/promises'

/** A sample each so many microseconds: short runs have some hundreds, and the profiled program is a few per cent slower. */
const SAMPLE_US = 100

/** The content of a .cpuprofile file. Spelt out, since who uses the package need not have the types of Node. */
export interface CpuProfile {
  readonly nodes: {
    readonly id: number
    /** Lines and columns from 0. */
    readonly callFrame: {
      readonly functionName: string
      readonly scriptId: string
      readonly url: string
      readonly lineNumber: number
      readonly columnNumber: number
    }
    readonly hitCount?: number | undefined
    readonly children?: number[] | undefined
  }[]
  /** Microseconds. */
  readonly startTime: number
  readonly endTime: number
  /** The node that ran at each sample, and microseconds from the sample before. */
  readonly samples?: number[] | undefined
  readonly timeDeltas?: number[] | undefined
}

export class CpuProfiler {
  private readonly session = new Session()

  private constructor() {
    this.session.connect()
  }

  static async start(): Promise<CpuProfiler> {
    const profiler = new CpuProfiler()
    await profiler.session.post('Profiler.enable')
    await profiler.session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US })
    await profiler.session.post('Profiler.start')
    return profiler
  }

  async stop(): Promise<CpuProfile> {
    const { profile } = await this.session.post('Profiler.stop')
    this.session.disconnect()
    return profile
  }
}
