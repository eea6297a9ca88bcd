/** A profile as text: parts of the command, phases of a step, hot spots, memory. */
import type { BenchmarkUnit, HotSpot, ProfileDocument } from 'lockstep'
import { grouped, short } from './progress.ts'
import { table } from './table.ts'

/** Hot spots that are shown. */
const SPOTS_SHOWN = 15

export function profileText(profile: ProfileDocument): string {
  const { cpu, collections, memory } = profile
  const pauses = `${grouped(collections.minor)} young and ${grouped(collections.major)} whole, paused ${ms(collections.pause)} in all, ${ms(collections.longest)} at most`
  const sizes = (['peak', 'heap', 'external', 'columns'] as const).map((name) => `${name} ${figureText(memory[name], 'bytes')}`)
  return [
    partsText(profile),
    phasesText(profile),
    spotsText(profile),
    `self time   ${Object.entries(cpu.owners)
      .filter(([, selfMs]) => selfMs > 0)
      .map(([owner, selfMs]) => `${owner} ${percent(selfMs / cpu.busyMs)}`)
      .join(', ')} of ${ms(cpu.busyMs)}, ${grouped(cpu.samples)} samples`,
    `collector   ${pauses}`,
    `memory      ${sizes.join(', ')}`,
  ].join('\n')
}

function partsText({ time }: ProfileDocument): string {
  const parts = (['load', 'history', 'simulate', 'report'] as const).map((part) => [
    part,
    ms(time[part]),
    part === 'simulate' && time.warmUp > 0 ? `warm-up ${ms(time.warmUp)} of it` : '',
  ])
  return `${table(['part', 'time', ''], [...parts, ['total', ms(time.total), 'since the process began']], [1])}\n`
}

function phasesText({ step, time }: ProfileDocument): string {
  const { timed, phases, stepNs, aheadMs, bars } = step
  if (timed === 0) return 'No step was timed: the run is too short.\n'
  const rows = phases.map(({ phase, ns, share }) => [phase, ns.toFixed(0), percent(share)])
  const perBar = (1e6 * time.simulate) / bars
  return `${table(['phase of a step', 'ns', 'share'], [...rows, ['whole step', stepNs.toFixed(0), percent(1)]], [1, 2])}

${grouped(timed)} whole steps were timed, interruptions left out. A bar of the run took ${perBar.toFixed(0)} ns by the clock,
compiling and collections with it, and less where nothing could happen and no whole step was taken.
Lines of many steps at once took ${ms(aheadMs)}, beside the steps.\n`
}

function spotsText({ cpu }: ProfileDocument): string {
  const rows = cpu.spots
    .slice(0, SPOTS_SHOWN)
    .map((spot) => [ms(spot.selfMs), percent(spot.selfMs / cpu.busyMs), ms(spot.totalMs), spot.owner, spot.name, placeText(spot)])
  return `${table(['self', 'share', 'total', 'whose', 'function', 'where'], rows, [0, 1, 2])}\n`
}

function placeText({ url, line }: HotSpot): string {
  return url === '' ? '' : `${url}:${line}`
}

/** A figure of a benchmark with its unit. */
export function figureText(value: number, unit: BenchmarkUnit): string {
  if (unit === 'bars/s') return `${short(value)} bars/s`
  if (unit === 'bytes') return value >= 1e6 ? `${grouped(value / 1e6)} MB` : `${grouped(value)} bytes`
  if (unit === 'ns') return value >= 1e5 ? ms(value / 1e6) : `${grouped(value)} ns`
  return unit === 'ms' ? ms(value) : unit === 'bars' ? `${grouped(value)} bars` : grouped(value)
}

function ms(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
