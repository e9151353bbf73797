import type { Flow } from '../flow.ts'
import type { Shell } from '../state/shell.ts'
import { type Call, fails, says } from './builtin.ts'

/** `set`: options, and the positional parameters. */
export function* set(call: Call): Flow<number> {
  const { shell, args } = call
  if (args.length === 0) return yield* variables(call)
  let from = 0
  for (; from < args.length; from++) {
    const word = args[from]!
    if (word === '--' || word === '-') {
      if (word === '-') for (const letter of 'xv') shell.options.delete(letter)
      if (word === '--' || from + 1 < args.length) given(shell, args.slice(from + 1))
      return 0
    }
    if (!/^[-+]./.test(word)) break
    const name = word.endsWith('o') ? args[from + 1] : undefined
    if (word.endsWith('o')) from++
    const status = yield* switched(call, word, name)
    if (status !== 0) return status
  }
  if (from < args.length) given(shell, args.slice(from))
  return 0
}

/** dash and FreeBSD's sh begin anew with what they are given: options.c, setparam. */
function given(shell: Shell, params: readonly string[]): void {
  shell.params = params
  if (!shell.dialect.optionsAhead) return
  shell.optionAt = 0
  shell.optionWord = 1
}

/** One word of options: `-eu`, `+x`, `-o name`. */
function* switched(call: Call, word: string, name: string | undefined): Flow<number> {
  const { shell } = call
  const { options } = shell.dialect
  const on = word.startsWith('-')
  const letters = [...word.slice(1)].filter((letter) => letter !== 'o')
  const unknown = letters.find((letter) => !options.has(letter))
  if (unknown !== undefined)
    return yield* fails(call, { is: 'bad option', option: `${word[0]}${unknown}`, command: 'set' })
  for (const letter of letters) turn(call, letter, on)
  if (!word.endsWith('o')) return 0
  if (name === undefined) return yield* listed(call, on)
  const known = [...options].find(([, each]) => each === name)
  if (known === undefined) return yield* fails(call, { is: 'bad option name', name, command: 'set' })
  turn(call, known[0], on)
  return 0
}

function turn({ shell }: Call, option: string, on: boolean): void {
  if (on) shell.options.add(option)
  else shell.options.delete(option)
}

/** `set -o`, and `set +o` so that it can be read again. */
function* listed(call: Call, plain: boolean): Flow<number> {
  const { shell } = call
  const { options, optionList } = shell.dialect
  const all = [...options].map(([key, name]) => ({ name, on: shell.options.has(key) }))
  if (optionList.sorted) all.sort((a, b) => (a.name < b.name ? -1 : 1))
  if (!plain) return yield* says(call, all.map(({ name, on }) => `set ${on ? '-' : '+'}o ${name}\n`).join(''))
  const lines = all.map(({ name, on }) => `${name.padEnd(optionList.width)}${optionList.between}${on ? 'on' : 'off'}\n`)
  return yield* says(call, optionList.title + lines.join(''))
}

function* variables(call: Call): Flow<number> {
  const { shell } = call
  const set = shell.variables.list().filter(([, { value }]) => value !== null)
  return yield* says(call, set.map(([name, { value }]) => `${name}=${shell.dialect.quoted(value!)}\n`).join(''))
}
