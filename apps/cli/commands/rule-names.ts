/** Names of the engine's rules, for help: written here, so that help loads no engine, and held to the engine's by a test. */
type Rules =
  | 'presets'
  | 'fillPolicies'
  | 'marginRules'
  | 'liquidationRules'
  | 'settlementRules'
  | 'targetRules'
  | 'conversions'
  | 'endingRules'
  | 'warmUpModes'
  | 'conventions'

export const ruleNames: Readonly<Record<Rules, readonly string[]>> = {
  presets: ['lean', 'backtesting-py', 'pyalgotrade', 'vectorbt'],
  fillPolicies: [
    'pessimistic',
    'ohlc',
    'olhc',
    'adaptive',
    'touch',
    'this-close',
    'one-by-one',
    'one-by-one-this-close',
    'lean',
    'tick',
    'tick-touch',
  ],
  marginRules: ['leverage', 'cash', 'reg-t', 'pattern-day', 'futures', 'lean', 'lean-pattern-day', 'lean-cash', 'backtesting-py'],
  liquidationRules: ['none', 'all', 'largest-first', 'isolated', 'lean', 'at-zero'],
  settlementRules: ['immediate', 't+1', 't+2', 't+3'],
  targetRules: ['lockstep', 'lean', 'lean-cash', 'free-at-fill'],
  conversions: ['none', 'lean'],
  endingRules: ['hold', 'close', 'close-at-last-open', 'close-at-close-before'],
  warmUpModes: ['all', 'all-twice', 'each', 'none'],
  conventions: ['lockstep', 'empyrical', 'quantstats', 'backtesting.py', 'lean', 'tradingview'],
}
