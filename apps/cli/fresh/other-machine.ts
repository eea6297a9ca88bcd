/** Another machine, as far as a program asks `node:os` which one it is on. */
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'

const CORES = 61
const MEMORY = 3 * 2 ** 40

/** For the rest of this process. */
export function pretendOtherMachine(): void {
  const [core, user] = [os.cpus()[0]!, os.userInfo()]
  const answers = {
    hostname: 'elsewhere',
    cpus: Array.from({ length: CORES }, () => core),
    availableParallelism: CORES,
    totalmem: MEMORY,
    freemem: MEMORY / 3,
    loadavg: [17, 17, 17],
    uptime: 12_345_678,
    homedir: '/nowhere',
    networkInterfaces: {},
    release: '0.0.1',
    userInfo: { ...user, username: 'nobody', homedir: '/nowhere' },
  }
  for (const [name, answer] of Object.entries(answers)) Reflect.set(os, name, () => answer)
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: CORES })
  syncBuiltinESMExports()
}
