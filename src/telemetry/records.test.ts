/** Budgets and comparisons of benchmark records. */
import { describe, expect, test } from 'vitest'
import { benchmarkFigures, benchmarkUnits, figureAt, type BenchmarkRecord } from './benchmark-record.ts'
import { judge, readBudget } from './budget.ts'
import { compareBenchmarks, readBenchmark } from './compare-records.ts'

const record: BenchmarkRecord = {
  schemaVersion: 1,
  command: 'backtest',
  strategy: { name: 'cross', sha256: 'ab', params: { fast: 10 } },
  data: { sha256: 'cd', series: ['SP500 1d'], bars: 5000, streamed: false },
  versions: { lockstep: '0.1.0', node: '26.0.0', v8: '14' },
  machine: { platform: 'linux-x64', cpu: 'a processor', cores: 2 },
  units: benchmarkUnits,
  barsPerSecond: 4_000_000,
  rounds: 7,
  calibration: 5,
  noise: 0.02,
  barsPerCalibration: 20_000,
  decisionLatency: { count: 900, p50: 2000, p95: 4000, p99: 9000, max: 1e6 },
  time: { load: 400, history: 20, warmUp: 1, simulate: 900, report: 300, total: 2000 },
  fastest: { load: 200, simulate: 100, report: 200 },
  memory: { peak: 300e6, heap: 30e6, external: 9e6, columns: 48e6 },
  collections: { minor: 9, major: 1, pause: 60, longest: 20 },
  criteria: [],
  pass: true,
}

describe('a budget', () => {
  const read = (budget: object | string): ReturnType<typeof readBudget> =>
    readBudget(typeof budget === 'string' ? budget : JSON.stringify(budget), 'budget.json')

  test('limits any figure of a record, in the figure’s unit or another of its kind', () => {
    const limits = read({
      'barsPerSecond.min': '4 Mbars/s',
      'decisionLatency.p99.max': '9 us',
      'time.total.max': '1.9 s',
      'memory.peak.max': 300e6,
      'collections.major.max': 0,
    })
    expect(judge(limits, record).map(({ id, limit, was, unit, pass }) => [id, limit, was, unit, pass])).toEqual([
      ['barsPerSecond.min', 4e6, 4e6, 'bars/s', true],
      ['decisionLatency.p99.max', 9000, 9000, 'ns', true],
      ['time.total.max', 1900, 2000, 'ms', false],
      ['memory.peak.max', 300e6, 300e6, 'bytes', true],
      ['collections.major.max', 0, 1, 'count', false],
    ])
  })

  test.each([
    [{ 'barPerSecond.min': 1 }, 'did you mean barsPerSecond.min?'],
    [{ 'decisionLatency.p98.max': 1 }, 'did you mean decisionLatency.p9'],
    [{ 'decisionLatency.p99': 1 }, 'did you mean decisionLatency.p99.max?'],
    [{ barsPerSecond: 1 }, 'did you mean barsPerSecond.min?'],
    [
      { 'memory.peak.max': '300 ms' },
      'expected memory.peak.max of budget.json as a number of bytes of at least 0 or a text such as "20 GiB", was "300 ms"',
    ],
    [{ 'collections.major.max': '3 ns' }, 'as a number of count of at least 0, was "3 ns"'],
    [{ 'time.total.max': -1 }, 'was -1'],
    [{ 'time.total.max': null }, 'was null'],
    [{}, 'expected at least one criterion in budget.json'],
    ['[1]', 'expected budget.json to be a JSON object'],
    ['{', 'expected budget.json to be JSON'],
  ])('%j is refused', (budget, words) => {
    expect(() => read(budget)).toThrow(words)
  })
})

describe('two records', () => {
  test('of the same are the same', () => {
    const { worse, figures, differs, machine } = compareBenchmarks(record, record)
    expect([worse, differs, machine]).toEqual([[], [], 1])
    expect(figures.every(({ change, verdict }) => change === 0 && (verdict === 'same' || verdict === 'shown'))).toBe(true)
  })

  test('are compared by their ratios to the machine that each ran on', () => {
    const slow: BenchmarkRecord = {
      ...record,
      calibration: 10,
      barsPerSecond: 2_000_000,
      fastest: { load: 400, simulate: 200, report: 430 },
      decisionLatency: { ...record.decisionLatency, p50: 4600 },
      memory: { ...record.memory, peak: 340e6 },
    }
    const { worse, figures, machine } = compareBenchmarks(record, slow)
    expect(machine).toBe(2)
    expect(worse).toEqual(['fastest.report', 'decisionLatency.p50', 'memory.peak'])
    const change = (path: string): number => figures.find((f) => f.path === path)!.change
    expect(change('barsPerSecond')).toBe(0)
    expect(change('decisionLatency.p50')).toBeCloseTo(0.15)
  })

  test('may differ by 5 % and by what is chance', () => {
    const speed = (barsPerSecond: number): readonly string[] => compareBenchmarks(record, { ...record, barsPerSecond }).worse
    expect([speed(3_801_000), speed(3_799_000)]).toEqual([[], ['barsPerSecond']])
    const short = { ...record, fastest: { load: 2, simulate: 1, report: 2 } }
    expect(compareBenchmarks(short, { ...short, fastest: { load: 6.9, simulate: 1, report: 2 } }).worse).toEqual([])
  })

  test('of a busy machine tell of times what is more than its noise, and of memory the same as ever', () => {
    const busy = { ...record, noise: 0.5 }
    const found = (after: Partial<BenchmarkRecord>): readonly unknown[] => {
      const { figures, worse } = compareBenchmarks(busy, { ...record, ...after })
      return [worse, figures.filter(({ verdict }) => verdict === 'unsure').map(({ path }) => path)]
    }
    expect(found({ barsPerSecond: 2_600_000 })).toEqual([[], ['barsPerSecond']])
    expect(found({ barsPerSecond: 2_500_000 })).toEqual([['barsPerSecond'], []])
    expect(found({ barsPerSecond: 6_000_000 })).toEqual([[], ['barsPerSecond']])
    expect(found({ fastest: { load: 300, simulate: 100, report: 320 } })).toEqual([['fastest.report'], ['fastest.load']])
    expect(found({ memory: { ...record.memory, peak: 400e6 } })).toEqual([['memory.peak'], []])
    const { worse } = compareBenchmarks({ ...record, noise: 0.09 }, { ...record, barsPerSecond: 3_200_000 })
    expect(worse).toEqual(['barsPerSecond'])
  })

  test('say what else is another, and are refused when they are of other bars', () => {
    const other = { ...record, strategy: { ...record.strategy, sha256: 'ff', params: { fast: 12 } } }
    expect(compareBenchmarks(record, other).differs).toEqual([
      'parameters was {"fast":10}, is {"fast":12}',
      'the code of the strategy changed',
    ])
    const bars = { ...record, data: { ...record.data, sha256: 'ee', bars: 6000 } }
    expect(() => compareBenchmarks(record, bars)).toThrow('they are of 5000 bars of SP500 1d (cd) and of 6000 bars of SP500 1d (ee)')
  })

  test('are read back, and what is none is named', () => {
    expect(readBenchmark(JSON.stringify(record), 'a.json')).toEqual(record)
    expect(() => readBenchmark('{}', 'a.json')).toThrow('expected a.json to be a benchmark record, its schemaVersion is undefined')
    expect(() => readBenchmark(JSON.stringify({ ...record, memory: {} }), 'a.json')).toThrow('it has no memory.peak')
  })
})

test('every figure is in a record', () => {
  expect(benchmarkFigures.filter(({ path }) => Number.isNaN(figureAt(record, path)))).toEqual([])
})
