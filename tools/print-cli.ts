/** Writes the reference page of the command line from its own definitions: `node tools/print-cli.ts`. */
import { writeFileSync } from 'node:fs'
import type { Argument, Command, Option } from 'commander'
import { createProgram } from '../apps/cli/program.ts'
import { exitCodes } from '../src/base/error-codes.ts'
import { markdownTable } from './markdown-table.ts'

/** The page's path from the root. */
export const CLI_PATH = 'docs/reference/cli.md'

export function cliPage(): string {
  const program = createProgram('')
  const exits = Object.entries(exitCodes).map(([name, code]) => `${code} ${name}`)
  return `<!-- Written by tools/print-cli.ts. Edit the commands in apps/cli/commands, then run it. -->

# Command line

\`lockstep <command> [flags]\`. What was asked for goes to stdout, progress and remarks to stderr. \`lockstep <command> --help\`
begins with examples. Rarer flags that describe odd files are listed under \`data import\` and work in \`backtest\` too.

- With \`--json\`, stdout holds exactly one JSON document with a \`schemaVersion\`. An error is such a document too:
  \`{ "schemaVersion": 1, "error": { "code", "message", "hint" } }\`; it also goes to stderr as text. Where the document of
  the job is on stdout already (a run without a fill under \`--fail-on-empty\`), the error is on stderr only.
- Exit codes: ${exits.join(', ')}. [Errors](errors.md) says which error ends with which.
- Ctrl-C once stops a backtest where its result can be kept: the report is made, marked aborted, and files asked for are written.
  Twice ends at once. A strategy that never returns hears neither: kill the process.
- Files are written under a temporary name and renamed when they are whole. A place that cannot be written is refused before the run.
- Progress: a line that rewrites itself on a terminal; elsewhere one line each tenth or five seconds, once a job takes over two seconds;
  none with \`--quiet\` or \`--json\`, unless \`--progress plain\` asks.

## Everywhere

${flags(program)}
${program.commands
  .filter((c) => c.name() !== 'version')
  .map(section)
  .join('\n')}`
}

function section(command: Command): string {
  if (command.commands.length > 0) return command.commands.map((c) => page(c, `${command.name()} ${c.name()}`)).join('\n')
  return page(command, command.name())
}

function page(command: Command, name: string): string {
  const operands = command.registeredArguments.map(operand).join(' ')
  const about = command.registeredArguments.map((a) => `\`${operand(a)}\` is ${a.description}.`).join(' ')
  const table = flags(command)
  return `## ${name}\n\n\`lockstep ${`${name} ${operands}`.trim()}\`: ${command.description()}${about === '' ? '' : ` ${about}`}\n${table === '' ? '' : `\n${table}`}`
}

function operand(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`
}

function flags(command: Command): string {
  const shown = command.options.filter((option) => !option.hidden)
  return shown.length === 0 ? '' : markdownTable(['flag', 'means'], shown.map(row))
}

function row(option: Option): string[] {
  const choices = option.argChoices === undefined ? '' : ` (${option.argChoices.map((choice) => `\`${choice}\``).join(', ')})`
  const initial = typeof option.defaultValue === 'string' ? `; default \`${option.defaultValue}\`` : ''
  return [`\`${option.flags.replaceAll('|', '\\|')}\``, `${option.description}${choices}${initial}`]
}

if (import.meta.main) writeFileSync(new URL(`../${CLI_PATH}`, import.meta.url), cliPage())
