import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayFollow, orderStates, transitions, turnTo, type OrderState } from './order-state.ts'
import { O_STATE, SLOT_WIDTH } from './orders.ts'

const ends: readonly OrderState[] = ['filled', 'cancelled', 'expired', 'refused', 'dropped']
const numberOf = (state: OrderState): number => orderStates.indexOf(state)

describe('the table of states', () => {
  test('an end is final, and everything else leads to one', () => {
    for (const state of orderStates) expect(transitions[state].length === 0, state).toBe(ends.includes(state))
    const leadsToEnd = (state: OrderState, seen: readonly OrderState[]): boolean =>
      ends.includes(state) || transitions[state].some((next) => !seen.includes(next) && leadsToEnd(next, [...seen, next]))
    for (const state of orderStates) expect(leadsToEnd(state, [state]), state).toBe(true)
  })

  test('every state is reached from the first', () => {
    const reached = new Set<OrderState>(['requested'])
    for (const state of reached) for (const next of transitions[state]) reached.add(next)
    expect([...reached].toSorted()).toEqual([...orderStates].toSorted())
  })

  test('nothing goes back to being a request, or held', () => {
    for (const state of orderStates) expect(transitions[state]).not.toContain('requested')
    expect(orderStates.filter((state) => transitions[state].includes('held'))).toEqual(['requested'])
  })
})

test('an order walks the table and nothing else: every other step is a bug, and leaves it where it was', () => {
  const steps = fc.array(fc.constantFrom(...orderStates), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(steps, fc.nat({ max: 3 }), (walk, slot) => {
      const slots = new Float64Array(4 * SLOT_WIDTH)
      const at = slot * SLOT_WIDTH
      let state: OrderState = 'requested'
      for (const next of walk) {
        const legal: boolean = transitions[state].includes(next)
        expect(mayFollow(numberOf(state), numberOf(next))).toBe(legal)
        if (legal) {
          turnTo(slots, at, numberOf(next))
          state = next
        } else expect(() => turnTo(slots, at, numberOf(next))).toThrow(`from ${state} to ${next}`)
        expect(slots[at + O_STATE]).toBe(numberOf(state))
      }
      expect(slots.filter((field, k) => field !== 0 && k !== at + O_STATE)).toHaveLength(0)
    }),
    { numRuns: 2000 },
  )
})
