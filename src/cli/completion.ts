import { Argument, type Command, type Option } from 'commander'
import { openOutput } from './output.ts'
import type { Flag, Takes, Tree, Verb } from './shells.ts'

const SHELLS = ['bash', 'zsh', 'fish']

const EXAMPLES = `
Examples:
  $ source <(carpsim completion bash)                  in ~/.bashrc
  $ source <(carpsim completion zsh)                   in ~/.zshrc
  $ carpsim completion fish > ~/.config/fish/completions/carpsim.fish
`

/** `carpsim completion SHELL`: a script for the shell, made of the commands and options that there are. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .summary('a script that lets your shell complete carpsim')
    .description('Prints a script that lets a shell complete verbs, options, their choices, and files.')
    .addArgument(new Argument('<shell>', 'whose script').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: string) => {
      const { SCRIPTS } = await import('./shells.ts')
      const { ALIASES, SYSTEMS } = await import('../carp/systems/index.ts')
      const systems = [...SYSTEMS.map(({ name }) => name), ...Object.keys(ALIASES)]
      const output = await openOutput(undefined)
      await output.write([SCRIPTS[shell]!(treeOf(program, { system: systems }))])
    })
}

/** The words that may stand where the help says `<system>`, by that name. */
type Known = Readonly<Record<string, readonly string[]>>

/** What there is to complete, as commander knows it. */
function treeOf(program: Command, known: Known): Tree {
  const flagOf = (option: Option) => toFlag(option, known)
  const help = program.createHelp()
  const commands = help.visibleCommands(program)
  const names = commands.map((command) => command.name())
  const verbs = commands.map((command): Verb => {
    const [argument] = command.registeredArguments
    const takes = argument === undefined ? 'nothing' : (argument.argChoices ?? takesOf(argument.name(), known))
    const flags = help.visibleOptions(command).map(flagOf)
    return { name: command.name(), about: command.summary() || command.description(), flags, takes }
  })
  return {
    name: program.name(),
    flags: help.visibleOptions(program).map(flagOf),
    verbs: verbs.map((verb) => (verb.name === 'help' ? { ...verb, takes: names } : verb)),
  }
}

function toFlag({ short, long, description, flags, argChoices }: Option, known: Known): Flag {
  const [, value] = /[<[](\w+)/.exec(flags) ?? []
  const takes = value === undefined ? 'nothing' : (argChoices ?? takesOf(value, known))
  return { names: [short, long].filter((name) => name !== undefined), about: description, takes }
}

/** Files, and names that there are, where the command line says so. */
function takesOf(name: string, known: Known): Takes {
  return known[name] ?? (name === 'file' || name === 'folder' ? 'file' : 'value')
}
