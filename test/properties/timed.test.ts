/** Whoever times the steps of a run changes nothing that it says. */
import { describe, expect, test } from 'vitest'
import type { PhaseClock } from '../../src/model/phase-clock.ts'
import { StepTimes } from '../../src/telemetry/step-times.ts'
import { fc } from './seeded.ts'
import { playOnce, wilderWorlds, type World } from './whole-run.ts'

/** Times every step, and counts what it is told. */
class EveryStep implements PhaseClock {
  timing = false
  steps = 0
  open = 0
  warmed = 0
  private phase = 0

  skip(): number {
    return 0
  }

  begin(): void {
    this.timing = true
    this.phase = 0
  }

  enter(phase: number): number {
    const was = this.phase
    this.phase = phase
    return was
  }

  end(): void {
    this.timing = false
    this.steps++
  }

  ahead(begins: boolean): void {
    this.open += begins ? 1 : -1
  }

  warm(): void {
    this.warmed++
  }
}

function same(world: World, phases: PhaseClock): void {
  const [timed, alone] = [playOnce(world, { phases }), playOnce(world)]
  expect(timed.rows).toEqual(alone.rows)
  expect(timed.marks).toEqual(alone.marks)
  expect(timed.seen).toEqual(alone.seen)
}

describe('a run that is timed says the same', () => {
  test('when every step is', () => {
    fc.assert(
      fc.property(wilderWorlds, (world) => {
        const phases = new EveryStep()
        same(world, phases)
        expect([phases.steps > 0, phases.open, phases.warmed]).toEqual([true, 0, 1])
      }),
      { numRuns: 60 },
    )
  })

  test('when some are', () => {
    fc.assert(
      fc.property(wilderWorlds, (world) => same(world, new StepTimes(1000))),
      { numRuns: 40 },
    )
  })
})
