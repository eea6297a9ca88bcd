/** empyrical's functions under one roof, for `lockstep/stats`. */
export * from './factors.ts'
export * from './growth.ts'
export * from './pareto.ts'
export * from './ratios.ts'
export { rolling } from './rolling.ts'
