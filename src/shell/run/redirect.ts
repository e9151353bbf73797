import type { ShellError } from '../dialect.ts'
import { one } from '../expand/expand.ts'
import { wholePath } from '../expand/glob.ts'
import type { Flow } from '../flow.ts'
import type { Redirect, Word } from '../plan/plan.ts'
import { type Description, File, type OpenAs, Text } from '../state/description.ts'
import type { Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'

/** What was open before, by descriptor. */
export type Saved = [number: number, description: Description | undefined][]

const STANDARD = /^\/dev\/(?:fd\/(\d+)|std(in|out|err))$/
const NUMBERS: Readonly<Record<string, number>> = { in: 0, out: 1, err: 2 }

/** Whose files they are: the shell's own while it does something itself, or of a process that it begins. */
type Whose = 'shell' | 'special builtin' | 'process'

/**
 * Opens what a command is redirected to, from left to right.
 *
 * @returns the status where one cannot be: it is said, and what was opened before is undone
 */
export function* redirected(shell: Shell, redirects: readonly Redirect[], whose: Whose): Flow<Saved | number> {
  const saved: Saved = []
  const wasSpecial = shell.special
  let done = false
  try {
    for (const redirect of redirects) {
      const status =
        redirect.is === 'text' ? yield* document(shell, redirect, whose, saved) : yield* apply(shell, redirect, saved)
      if (typeof status === 'number') return status
    }
    done = true
    return saved
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    if (whose === 'process' && shell.dialect.redirectsApart) return yield* failed(shell, thrown)
    shell.special = whose === 'special builtin'
    return yield* shell.complain(thrown.error)
  } finally {
    shell.special = wasSpecial
    if (!done) restored(shell, saved)
  }
}

/** As it was before. */
export function restored(shell: Shell, saved: Saved): void {
  for (const [number, description] of saved.reverse()) {
    shell.descriptors.set(number, description)
    description?.drop()
  }
}

/** Those that were saved are not needed again: `exec`. */
export function kept(saved: Saved): void {
  for (const [, description] of saved) description?.drop()
}

function replace(shell: Shell, number: number, description: Description | undefined, saved: Saved): void {
  const before = shell.descriptors.get(number)
  before?.hold()
  saved.push([number, before])
  shell.descriptors.set(number, description)
}

type Document = Extract<Redirect, { is: 'text' }>

/** Gives a status where it cannot be expanded, and the shell goes on. */
function* document(shell: Shell, { on, text, line }: Document, whose: Whose, saved: Saved): Flow<number | undefined> {
  try {
    const expanded = yield* one(shell, text)
    replace(shell, on, new Text(line ? `${expanded}\n` : expanded), saved)
    return undefined
  } catch (thrown) {
    const isApart = shell.dialect.documentsApart && !line && whose !== 'special builtin'
    if (!(thrown instanceof Fault) || !isApart) throw thrown
    return yield* failed(shell, thrown)
  }
}

/** It is said, and the shell goes on. */
function* failed(shell: Shell, { error }: Fault): Flow<number> {
  yield* shell.says(error)
  return shell.dialect.status(error)
}

function* apply(shell: Shell, redirect: Exclude<Redirect, Document>, saved: Saved): Flow<void> {
  switch (redirect.is) {
    case 'both':
      return yield* both(shell, redirect.target, redirect.append ? '>>' : '>', saved)
    case 'copy':
      return yield* copy(shell, redirect, saved)
    default: {
      const path = yield* one(shell, redirect.target)
      replace(shell, redirect.on, opened(shell, path, redirect.how), saved)
    }
  }
}

function* both(shell: Shell, target: Word, how: '>' | '>>', saved: Saved): Flow<void> {
  const file = opened(shell, yield* one(shell, target), how)
  replace(shell, 1, file, saved)
  replace(shell, 2, file, saved)
}

function* copy(shell: Shell, { on, how, target }: Extract<Redirect, { is: 'copy' }>, saved: Saved): Flow<void> {
  const word = yield* one(shell, target)
  if (word === '-') return replace(shell, on, undefined, saved)
  const moved = /^(\d+)(-?)$/.exec(word)
  if (moved === null) {
    if (how === '>&' && on === 1 && shell.dialect.copiesToFiles) return yield* both(shell, target, '>', saved)
    throw new Fault({ is: 'bad descriptor', descriptor: word })
  }
  const from = shell.descriptors.get(Number(moved[1]))
  if (from === undefined) throw new Fault({ is: 'bad descriptor', descriptor: moved[1]! })
  replace(shell, on, from, saved)
  if (moved[2] === '-' && Number(moved[1]) !== on) replace(shell, Number(moved[1]), undefined, saved)
}

function opened(shell: Shell, path: string, how: '<' | '>' | '>>' | '>|' | '<>'): Description {
  const standard = STANDARD.exec(path)
  if (standard !== null) {
    const number = standard[1] ?? String(NUMBERS[standard[2]!])
    const open = shell.descriptors.get(Number(number))
    if (open === undefined) throw new Fault({ is: 'cannot open', path, why: 'No such file or directory' })
    return open
  }
  if (how === '<') return reading(shell, path)
  return writing(shell, path, how)
}

function reading(shell: Shell, path: string): Description {
  const whole = wholePath(path, shell.directory)
  const got = path === '' ? { error: 'No such file or directory' } : shell.machine.files.read(whole)
  if ('error' in got) throw new Fault({ is: 'cannot open', path, why: got.error })
  return new File(shell.machine.files, whole, { reads: true, writes: false, appends: false }, shell.budget)
}

function writing(shell: Shell, path: string, how: '>' | '>>' | '>|' | '<>'): Description {
  const { files } = shell.machine
  const whole = wholePath(path, shell.directory)
  const cannot = (why: string): ShellError => ({ is: 'cannot create', path, why })
  if (path === '') throw new Fault(cannot('No such file or directory'))
  const stat = files.stat(whole)
  const plain = !('is' in stat) || stat.is.kind === 'file'
  if ('is' in stat && stat.is.kind === 'directory') throw new Fault(cannot('Is a directory'))
  if (how === '>' && 'is' in stat && plain && shell.options.has('C')) throw new Fault({ is: 'exists', path })
  const isNew = !('is' in stat)
  const empties = isNew || how === '>' || how === '>|'
  const wrong = plain ? (empties ? files.write(whole, '') : files.append(whole, '')) : null
  if (wrong !== null) throw new Fault(cannot(wrong))
  const as: OpenAs = { reads: how === '<>', writes: true, appends: how === '>>' || !plain }
  return new File(files, whole, as, shell.budget)
}
