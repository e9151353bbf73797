import { evaluate } from '../arithmetic/evaluate.ts'
import type { Flow } from '../flow.ts'
import type { Operation, Parameter } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'
import type { Expansion } from './expansion.ts'
import type { Fields } from './fields.ts'
import { bytesOf, cased, replaced, slice, without } from './operations.ts'
import { isAll, joint, valueNamed } from './parameters.ts'

type Changes = Extract<Operation, { is: '#' | '##' | '%' | '%%' | 'replace' | 'case' }>
type Chooses = Extract<Operation, { is: '-' | '=' | '+' | '?' }>

/** `$x`, `${x…}`: POSIX 2.6.2. */
export function* parameter(shell: Shell, of: Parameter, into: Fields, expand: Expansion): Flow<void> {
  const { name, operation, quoted } = of
  if (operation === null) {
    if (isAll(name)) return all(shell, of, shell.params, into)
    const value = valueNamed(shell, name)
    if (value === undefined) return unset(shell, name, !of.text.startsWith('${'))
    return quoted ? into.quoted(value) : into.expanded(value)
  }
  switch (operation.is) {
    case 'bad':
      throw new Fault({ is: 'bad substitution', text: of.text })
    case 'length':
      return add(into, String(lengthOf(shell, name)), quoted)
    case '-':
    case '=':
    case '+':
    case '?':
      return yield* chosen(shell, of, operation, into, expand)
    case 'slice':
      return yield* sliced(shell, of, operation, into, expand)
    case 'indirect':
      return yield* indirect(shell, of, operation.then, into, expand)
    default:
      return yield* changed(shell, of, operation, into, expand)
  }
}

function add(into: Fields, text: string, quoted: boolean): void {
  if (quoted) into.quoted(text)
  else into.expanded(text)
}

function unset(shell: Shell, name: string, bare = false): void {
  if (shell.options.has('u')) throw new Fault({ is: 'unset', name, bare })
}

/** `$@` and `$*`: quoted, the one is as many fields as there are parameters, the other is one. */
function all(shell: Shell, { name, quoted }: Parameter, values: readonly string[], into: Fields): void {
  const between = name === '*' || shell.dialect.joinsAlike ? joint(shell) : ' '
  if (quoted && (name === '*' || !into.splits)) {
    into.quoted(values.join(between))
    return
  }
  if (!into.splits) {
    into.plain(values.join(between))
    return
  }
  for (const [index, value] of values.entries()) {
    if (index > 0) part(shell, quoted, into)
    add(into, value, quoted)
  }
}

/** Between two parameters that are taken apart. */
function part(shell: Shell, quoted: boolean, into: Fields): void {
  const between = joint(shell)
  if (quoted || between === '') into.end()
  else if (shell.dialect.betweenParameters === 'white') into.blank()
  else into.expanded(between)
}

function lengthOf(shell: Shell, name: string): number {
  if (isAll(name) && shell.dialect.countsParameters) return shell.params.length
  const value = isAll(name) ? shell.params.join(joint(shell)) : valueNamed(shell, name)
  if (value === undefined) unset(shell, name)
  const text = value ?? ''
  return shell.dialect.characters ? [...text].length : bytesOf(text)
}

/** `-`, `=`, `+`, `?`: the parameter, or the word. */
function* chosen(shell: Shell, of: Parameter, operation: Chooses, into: Fields, expand: Expansion): Flow<void> {
  const { name, quoted } = of
  const { is, orNull, word } = operation
  const many = isAll(name)
  const value = many ? together(shell) : valueNamed(shell, name)
  const isThere = value !== undefined && !(orNull && value === '')
  if (isThere !== (is === '+')) {
    if (is === '+') return
    return many ? all(shell, of, shell.params, into) : add(into, value!, quoted)
  }
  if (is === '-' || is === '+') {
    if (quoted) into.begin()
    return yield* expand.pieces(shell, word.pieces, into, 'expanded')
  }
  const text = yield* expand.one(shell, word)
  if (is === '?') throw new Fault({ is: 'wanted', name, says: word.pieces.length === 0 ? null : text, orNull })
  if (!/^[A-Za-z_]/.test(name)) throw new Fault({ is: 'cannot assign', name: many ? name : of.name })
  shell.assign(name, text)
  add(into, text, quoted)
}

function together({ params, dialect }: Shell): string | undefined {
  return params.length === 0 && !dialect.parametersAreSet ? undefined : params.join(' ')
}

/** Each parameter of `$@`, or the one, changed. */
function* changed(shell: Shell, of: Parameter, operation: Changes, into: Fields, expand: Expansion): Flow<void> {
  if (!shell.dialect.substrings && (operation.is === 'replace' || operation.is === 'case'))
    throw new Fault({ is: 'bad substitution', text: of.text })
  const value = isAll(of.name) ? '' : valueNamed(shell, of.name)
  if (value === undefined) unset(shell, of.name)
  if (!isAll(of.name) && (value ?? '') === '' && shell.dialect.emptyStays) return add(into, '', of.quoted)
  const change = yield* changeOf(shell, operation, expand)
  if (isAll(of.name)) return all(shell, of, shell.params.map(change), into)
  add(into, change(value ?? ''), of.quoted)
}

function* changeOf(shell: Shell, operation: Changes, expand: Expansion): Flow<(text: string) => string> {
  const { budget } = shell
  switch (operation.is) {
    case 'case':
      return (text) => cased(text, operation.how)
    case 'replace': {
      const pattern = yield* expand.pattern(shell, operation.pattern)
      const by = yield* expand.one(shell, operation.by)
      return (text) => replaced(text, operation.where, pattern, by, budget)
    }
    default: {
      const pattern = yield* expand.pattern(shell, operation.word)
      return (text) => without(text, operation.is, pattern, budget)
    }
  }
}

/** `${x:from:length}`, bash. */
function* sliced(
  shell: Shell,
  of: Parameter,
  { from, length }: Extract<Operation, { is: 'slice' }>,
  into: Fields,
  expand: Expansion,
): Flow<void> {
  if (!shell.dialect.substrings) throw new Fault({ is: 'bad substitution', text: of.text })
  const start = Number(evaluate(shell, yield* expand.one(shell, from)))
  const size = length === null ? null : Number(evaluate(shell, yield* expand.one(shell, length)))
  if (isAll(of.name)) {
    const values = [shell.name, ...shell.params]
    const places = slice(values.length, start === 0 ? 0 : start, size)
    if (places === null) throw new Fault({ is: 'substring', text: length!.text })
    return all(shell, of, values.slice(...places), into)
  }
  const value = valueNamed(shell, of.name)
  if (value === undefined) unset(shell, of.name)
  const characters = [...(value ?? '')]
  const places = slice(characters.length, start, size)
  if (places === null) throw new Fault({ is: 'substring', text: length!.text })
  add(into, characters.slice(...places).join(''), of.quoted)
}

/** `${!x}`, bash: the parameter that x names. */
function* indirect(shell: Shell, of: Parameter, then: Operation | null, into: Fields, expand: Expansion): Flow<void> {
  const name = valueNamed(shell, of.name)
  if (!shell.dialect.substrings || name === undefined || !/^(?:[A-Za-z_]\w*|\d+|[@*#?$!-])$/.test(name))
    throw new Fault({ is: 'bad substitution', text: of.text })
  yield* parameter(shell, { ...of, name, operation: then }, into, expand)
}
