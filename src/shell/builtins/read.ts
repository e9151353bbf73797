import { separatorsOf } from '../expand/parameters.ts'
import type { Flow } from '../flow.ts'
import type { Source } from '../machine.ts'
import { type Call, fails } from './builtin.ts'

/** A character that was read; a backslash before it keeps it from parting words. */
interface Letter {
  readonly is: string
  readonly quoted: boolean
}

interface Line {
  readonly letters: readonly Letter[]
  /** The input ended before the line did. */
  readonly cut: boolean
}

/** `read`: a line, into variables. */
export function* read(call: Call): Flow<number> {
  const { shell, io } = call
  const args = [...call.args]
  let raw = false
  let prompt: string | null = null
  let end = '\n'
  for (let option = args[0]; option !== undefined && /^-./.test(option); option = args[0]) {
    args.shift()
    if (option === '--') break
    for (const letter of option.slice(1)) {
      if (letter === 'r') raw = true
      else if (letter === 's' || letter === 'e') continue
      else if (letter === 'p') prompt = args.shift() ?? ''
      else if (letter === 'd' && shell.dialect.substrings) end = (args.shift() ?? '')[0] ?? '\0'
      else if (letter === 't') args.shift()
      else return yield* fails(call, { is: 'bad option', option: `-${letter}`, command: 'read' })
    }
  }
  if (args.length === 0 && !shell.dialect.substrings)
    return yield* fails(call, { is: 'too few arguments', command: 'read' })
  for (const name of args)
    if (!/^[A-Za-z_]\w*$/.test(name)) return yield* fails(call, { is: 'bad name', name, command: 'read' })
  if (prompt !== null) yield* io.stderr.write('')
  yield* shell.pay()
  const { letters, cut } = yield* lineOf(io.stdin, raw, end, shell.budget.limits.variable)
  if (args.length === 0) shell.assign('REPLY', letters.map(({ is }) => is).join(''))
  else for (const [name, value] of parted(call, letters, args)) shell.assign(name, value)
  return cut ? 1 : 0
}

/** Reads up to the end of a line; what is behind it stays for the next. */
function* lineOf(source: Source, raw: boolean, end: string, most: number): Flow<Line> {
  const letters: Letter[] = []
  let escaped = false
  for (;;) {
    const text = yield* source.read()
    if (text === null) return { letters, cut: true }
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!
      if (escaped) {
        escaped = false
        if (character !== '\n') letters.push({ is: character, quoted: true })
      } else if (character === '\\' && !raw) escaped = true
      else if (character === end || letters.length > most) {
        if (at + 1 < text.length) source.unread(text.slice(at + 1))
        return { letters, cut: false }
      } else if (character !== '\0') letters.push({ is: character, quoted: false })
    }
  }
}

/** Each variable gets a field; the last one what is left. */
function* parted(call: Call, letters: readonly Letter[], names: readonly string[]): Generator<[string, string]> {
  const { white, hard } = separatorsOf(call.shell)
  const isWhite = (at: number) => at < letters.length && !letters[at]!.quoted && white.includes(letters[at]!.is)
  const isHard = (at: number) => at < letters.length && !letters[at]!.quoted && hard.includes(letters[at]!.is)
  const skip = (from: number) => {
    let at = from
    while (isWhite(at)) at++
    return at
  }
  const text = (from: number, to: number) =>
    letters
      .slice(from, to)
      .map(({ is }) => is)
      .join('')
  let at = skip(0)
  for (const name of names.slice(0, -1)) {
    const from = at
    while (at < letters.length && !isWhite(at) && !isHard(at)) at++
    yield [name, text(from, at)]
    at = skip(at)
    if (isHard(at)) at = skip(at + 1)
  }
  yield [names.at(-1)!, text(at, lastOf(letters.length, at, isWhite, isHard))]
}

/** Where the last field ends: white goes from its end, and one separator if it is the only one in it. */
function lastOf(
  length: number,
  from: number,
  isWhite: (at: number) => boolean,
  isHard: (at: number) => boolean,
): number {
  let end = length
  while (end > from && isWhite(end - 1)) end--
  if (end === from || !isHard(end - 1)) return end
  let at = from
  while (at < end && !isHard(at) && !isWhite(at)) at++
  let behind = at
  while (isWhite(behind)) behind++
  return isHard(behind) && behind === end - 1 ? at : end
}
