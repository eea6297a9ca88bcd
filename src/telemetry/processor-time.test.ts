import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { calibrate } from './calibration.ts'
import { processorMs } from './processor-time.ts'

test('work counts, to a fraction of a millisecond, and waiting does not', async () => {
  const counts = new Set(Array.from({ length: 2000 }, () => processorMs()))
  expect(counts.size).toBeGreaterThan(2)
  const worked = processorMs()
  calibrate()
  const rests = processorMs()
  await wait(300)
  const back = processorMs()
  expect(rests - worked).toBeGreaterThan(1)
  expect(back - rests).toBeLessThan(process.platform === 'win32' ? Infinity : 150)
})
