import { expect, test } from 'vitest'
import { PHASE_ACCEPT, PHASE_CLOSE, PHASE_RECORD, PHASE_RISK, PHASE_STRATEGY } from '../model/phase-clock.ts'
import { StepTimes } from './step-times.ts'

/** A clock that moves only when it is told to: reading it costs nothing. */
function timesBy(): { times: StepTimes; pass: (ns: number) => void } {
  let nowMs = 1
  return { times: new StepTimes(100_000, () => nowMs), pass: (ns) => (nowMs += ns / 1e6) }
}

const nsOf = (times: StepTimes): Record<string, number> =>
  Object.fromEntries(times.figures().phases.flatMap(({ phase, ns }) => (ns === 0 ? [] : [[phase, Math.round(ns)]])))

test('time goes to the phase that was entered last, and back to the one that another came into', () => {
  const { times, pass } = timesBy()
  times.skip()
  times.warm()
  for (let step = 0; step < 64; step++) {
    times.begin()
    pass(5)
    const was = times.enter(PHASE_RISK)
    pass(20)
    const reviewing = times.enter(PHASE_ACCEPT)
    pass(100)
    times.enter(reviewing)
    pass(20)
    times.enter(was)
    pass(5)
    times.end()
  }
  expect(nsOf(times), 'what comes before the first is left out').toEqual({ clock: 5, risk: 40, accept: 100 })
  const { stepNs, timed, phases } = times.figures()
  expect([Math.round(stepNs), timed]).toEqual([145, 32])
  expect(phases.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
})

test('a decision takes from the moment to the last order, without what is written down of it', () => {
  const { times, pass } = timesBy()
  const step = (asks: boolean): void => {
    times.begin()
    pass(30)
    if (asks) times.enter(PHASE_STRATEGY)
    pass(200)
    times.enter(PHASE_RECORD)
    pass(5000)
    times.end()
  }
  step(true)
  step(true)
  expect(times.figures().latency.count, 'before trading begins').toBe(0)
  times.warm()
  for (let k = 0; k < 10; k++) step(k < 8)
  expect(times.figures().latency).toMatchObject({ count: 4, p50: 230 })
})

test('what is done for many steps at once is no part of the step that met it', () => {
  const { times, pass } = timesBy()
  times.warm()
  for (let step = 0; step < 64; step++) {
    times.begin()
    times.enter(PHASE_CLOSE)
    pass(7)
    times.ahead(true)
    pass(1_000_000)
    times.ahead(false)
    times.enter(PHASE_STRATEGY)
    pass(3)
    times.end()
  }
  expect(nsOf(times)).toEqual({ close: 7, strategy: 3 })
  expect(times.figures().latency.p50).toBe(10)
  expect(times.figures().aheadMs).toBeCloseTo(64)
})

test('a step that another program interrupts does not spoil the figures of the others', () => {
  const { times, pass } = timesBy()
  for (let step = 0; step < 400; step++) {
    times.begin()
    times.enter(PHASE_STRATEGY)
    pass(step === 40 ? 8_000_000 : 90)
    times.end()
  }
  expect(nsOf(times)).toEqual({ strategy: 90 })
})

test('what is entered between timed steps is nobody’s', () => {
  const { times, pass } = timesBy()
  for (let step = 0; step < 64; step++) {
    times.begin()
    times.enter(PHASE_CLOSE)
    pass(10)
    times.end()
    times.enter(PHASE_RECORD)
    pass(1000)
    times.enter(PHASE_CLOSE)
  }
  expect(nsOf(times)).toEqual({ close: 10 })
})

test('few steps are timed, at random distances, and warm-up is told', () => {
  const { times, pass } = timesBy()
  const skips = Array.from({ length: 1000 }, () => times.skip())
  expect(skips.reduce((sum, skip) => sum + skip, 0) / 1000).toBeGreaterThan(25)
  expect(new Set(skips).size).toBeGreaterThan(40)
  pass(3e6)
  times.warm()
  expect(times.figures().warmUpMs).toBeCloseTo(3)
  expect(new StepTimes(10, () => 1).figures()).toMatchObject({ timed: 0, stepNs: 0, warmUpMs: 0 })
})
