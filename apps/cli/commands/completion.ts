import { Argument, Command } from 'commander'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

/** @param program whose commands and flags are completed */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .summary('print a completion script for your shell')
    .description('Print a script that completes commands and flags in your shell.')
    .addHelpText(
      'before',
      'Examples:\n  source <(lockstep completion bash)\n  lockstep completion fish > ~/.config/fish/completions/lockstep.fish\n',
    )
    .addArgument(new Argument('<shell>', 'yours').choices(SHELLS))
    .action((shell: Shell) => void process.stdout.write(scripts[shell](wordsOf(program))))
}

/** What may follow each command, such as `data import`. */
type Words = readonly (readonly [command: string, words: readonly string[]])[]

function wordsOf(program: Command): Words {
  const flagsOf = (command: Command): string[] => command.options.filter((o) => !o.hidden).flatMap((o) => o.long ?? [])
  const global = flagsOf(program)
  const walk = (command: Command, path: string): [string, string[]][] => [
    [path, [...command.commands.map((c) => c.name()), ...flagsOf(command), ...(path === '' ? [] : global)]],
    ...command.commands.flatMap((c) => walk(c, `${path} ${c.name()}`.trim())),
  ]
  return walk(program, '')
}

const scripts: Readonly<Record<Shell, (words: Words) => string>> = {
  bash: (words) => `_lockstep() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${words
        .slice(1)
        .map(([path]) => `"${path}"`)
        .join(' | ')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${words.map(([path, list]) => `    "${path}") words="${list.join(' ')}" ;;`).join('\n')}
  esac
  COMPREPLY=()
  if [[ "$current" == -* || "$path" == "" || "$path" == "check" || "$path" == "data" ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -o default -F _lockstep lockstep
`,
  zsh: (words) => `autoload -U +X bashcompinit && bashcompinit\n${scripts.bash(words)}`,
  fish: (words) =>
    words
      .flatMap(([path, list]) => {
        const when = path === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${path.split(' ').at(-1)}`
        return list.map((word) => `complete -c lockstep -n '${when}' ${word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`}\n`)
      })
      .join(''),
}
