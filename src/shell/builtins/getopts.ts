import type { Flow } from '../flow.ts'
import { type Call, fails } from './builtin.ts'

/** What is looked for: the options, the variable for each, the words that they stand in. */
interface Sought {
  readonly letters: string
  readonly variable: string
  readonly words: readonly string[]
}

/** `getopts`: one option at a time. OPTIND is the word where it goes on. */
export function* getopts(call: Call): Flow<number> {
  const { shell, args } = call
  const [letters, variable, ...given] = args
  if (letters === undefined || variable === undefined) return yield* fails(call, { is: 'usage', command: 'getopts' })
  if (!/^[A-Za-z_]\w*$/.test(variable))
    return yield* fails(call, { is: 'bad name', name: variable, command: 'getopts' })
  const sought = { letters, variable, words: given.length > 0 ? given : shell.params }
  if (shell.dialect.optionsStartAgain && shell.optionWord > sought.words.length + 1) goOn(call, 1, 0)
  const index = shell.optionWord
  const inside = shell.optionAt > 0
  const current = inside && shell.dialect.optionsAhead ? index - 1 : index
  const word = sought.words[current - 1]
  if (inside && word?.[shell.optionAt] !== undefined) return yield* taken(call, sought, current, shell.optionAt)
  if (word === undefined || !word.startsWith('-') || word === '-') return over(call, sought, current)
  if (word === '--') return over(call, sought, current + 1)
  return yield* taken(call, sought, current, 1)
}

/** The option that stands at a place of a word. */
function* taken(call: Call, { letters, variable, words }: Sought, index: number, at: number): Flow<number> {
  const { shell } = call
  const word = words[index - 1]!
  const option = word[at]!
  const isLast = at + 1 >= word.length
  const place = option === ':' ? -1 : letters.indexOf(option)
  const wants = place >= 0 && letters[place + 1] === ':'
  if (!wants) {
    goOn(call, isLast || shell.dialect.optionsAhead ? index + 1 : index, isLast ? 0 : at + 1)
    if (place < 0) return yield* wrong(call, variable, option, '?', letters.startsWith(':'))
    shell.variables.put('OPTARG', undefined)
    if (shell.dialect.emptyArguments) shell.assign('OPTARG', '')
    shell.assign(variable, option)
    return 0
  }
  const argument = isLast ? words[index] : word.slice(at + 1)
  goOn(call, isLast && argument !== undefined ? index + 2 : index + 1, 0)
  if (argument === undefined) return yield* wrong(call, variable, option, ':', letters.startsWith(':'))
  shell.assign('OPTARG', argument)
  shell.assign(variable, option)
  return 0
}

function* wrong(call: Call, variable: string, option: string, how: '?' | ':', silent: boolean): Flow<number> {
  const { shell } = call
  if (silent) shell.assign('OPTARG', option)
  else {
    shell.variables.put('OPTARG', undefined)
    if (shell.variables.value('OPTERR') !== '0')
      yield* fails(call, { is: how === '?' ? 'getopts option' : 'getopts argument', option })
  }
  shell.assign(variable, silent ? how : '?')
  return 0
}

function goOn({ shell }: Call, index: number, at: number): void {
  shell.assign('OPTIND', String(index))
  shell.optionAt = at
}

function over(call: Call, { variable, words }: Sought, index: number): number {
  goOn(call, Math.min(index, words.length + 1), 0)
  if (call.shell.dialect.optionsEndWithout) call.shell.variables.put('OPTARG', undefined)
  call.shell.assign(variable, '?')
  return 1
}
