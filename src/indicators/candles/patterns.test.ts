/** Each pattern as one would draw it, and drawn so that one thing is not right. Figures are open high low close. */
import { describe, expect, test } from 'vitest'
import { Random } from '../../base/random.ts'
import { CandlePattern } from './candle-pattern.ts'
import { patternNames, patterns, type PatternName } from './patterns.ts'

interface Drawing {
  readonly signal: number
  readonly bars: string
  /** What the last bars are when the pattern is not there, and why it is not. */
  readonly miss: string
  readonly why: string
}
type Bar = readonly [open: number, high: number, low: number, close: number]

/** What is usual before a drawing: bodies of 2 and shadows of 1 between 98 and 102, white and black in turn. */
const usual: readonly Bar[] = Array.from({ length: 15 }, (_, k): Bar => (k % 2 === 0 ? [99, 102, 98, 101] : [101, 102, 98, 99]))

const drawings: Readonly<Record<PatternName, Drawing>> = {
  twoCrows: {
    signal: -100,
    bars: '100 107 99 106 | 109 109.5 107.5 108 | 108.5 109 103 104',
    miss: '108.5 109 98 99',
    why: 'the last closes below the first body',
  },
  threeBlackCrows: {
    signal: -100,
    bars: '100 104 99 103 | 102 103 98.9 99 | 101 101.5 95.9 96 | 98 98.5 92.9 93',
    miss: '98 98.5 90 93',
    why: 'the last has a lower shadow',
  },
  threeInside: {
    signal: -100,
    bars: '100 107 99 106 | 104 104.5 102 103 | 103 103.5 98 99',
    miss: '103 103.5 100.5 101',
    why: 'the last closes above where the first opened',
  },
  threeLineStrike: {
    signal: 100,
    bars: '100 103.5 99.5 103 | 102 105.5 101.5 105 | 104 107.5 103.5 107 | 108 108.5 98.5 99',
    miss: '108 108.5 100.5 101',
    why: 'the strike stops short of the first open',
  },
  threeOutside: {
    signal: 100,
    bars: '101 101.5 98.5 99 | 98 103.5 97.5 103 | 103 105.5 102.5 105',
    miss: '103 103.5 102 102.5',
    why: 'the last closes lower',
  },
  threeStarsInSouth: {
    signal: 100,
    bars: '110 110.2 97 104 | 107 107.5 98 104 | 104 104.05 102.95 103',
    miss: '99 99.05 97.95 98',
    why: 'the last has a lower low',
  },
  threeWhiteSoldiers: {
    signal: 100,
    bars: '100 103.1 99 103 | 102 105.1 101.5 105 | 104 107.1 103.5 107',
    miss: '104 109 103.5 107',
    why: 'the last has an upper shadow',
  },
  abandonedBaby: {
    signal: -100,
    bars: '100 106.5 99.5 106 | 108 108.5 107.5 108 | 106 106.4 102 102.5',
    miss: '106 107.6 102 102.5',
    why: 'a shadow reaches up to the doji',
  },
  advanceBlock: {
    signal: -100,
    bars: '100 104.2 99.5 104 | 103 106 102.5 106 | 105 108.5 104.5 107',
    miss: '103 107.3 102.5 107.2 | 106 110.6 105.5 110.5',
    why: 'bodies grow and have no upper shadows',
  },
  beltHold: { signal: 100, bars: '100 106 100 105', miss: '100 106 99 105', why: 'it has a lower shadow' },
  breakaway: {
    signal: 100,
    bars: '110 110.5 103.5 104 | 102 102.5 100.5 101 | 101 102 99.5 100 | 100 101 98.5 99 | 99 103.5 98.5 103',
    miss: '99 105.5 98.5 105',
    why: 'the gap is closed',
  },
  closingMarubozu: { signal: 100, bars: '100 105 99 105', miss: '100 106 99 105', why: 'it has an upper shadow' },
  concealingBabySwallow: {
    signal: 100,
    bars: '110 110 106 106 | 106 106 102 102 | 100 103 97.5 98 | 103.5 104 96.5 97',
    miss: '103.5 104 97.8 98',
    why: 'the last does not swallow the low',
  },
  counterattack: { signal: 100, bars: '106 106.5 99.5 100 | 94 100.5 93.5 100', miss: '94 101.5 93.5 101', why: 'the closes differ' },
  darkCloudCover: {
    signal: -100,
    bars: '100 106.5 99.5 106 | 107 107.5 101.5 102',
    miss: '107 107.5 103.5 104',
    why: 'it closes in the upper half of the first body',
  },
  doji: { signal: 100, bars: '100 101 99 100.1', miss: '100 101 99 100.9', why: 'it has a body' },
  dojiStar: {
    signal: -100,
    bars: '100 106.5 99.5 106 | 107 107.6 106.6 107.1',
    miss: '105.5 106.1 105 105.6',
    why: 'there is no gap',
  },
  dragonflyDoji: { signal: 100, bars: '100 100.1 98 100.05', miss: '100 101 98 100.05', why: 'it has an upper shadow' },
  engulfing: { signal: 100, bars: '101 101.5 98.5 99 | 98 102.5 97.5 102', miss: '100 103.5 99.5 103', why: 'the bodies overlap in part' },
  eveningDojiStar: {
    signal: -100,
    bars: '100 106.5 99.5 106 | 107 107.6 106.5 107.1 | 106 106.5 102 102.5',
    miss: '109 109.5 104 105',
    why: 'the last does not close deep in the first body',
  },
  eveningStar: {
    signal: -100,
    bars: '100 106.5 99.5 106 | 107 108.5 106.5 108 | 106 106.5 102 102.5',
    miss: '105.5 107 105 106.5 | 106 106.5 102 102.5',
    why: 'there is no gap',
  },
  gapSideBySideWhite: {
    signal: 100,
    bars: '97 99.5 96.5 99 | 101 103.5 100.5 103 | 101.1 103.6 100.5 103',
    miss: '102 104.5 101.5 104',
    why: 'the opens differ',
  },
  gravestoneDoji: { signal: 100, bars: '100 102 99.95 100.05', miss: '100 102 99 100.05', why: 'it has a lower shadow' },
  hammer: { signal: 100, bars: '101 101.5 98.5 99 | 98.5 99.1 96 99', miss: '101.5 102.1 99 102', why: 'it is not near the low' },
  hangingMan: { signal: -100, bars: '99 101.5 98.5 101 | 102 102.6 99.5 102.5', miss: '99 99.6 96.5 99.5', why: 'it is not near the high' },
  harami: { signal: -100, bars: '100 106.5 99.5 106 | 104 104.5 102 103', miss: '106.5 107 104 105', why: 'the bodies overlap in part' },
  haramiCross: { signal: -100, bars: '100 106.5 99.5 106 | 103 104 102 103.1', miss: '103 104 102 104', why: 'the second has a body' },
  highWave: { signal: 100, bars: '100 102 98.5 100.5', miss: '100 101.3 98.5 100.5', why: 'the upper shadow is not twice the body' },
  hikkake: { signal: 100, bars: '100 105 95 101 | 100 103 97 101 | 99 102 96 98', miss: '99 104 96 98', why: 'it leaves both ways' },
  modifiedHikkake: {
    signal: 100,
    bars: '100 108 92 101 | 100 105 95 95.5 | 98 103 97 99 | 98 102 96 97',
    miss: '100 105 95 100 | 98 103 97 99 | 98 102 96 97',
    why: 'the second does not close near its low',
  },
  homingPigeon: { signal: 100, bars: '106 106.5 99.5 100 | 104 104.5 102 103', miss: '103 104.5 102 104', why: 'the second is white' },
  identicalThreeCrows: {
    signal: -100,
    bars: '104 104.5 100.95 101 | 101 101.5 97.95 98 | 98 98.5 94.95 95',
    miss: '99 99.5 94.95 95',
    why: 'the last does not open at the close before',
  },
  inNeck: { signal: -100, bars: '106 106.5 99.5 100 | 98 100.5 97.5 100.1', miss: '98 101.5 97.5 101', why: 'it closes in the body' },
  invertedHammer: {
    signal: 100,
    bars: '104 104.5 101.5 102 | 100 102 99.95 100.5',
    miss: '101.6 104 101.55 102.2',
    why: 'there is no gap',
  },
  kicking: { signal: 100, bars: '104 104 100 100 | 106 110 106 110', miss: '103 107 103 107', why: 'there is no gap' },
  kickingByLength: { signal: -100, bars: '106 106 100 100 | 108 112 108 112', miss: '105 109 105 109', why: 'there is no gap' },
  ladderBottom: {
    signal: 100,
    bars: '110 110.5 106.5 107 | 108 108.5 104.5 105 | 106 106.5 102.5 103 | 103 104.5 100.5 101 | 103.5 106 103 105.5',
    miss: '103.5 104.4 103 104',
    why: 'the last closes below the high before',
  },
  longLeggedDoji: { signal: 100, bars: '100 102 98 100.1', miss: '100 100.1 99.95 100.1', why: 'it has no legs' },
  longLine: { signal: 100, bars: '100 105.5 99.5 105', miss: '100 107 99.5 105', why: 'the upper shadow is long' },
  marubozu: { signal: 100, bars: '100 105 100 105', miss: '100 105 99 105', why: 'it has a lower shadow' },
  matchingLow: { signal: 100, bars: '103 103.5 99.5 100 | 102 102.5 99.5 100.1', miss: '102 102.5 98.5 99', why: 'it closes lower' },
  matHold: {
    signal: 100,
    bars: '100 106.5 99.5 106 | 108 108.5 106.8 107 | 106.5 107 104.8 105 | 105.5 106 104 104.5 | 105 109.5 104.5 109',
    miss: '103.5 104 102 102.5 | 105 109.5 104.5 109',
    why: 'the fourth falls into the lower half of the first body',
  },
  morningDojiStar: {
    signal: 100,
    bars: '106 106.5 99.5 100 | 99 99.5 98.4 98.9 | 100 104 99.5 103.5',
    miss: '97 101.5 96.5 101',
    why: 'the last does not close deep in the first body',
  },
  morningStar: {
    signal: 100,
    bars: '106 106.5 99.5 100 | 99 99.5 97.5 98 | 100 104 99.5 103.5',
    miss: '100.5 101 99 99.5 | 100 104 99.5 103.5',
    why: 'there is no gap',
  },
  onNeck: { signal: -100, bars: '106 106.5 99 100 | 97 99.5 96.5 99.1', miss: '97 100.5 96.5 100', why: 'it closes above the low' },
  piercing: { signal: 100, bars: '106 106.5 99.5 100 | 99 104.5 98.5 104', miss: '99 103 98.5 102.5', why: 'it closes below the middle' },
  rickshawMan: { signal: 100, bars: '100 102 98 100.1', miss: '101.8 102.5 98 101.9', why: 'it is not in the middle of its range' },
  risingFallingThreeMethods: {
    signal: 100,
    bars: '100 107 99 106 | 105 105.5 103.5 104 | 104 104.5 102.5 103 | 103 103.5 101.5 102 | 103 108 102.5 107.5',
    miss: '103 106 102.5 105.5',
    why: 'the last does not close beyond the first',
  },
  separatingLines: { signal: 100, bars: '104 104.5 99.5 100 | 104.1 109 104 108.5', miss: '102 107 101.9 106.5', why: 'the opens differ' },
  shootingStar: { signal: -100, bars: '99 102 98.5 101 | 102 104.5 101.95 102.5', miss: '100.5 103 100.45 101', why: 'there is no gap' },
  shortLine: { signal: 100, bars: '100 100.9 99.6 100.5', miss: '100 102.5 99.6 100.5', why: 'the upper shadow is long' },
  spinningTop: { signal: 100, bars: '100 101.5 99 100.5', miss: '100 100.8 99 100.5', why: 'the upper shadow is shorter than the body' },
  stalled: {
    signal: -100,
    bars: '100 103.2 99.5 103 | 102 106.1 101.5 106 | 106 107.2 105.5 107',
    miss: '104 110.5 103.5 110',
    why: 'the last is long',
  },
  stickSandwich: {
    signal: 100,
    bars: '103 103.5 99.5 100 | 101 104 100.5 103.5 | 104 104.5 99.5 100.1',
    miss: '104 104.5 98.5 99',
    why: 'the closes differ',
  },
  takuri: { signal: 100, bars: '100 100.1 98 100.05', miss: '100 100.4 99.5 100.3', why: 'the lower shadow is not twice the body' },
  tasukiGap: {
    signal: 100,
    bars: '99 101.5 98.5 101 | 103 105.5 102.5 105 | 104.2 104.7 101.5 102',
    miss: '103.2 103.7 100.3 100.8',
    why: 'the gap is closed',
  },
  thrusting: { signal: -100, bars: '106 106.5 99.5 100 | 98 102.5 97.5 102', miss: '98 104 97.5 103.5', why: 'it closes above the middle' },
  tristar: { signal: -100, bars: '100 101 99 100.1 | 102 103 101 102.1 | 101 102 100 101.1', miss: '103 104 102 103.1', why: 'it goes on' },
  uniqueThreeRiver: {
    signal: 100,
    bars: '106 106.5 99.5 100 | 104 104.5 97 101 | 98 99.5 97.5 99',
    miss: '96 97.5 95.5 97',
    why: 'the last opens below the low',
  },
  upsideGapTwoCrows: {
    signal: -100,
    bars: '100 106.5 99.5 106 | 108 108.5 106.8 107 | 109 109.5 106.2 106.5',
    miss: '109 109.5 105 105.5',
    why: 'the gap is closed',
  },
  gapThreeMethods: {
    signal: 100,
    bars: '99 101.5 98.5 101 | 103 105.5 102.5 105 | 104 104.5 99.5 100',
    miss: '104 104.5 101.5 102',
    why: 'the gap is not closed',
  },
}

/** Two sides, but white on both. */
const WHITE_ON_BOTH_SIDES: PatternName = 'gapSideBySideWhite'
const twoSided = patternNames.filter(
  (name) => name !== WHITE_ON_BOTH_SIDES && patterns[name].signals.some((signal) => signal === -drawings[name].signal),
)

describe.each(patternNames)('%s', (name) => {
  const { signal, bars, miss, why } = drawings[name]
  const drawn = parse(bars)

  test('is seen with its last bar', () => {
    expect(lastOf(name, drawn)).toBe(signal)
  })

  test(`is not seen where ${why}`, () => {
    const other = parse(miss)
    expect(lastOf(name, [...drawn.slice(0, drawn.length - other.length), ...other])).toBe(0)
  })
})

test.each(twoSided)('%s upside down is the opposite', (name) => {
  const mirrored = [...usual, ...parse(drawings[name].bars)].map(([o, h, l, c]): Bar => [200 - o, 200 - l, 200 - h, 200 - c])
  expect(lastOf(name, mirrored)).toBe(-drawings[name].signal)
})

test('side-by-side white lines below a gap are bearish', () => {
  expect(lastOf(WHITE_ON_BOTH_SIDES, parse('103 103.5 100.5 101 | 97 99.5 96.5 99 | 97.1 99.6 96.5 99'))).toBe(-100)
})

test('a hikkake is confirmed by the first close beyond its inside bar within three bars', () => {
  const quiet = '98 102 96 98'
  const confirms = '98 104 97 103.5'
  const trap = drawings.hikkake.bars
  expect(lastOf('hikkake', parse(`${trap} | ${confirms}`))).toBe(200)
  expect(lastOf('hikkake', parse(`${trap} | ${quiet} | ${quiet} | ${confirms}`))).toBe(200)
  expect(lastOf('hikkake', parse(`${trap} | ${quiet} | ${quiet} | ${quiet} | ${confirms}`))).toBe(0)
  expect(lastOf('hikkake', parse(`${trap} | ${confirms} | ${confirms}`))).toBe(0)
  expect(lastOf('modifiedHikkake', parse(`${drawings.modifiedHikkake.bars} | ${confirms}`))).toBe(200)
})

test('bodies that touch at an end are no engulfing and no harami, or weak ones', () => {
  const touching: readonly (readonly [PatternName, string, number])[] = [
    ['engulfing', '101 101.5 98.5 99 | 99 102.5 97.5 102', 80],
    ['harami', '100 106.5 99.5 106 | 106 106.5 104 105', -80],
    ['haramiCross', '100 106.5 99.5 106 | 106 106.5 105 105.9', -80],
  ]
  for (const [name, bars, weak] of touching) {
    expect(lastOf(name, parse(bars))).toBe(0)
    expect(lastOf(name, parse(bars), { touching: 'weak' })).toBe(weak)
    expect(lastOf(name, parse(drawings[name].bars), { touching: 'weak' })).toBe(drawings[name].signal)
  }
  expect(lastOf('engulfing', parse('101 101.5 98.5 99 | 99 101.5 98.5 101'), { touching: 'weak' })).toBe(0)
})

test.each(patternNames.filter((name) => patterns[name].defaults?.penetration !== undefined))('%s needs its penetration', (name) => {
  const drawn = parse(drawings[name].bars)
  expect(lastOf(name, drawn, { penetration: 0.2 })).toBe(name === 'matHold' ? 0 : drawings[name].signal)
  expect(lastOf(name, drawn, { penetration: 0.9 })).toBe(name === 'matHold' ? drawings[name].signal : 0)
})

test('whatever the bars, a pattern gives 0 or one of its signals', () => {
  const random = new Random(4)
  const bars = Array.from({ length: 5000 }, (): Bar => {
    const open = random.int(0, 7)
    const close = random.int(0, 7)
    return [open, Math.max(open, close) + random.int(0, 3), Math.min(open, close) - random.int(0, 3), close]
  })
  for (const name of patternNames) {
    const allowed = new Set([0, ...patterns[name].signals])
    const given = new Set(signalsOf(new CandlePattern(name), bars).filter((signal) => !Number.isNaN(signal)))
    expect(
      [...given].filter((signal) => !allowed.has(signal)),
      name,
    ).toEqual([])
  }
})

test('a name or an option that is none is said', () => {
  expect(() => new CandlePattern('engulfin' as PatternName)).toThrow('was engulfin; did you mean engulfing?')
  expect(() => new CandlePattern('constructor' as PatternName)).toThrow('expected the name of a candle pattern')
  expect(() => new CandlePattern('doji', { penetration: 0.3 })).toThrow('doji has no option penetration; there are none')
  expect(() => new CandlePattern('engulfing', { touching: 'strong' as 'weak' })).toThrow('touching must be one of none, weak, was strong')
})

function parse(bars: string): Bar[] {
  return bars.split('|').map((bar) => bar.trim().split(' ').map(Number) as unknown as Bar)
}

function lastOf(name: PatternName, bars: readonly Bar[], options: ConstructorParameters<typeof CandlePattern>[1] = {}): number {
  return signalsOf(new CandlePattern(name, options), [...usual, ...bars]).at(-1)!
}

function signalsOf(pattern: CandlePattern, bars: readonly Bar[]): number[] {
  return bars.map(([open, high, low, close]) => pattern.update({ open, high, low, close }))
}
