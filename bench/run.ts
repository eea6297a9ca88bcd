/** The benchmark: `npm run bench`. Progress goes to stderr; stdout gets a table, or with --json one document. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureAlternatives } from './alternatives/list.ts'
import { budgets, groupNames, type Budget, type GroupName, type Measured } from './budgets.ts'
import { documentOf, resultOf, tableOf, type BenchDocument, type Result } from './document.ts'
import { printFigures } from './figures.ts'
import { measureRows, resultOfRows } from './indicator-results.ts'
import { readOptions, USAGE, type Options } from './options.ts'
import { runScript } from './run-script.ts'

const RESULTS = join(import.meta.dirname, 'results.json')
const EXIT_FAILED = 1
const EXIT_USAGE = 2
const EXIT_BUDGET = 3
const EXIT_INTERRUPTED = 130
/** A budget that is not kept is measured once more with this many times the rounds: hosts are noisy. */
const SECOND_LOOK = 2
/** Minutes, and gigabytes of disk: measured when named. */
const ONLY_NAMED: readonly GroupName[] = ['stream', 'sweep-scaling', 'sweep-cached']
/** Of every indicator of the catalogue. */
const ROW_ROUNDS = 5
const FILES_NEEDED: readonly GroupName[] = ['csv', 'catalog', 'memory', 'rss', 'stream']

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = EXIT_FAILED
}

async function main(args: readonly string[]): Promise<number> {
  let options: Options
  try {
    options = readOptions(args)
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    return EXIT_USAGE
  }
  const results = await measureSuite(options)
  const document = documentOf(results)
  if (options.write)
    for (const page of printFigures(keep(document))) console.error(`figures printed into ${page}; npm run format aligns its tables`)
  console.log(options.json ? JSON.stringify(document, null, 2) : tableOf(document))
  const failed = document.results.filter(({ pass }) => !pass)
  for (const r of failed) console.error(`${r.id} is ${r.ratio} × ${r.comparedTo}; its budget is ${r.budget}`)
  return options.budgets && failed.length > 0 ? EXIT_BUDGET : 0
}

async function measureSuite(options: Options): Promise<Result[]> {
  if (options.suite === 'alternatives') return measureAlternatives(options.rounds)
  return options.suite === 'indicators' ? measureIndicators(options) : measureBudgets(options)
}

/** The budgets of indicators, and every indicator of the catalogue. */
async function measureIndicators(options: Options): Promise<Result[]> {
  const only = budgets.filter(({ group }) => group === 'indicators').map(({ id }) => id)
  return [...(await measureBudgets({ ...options, only })), ...(await measureRows(ROW_ROUNDS)).map(resultOfRows)]
}

async function measureBudgets({ only, rounds }: Options): Promise<Result[]> {
  const wanted = budgets.filter(({ id, group }) => (only.length === 0 ? !ONLY_NAMED.includes(group) : only.includes(id)))
  const groups = groupNames.filter((name) => wanted.some(({ group }) => group === name))
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-bench-'))
  const interrupted = (): never => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(EXIT_INTERRUPTED)
  }
  process.once('SIGINT', interrupted)
  try {
    if (groups.some((name) => FILES_NEEDED.includes(name))) await prepare(folder)
    const results: Result[] = []
    for (const name of groups) results.push(...(await measureGroup(name, wanted, rounds, folder)))
    return wanted.map(({ id }) => results.find((r) => r.id === id)!)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepare(folder: string): Promise<void> {
  console.error('writing the files …')
  const { csvBytes } = await runScript<{ readonly csvBytes: number }>('prepare-files.ts', [folder])
  console.error(`writing the files: ${Math.round(csvBytes / 1e6)} MB of CSV, and the same as Parquet and in a catalog`)
}

/** Measures a group in a process of its own, and again with more rounds when a budget is not kept. */
async function measureGroup(name: GroupName, wanted: readonly Budget[], rounds: number, folder: string): Promise<Result[]> {
  const results = await measureOnce(name, wanted, rounds, folder)
  if (results.every(({ pass }) => pass)) return results
  console.error(`${name}: not within budget, measuring again with ${SECOND_LOOK * rounds} rounds`)
  return measureOnce(name, wanted, SECOND_LOOK * rounds, folder)
}

async function measureOnce(name: GroupName, wanted: readonly Budget[], rounds: number, folder: string): Promise<Result[]> {
  const from = performance.now()
  const measured = await runScript<readonly Measured[]>('measure-group.ts', [name, String(rounds), folder])
  const results = measured.flatMap((m) => wanted.filter(({ id }) => id === m.id).map((budget) => resultOf(budget, m, rounds)))
  const seconds = Math.round((performance.now() - from) / 1000)
  console.error(`${name}: ${results.map((r) => `${r.id} ${r.ratio.toFixed(2)} of ${r.budget}`).join(', ')} (${seconds} s)`)
  return results
}

/** Replaces the results that were measured in results.json and keeps the others; returns all of them. */
function keep(document: BenchDocument): readonly Result[] {
  const fresh = new Set(document.results.map(({ id }) => id))
  const results = [...known().filter(({ id }) => !fresh.has(id)), ...document.results]
  const order = budgets.map(({ id }) => id)
  const rank = ({ id }: Result): number => (order.includes(id) ? order.indexOf(id) : order.length)
  const sorted = results.sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id))
  writeFileSync(RESULTS, `${JSON.stringify({ ...document, results: sorted }, null, 2)}\n`)
  return sorted
}

function known(): readonly Result[] {
  try {
    return (JSON.parse(readFileSync(RESULTS, 'utf8')) as BenchDocument).results
  } catch {
    return []
  }
}
