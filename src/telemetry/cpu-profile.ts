/** V8's own sampling profiler, for this thread: what it gives opens in Chromium's developer tools, VS Code and speedscope. */
import { Session, type Profiler } from 'node:inspector/promises'

/** A sample each so many microseconds: short runs have some hundreds, and the profiled program is a few per cent slower. */
const SAMPLE_US = 100

/** The content of a .cpuprofile file. */
export type CpuProfile = Profiler.Profile

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
