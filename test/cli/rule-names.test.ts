/** Help names the engine's rules without loading the engine. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import {
  conventionNames,
  conversions,
  endingRules,
  fillPolicies,
  liquidationRules,
  marginRules,
  presets,
  settlementRules,
  targetRules,
  warmUpModes,
} from '../../src/index.ts'
import { ruleNames } from '../../apps/cli/commands/rule-names.ts'
import { root, scratch } from './cli.ts'

test('names are those of the engine, and in its order', () => {
  const rules = { presets, fillPolicies, marginRules, liquidationRules, settlementRules, targetRules, conversions, endingRules }
  const names = Object.entries(rules).map(([rule, list]) => [rule, Object.values(list).map(({ name }) => name)])
  expect(ruleNames).toEqual({ ...Object.fromEntries(names), warmUpModes, conventions: conventionNames })
})

test.each([['--help'], ['backtest --help'], ['check fills --help'], ['completion bash']])('%s loads no engine', (args) => {
  const program = pathToFileURL(join(root, 'apps/cli/program.ts')).href
  const code = `
    import { registerHooks } from 'node:module'
    registerHooks({
      resolve(name, context, next) {
        if (name === 'lockstep') throw new Error('the engine was loaded')
        return next(name, context)
      },
    })
    const { run } = await import(${JSON.stringify(program)})
    process.exitCode = await run(${JSON.stringify(args.split(' '))}, '1')`
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: scratch(), encoding: 'utf8' })
  expect(ran).toMatchObject({ status: 0, stderr: '' })
})
