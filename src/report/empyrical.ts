/** empyrical's functions under one roof, for `lockstep/stats`. */
export * from './conventions/empyrical/factors.ts'
export * from './conventions/empyrical/growth.ts'
export * from './conventions/empyrical/pareto.ts'
export * from './conventions/empyrical/ratios.ts'
export { rolling } from './conventions/empyrical/rolling.ts'
