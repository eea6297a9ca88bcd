/**
 * Where the time of a step goes and how long a decision takes, from steps taken at random. A clock costs more than most phases, so few
 * steps are timed; half of them by phase, and half, read but twice, from the moment's data to the last order sent.
 */
import { Random } from '../base/random.ts'
import { PHASE_CLOCK, PHASE_RECORD, PHASE_STRATEGY, stepPhases, type PhaseClock, type StepPhase } from '../model/phase-clock.ts'
import { LatencyHistogram, type Latencies } from './latency-histogram.ts'

/** About so many steps of a run are timed, be it short or long; at most one in the first number, at least one in the second. */
const STEPS_TIMED = 4096
const APART_MIN = 32
const APART_MAX = 1024
/** Steps timed by phase fall into so many heaps. A collection or another program spoils the mean of a heap, the median of means stands. */
const HEAPS = 16
const CALIBRATIONS = 200
const CALIBRATION_LOOKS = 100
const NOT_YET = -1.5
const NS_PER_MS = 1e6

export interface StepFigures {
  /** Steps that were timed by phase. */
  readonly timed: number
  /** Nanoseconds of a whole step and of its phases, the reading of the clock taken off: median of the means of sixteen heaps. */
  readonly stepNs: number
  readonly phases: readonly { readonly phase: StepPhase; readonly ns: number; readonly share: number }[]
  /** Milliseconds spent on lines of many steps at once, which is no part of the steps. */
  readonly aheadMs: number
  /** From the moment's data to the last order sent, where the strategy was asked. */
  readonly latency: Latencies
  /** From the first step to the one in which trading began, ms; 0 where it never did. */
  readonly warmUpMs: number
}

export class StepTimes implements PhaseClock {
  private readonly histogram = new LatencyHistogram()
  /** By heap: milliseconds and looks at the clock by phase, one heap for nothing; and steps. */
  private readonly spentMs = new Float64Array((HEAPS + 1) * stepPhases.length)
  private readonly looks = new Float64Array((HEAPS + 1) * stepPhases.length)
  private readonly stepsOf = new Float64Array(HEAPS)
  private readonly random = new Random(1)
  private readonly now: () => number
  /** Mean steps from one that is timed to the next. */
  private readonly apart: number
  /** What is measured of a phase in which nothing is done, ms. */
  private lookMs = 0.5
  timing = false
  private taken = 0
  private byPhase = false
  private phase = PHASE_CLOCK
  /** Where the heap of this step begins. */
  private heap = 0
  /** Milliseconds of the last look, of the step's begin and of its last order; 0.5 makes them doubles from the start. */
  private at = 0.5
  private from = 0.5
  private until = 0.5
  private aheadFrom = 0.5
  private aheadMs = 0.5
  private asked = false
  private isWarm = false
  private startedMs = NaN
  private warmMs = NaN

  /**
   * @param steps there will be, about
   * @param now milliseconds of a clock that never goes back
   */
  constructor(steps: number, now: () => number = () => performance.now()) {
    this.now = now
    this.apart = Math.max(APART_MIN, Math.min(APART_MAX, Math.round(steps / STEPS_TIMED)))
    this.aheadMs = 0
    this.lookMs = Infinity
    this.calibrate()
  }

  skip(): number {
    if (Number.isNaN(this.startedMs)) this.startedMs = this.now()
    // A fixed distance would meet the same bar of every hour.
    return this.random.bits() % (2 * this.apart - 1)
  }

  begin(): void {
    // After a while the timing finds its own code and data out of the cache, which is not the step's doing: one turn for nothing.
    this.timing = true
    this.byPhase = true
    this.heap = HEAPS
    this.at = this.from
    this.enter(PHASE_RECORD)
    this.enter(PHASE_CLOCK)
    const timed = this.taken++
    this.byPhase = timed % 2 === 0
    this.heap = (timed >> 1) % HEAPS
    this.phase = PHASE_CLOCK
    this.asked = false
    this.until = NaN
    this.from = this.now()
    // What a step begins with is little, and less than what coming from a clock adds to it: phases count from the first that is entered.
    this.at = NOT_YET
  }

  enter(phase: number): number {
    const was = this.phase
    if (!this.timing || phase === was) return was
    this.phase = phase
    if (phase === PHASE_STRATEGY) this.asked = true
    if (this.byPhase) this.look(was)
    else if (phase === PHASE_RECORD && this.asked && Number.isNaN(this.until)) this.until = this.now()
    return was
  }

  end(): void {
    if (this.byPhase) {
      this.look(this.phase)
      this.stepsOf[this.heap]!++
    } else if (this.asked && this.isWarm) {
      const until = Number.isNaN(this.until) ? this.now() : this.until
      this.histogram.add(Math.max(0, Math.round((until - this.from - this.lookMs) * NS_PER_MS)))
    }
    this.timing = false
  }

  ahead(begins: boolean): void {
    const now = this.now()
    if (begins) {
      this.aheadFrom = now
      return
    }
    const ms = now - this.aheadFrom
    this.aheadMs += ms
    // The step that met it is timed as if it had not been.
    if (this.at !== NOT_YET) this.at += ms
    this.from += ms
  }

  warm(): void {
    this.isWarm = true
    if (Number.isNaN(this.warmMs)) this.warmMs = this.now()
  }

  figures(): StepFigures {
    this.calibrate()
    const phases = stepPhases.map((phase, k) => ({ phase, ns: this.nsOf(k) }))
    const stepNs = phases.reduce((sum, { ns }) => sum + ns, 0)
    return {
      timed: this.stepsOf.reduce((sum, n) => sum + n, 0),
      stepNs,
      phases: phases.map(({ phase, ns }) => ({ phase, ns, share: stepNs === 0 ? 0 : ns / stepNs })),
      aheadMs: this.aheadMs,
      latency: this.histogram.latencies(),
      warmUpMs: Number.isNaN(this.warmMs) ? 0 : this.warmMs - this.startedMs,
    }
  }

  /** What passed since the last look was this phase's. */
  private look(phase: number): void {
    const now = this.now()
    if (this.at !== NOT_YET) {
      const place = this.heap * stepPhases.length + phase
      this.spentMs[place]! += now - this.at
      this.looks[place]!++
    }
    this.at = now
  }

  /** Times phases in which nothing is done: the least of many means. Again at the end, when all is compiled. */
  private calibrate(): void {
    this.timing = true
    this.byPhase = true
    this.heap = HEAPS
    for (let batch = 0; batch < CALIBRATIONS; batch++) {
      const from = this.now()
      for (let k = 0; k < CALIBRATION_LOOKS; k += 2) {
        this.enter(PHASE_RECORD)
        this.enter(PHASE_CLOCK)
      }
      this.lookMs = Math.min(this.lookMs, (this.now() - from) / CALIBRATION_LOOKS)
    }
    this.timing = false
  }

  private nsOf(phase: number): number {
    const means = Array.from(this.stepsOf, (steps, heap) => {
      const place = heap * stepPhases.length + phase
      return (this.spentMs[place]! - this.looks[place]! * this.lookMs) / steps
    })
    const sorted = means.filter((mean) => !Number.isNaN(mean)).sort((a, b) => a - b)
    return Math.max(0, sorted[sorted.length >> 1] ?? 0) * NS_PER_MS
  }
}
