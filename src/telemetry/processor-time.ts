/** How long this thread worked. A clock on the wall also counts what the thread waited for others to leave the processor to it. */

/** Milliseconds since the thread began; only their differences mean something. */
export function processorMs(): number {
  // Windows counts in ticks of 15 ms, which is longer than a short run.
  if (process.platform === 'win32') return performance.now()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
