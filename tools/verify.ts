/**
 * Everything that must hold before a change is shared: `npm run verify`. One line a step; the first failure stops it and
 * says how to run that step again. `npm run verify -- --skip tests,budgets` leaves steps out.
 */
import { spawnSync } from 'node:child_process'

/** A step is an npm script. */
interface Step {
  readonly name: string
  readonly script: string
  readonly args: readonly string[]
}

const script = (name: string, args: readonly string[] = [], as: string = name): Step => ({ name: as, script: name, args })

const steps: readonly Step[] = [
  script('lock'),
  script('types'),
  script('lint'),
  script('format:check', [], 'format'),
  script('architecture'),
  // The rooms and the docs have steps of their own.
  script('test', ['--exclude', 'test/architecture', '--exclude', 'test/docs'], 'tests'),
  script('docs'),
  script('budgets'),
]

const skipped = readSkipped(process.argv.slice(2))
for (const step of steps) {
  if (skipped.has(step.name)) console.log(`${step.name.padEnd(14)} skipped`)
  else if (!passes(step)) {
    process.exitCode = 1
    break
  }
}

function passes({ name, script, args }: Step): boolean {
  const command = ['run', script, ...(args.length > 0 ? ['--', ...args] : [])]
  const start = performance.now()
  const result = spawnSync('npm', command, { encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 256 * 1024 * 1024 })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (result.status === 0) {
    console.log(`${name.padEnd(14)} ok ${seconds.padStart(8)} s`)
    return true
  }
  console.log(`${name.padEnd(14)} failed after ${seconds} s\n`)
  console.log(`${result.stdout}${result.stderr}`)
  console.log(`To run this step again: npm ${command.join(' ')}`)
  return false
}

function readSkipped(args: readonly string[]): ReadonlySet<string> {
  const [flag, list = '', ...rest] = args
  const names = list.split(',').filter(Boolean)
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if ((flag !== undefined && flag !== '--skip') || rest.length > 0 || unknown.length > 0) {
    console.error(`expected --skip and names among ${steps.map(({ name }) => name).join(', ')}, was ${args.join(' ')}`)
    process.exit(2)
  }
  return new Set(names)
}
