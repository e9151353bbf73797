/** What may stand at a place of the command line. */
export type Takes = 'nothing' | 'value' | 'file' | readonly string[]

export interface Flag {
  /** `-o`, `--output`; at least one of them. */
  readonly names: readonly string[]
  readonly about: string
  readonly takes: Takes
}

export interface Verb {
  readonly name: string
  readonly about: string
  readonly flags: readonly Flag[]
  readonly takes: Takes
}

export interface Tree {
  readonly name: string
  readonly flags: readonly Flag[]
  readonly verbs: readonly Verb[]
}

/** The scripts that complete a command line, by shell. */
export const SCRIPTS: Readonly<Record<string, (tree: Tree) => string>> = { bash, zsh, fish }

/** Where nothing is offered, bash completes files (-o default). */
function bash({ name, flags, verbs }: Tree): string {
  const offer = (words: readonly string[]) => `COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$word"))`
  const values = verbs.flatMap((verb) =>
    verb.flags
      .filter(({ takes }) => takes !== 'nothing')
      .map(({ names, takes }) => {
        const pattern = names.map((flag) => quoted(`${verb.name} ${flag}`)).join('|')
        return `    ${pattern}) ${isWords(takes) ? `${offer(takes)}; ` : ''}return ;;`
      }),
  )
  const typed = (index: string) => `\${COMP_WORDS[${index}]}`
  const names = (some: readonly Flag[]) => some.flatMap((flag) => flag.names)
  return lines(
    `# Completion for bash: source <(${name} completion bash)`,
    `_${name}() {`,
    `  local word=${typed('COMP_CWORD')} before=${typed('COMP_CWORD-1')} verb=${typed('1')}`,
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    ${offer([...verbs.map((verb) => verb.name), ...names(flags)])}`,
    '    return',
    '  fi',
    '  case "$verb $before" in',
    ...values,
    '  esac',
    '  case "$verb:$word" in',
    ...verbs.map((verb) => `    ${verb.name}:-*) ${offer(names(verb.flags))} ;;`),
    ...verbs.flatMap(({ name: verb, takes }) => (isWords(takes) ? [`    ${verb}:*) ${offer(takes)} ;;`] : [])),
    '  esac',
    '}',
    `complete -o default -F _${name} ${name}`,
  )
}

function zsh({ name, flags, verbs }: Tree): string {
  const bare = (text: string) => text.replace(/[[\]:\\]/g, '\\$&')
  const value = (takes: Takes) => {
    if (takes === 'nothing') return ''
    if (takes === 'file') return ':file:_files'
    return `:value:${isWords(takes) ? `(${takes.join(' ')})` : ''}`
  }
  const spec = ({ names, about, takes }: Flag) =>
    names.map((flag) => quoted(`(${names.join(' ')})${flag}[${bare(about)}]${value(takes)}`))
  const rest = (takes: Takes) => (takes === 'nothing' ? [] : [quoted(`*${value(takes)}`)])
  return lines(
    `#compdef ${name}`,
    `# Completion for zsh: source <(${name} completion zsh)`,
    `_${name}() {`,
    '  local -a verbs',
    '  verbs=(',
    ...verbs.map(({ name: verb, about }) => `    ${quoted(`${verb}:${about}`)}`),
    '  )',
    '  if (( CURRENT == 2 )); then',
    `    _describe verb verbs; _arguments ${flags.flatMap(spec).join(' ')}`,
    '    return',
    '  fi',
    '  shift words; (( CURRENT-- ))',
    '  case "$words[1]" in',
    ...verbs.map(({ name: verb, flags: own, takes }) => {
      return `    ${verb}) _arguments -s ${[...own.flatMap(spec), ...rest(takes)].join(' ')} ;;`
    }),
    '  esac',
    '}',
    `compdef _${name} ${name}`,
  )
}

function fish({ name, flags, verbs }: Tree): string {
  const value = (takes: Takes) => {
    if (takes === 'nothing') return ''
    if (takes === 'file') return ' -r -F'
    return ` -x${isWords(takes) ? ` -a ${quoted(takes.join(' '))}` : ''}`
  }
  const flag = ({ names, about, takes }: Flag) => {
    const spelt = names.map((one) => (one.startsWith('--') ? `-l ${one.slice(2)}` : `-s ${one.slice(1)}`))
    return `${spelt.join(' ')} -d ${quoted(about)}${value(takes)}`
  }
  const first = `complete -c ${name} -n __fish_use_subcommand`
  const within = (verb: string) => `complete -c ${name} -n ${quoted(`__fish_seen_subcommand_from ${verb}`)}`
  return lines(
    `# Completion for fish: ${name} completion fish | source`,
    `complete -c ${name} -f`,
    ...flags.map((one) => `${first} ${flag(one)}`),
    ...verbs.flatMap(({ name: verb, about, flags: own, takes }) => [
      `${first} -a ${verb} -d ${quoted(about)}`,
      ...own.map((one) => `${within(verb)} ${flag(one)}`),
      ...(takes === 'file' ? [`${within(verb)} -F`] : []),
      ...(isWords(takes) ? [`${within(verb)} -a ${quoted(takes.join(' '))}`] : []),
    ]),
  )
}

function isWords(takes: Takes): takes is readonly string[] {
  return typeof takes !== 'string'
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
