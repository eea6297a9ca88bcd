/** How long this thread worked. A clock on the wall also counts what the thread waited for others to leave the processor to it. */

/** Milliseconds since the thread began; only their differences mean something. */
export function processorMs(): number {
  // Windows counts in ticks of 15 ms, which is longer than a short run.
  if (process.platform === 'win32') return performance.now()
  // Linux brings a thread's count up to date only now and then, and when the whole process is asked for.
  process.cpuUsage()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
