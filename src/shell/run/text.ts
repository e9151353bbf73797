import type { Dialect } from '../dialect.ts'
import type { Flow } from '../flow.ts'
import { Commands } from '../plan/commands.ts'
import type { Node } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import { Stop } from '../state/stop.ts'
import type { SyntaxFault, Unended } from '../syntax/fault.ts'
import { parseScript } from '../syntax/parse.ts'

interface Made {
  readonly node: Node
  readonly text: string
  readonly sameLine: boolean
  /** The first of those that a here-document without an end belongs to. */
  readonly warns: boolean
  /** Its last line. */
  readonly last: number
}

/** A text, made ready to run: its complete commands up to where it is wrong. */
export interface Ready {
  readonly commands: readonly Made[]
  readonly fault: SyntaxFault | null
  readonly unended: Unended | null
}

const KEPT = 200
const ready = new WeakMap<Dialect, Map<string, Ready>>()

/** Read once, however often it runs. */
function readied(source: string, dialect: Dialect, line: number, longest: number): Ready {
  let kept = ready.get(dialect)
  if (kept === undefined) {
    kept = new Map()
    ready.set(dialect, kept)
  }
  const key = `${line} ${source}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = makeReady(source, dialect, line, longest)
  if (kept.size >= KEPT) kept.clear()
  kept.set(key, made)
  return made
}

function makeReady(source: string, dialect: Dialect, line: number, longest: number): Ready {
  const { commands, fault, text, unended } = parseScript(source, dialect, longest)
  const made = new Commands(text, dialect, line)
  let before = 0
  const all = commands.map((statement) => {
    const sameLine = before > 0 && !text.slice(before, statement.pos).includes('\n')
    const warns = unended !== null && before <= unended.from && unended.from <= statement.pos
    before = statement.end
    made.unitEnd = statement.end
    return {
      node: made.statement(statement),
      text: text.slice(statement.pos, statement.end),
      sameLine,
      warns,
      last: made.line(statement.end),
    }
  })
  return { commands: all, fault, unended }
}

/** Runs a text in a shell. A fault of its syntax is met when all before it has run. */
export function* text(shell: Shell, source: string, line = 1): Flow<number> {
  shell.deeper()
  shell.budget.enters(source)
  try {
    return yield* inner(shell, source, line)
  } finally {
    shell.budget.leaves(source)
  }
}

function* inner(shell: Shell, source: string, line: number): Flow<number> {
  const { limits } = shell.budget
  const { commands, fault, unended } = readied(source, shell.dialect, line, limits.source)
  let status = 0
  for (const { node, text, warns } of commands) {
    if (warns) yield* warned(shell, unended!)
    if (shell.options.has('n')) break
    if (shell.options.has('v')) yield* shell.io.stderr.write(`${text}\n`)
    status = yield* shell.runner.run(shell, node)
    if (shell.leaving !== null) break
  }
  shell.depth--
  if (fault === null || shell.leaving !== null) return status
  return yield* refused(shell, fault, shell.dialect.readsOnAfterFaults)
}

/** The same for a script as a whole, and for a line at a prompt: what leaves a line out goes on with the next. */
export function* lines(shell: Shell, source: string): Flow<number> {
  const { limits } = shell.budget
  const { commands, fault, unended } = readied(source, shell.dialect, 1, limits.source)
  let status = 0
  let skips = false
  for (const { node, text, sameLine, warns, last } of commands) {
    if (warns) yield* warned(shell, unended!)
    if (shell.options.has('n')) break
    if (skips && sameLine) continue
    if (shell.options.has('v')) yield* shell.io.stderr.write(`${text}\n`)
    const stopped = yield* line(shell, node, last)
    skips = stopped.isLeft
    status = stopped.status
    if (shell.leaving !== null) return status
  }
  if (fault === null) return status
  if (unended !== null && !commands.some(({ warns }) => warns)) yield* warned(shell, unended)
  return yield* refused(shell, fault, false)
}

function* line(shell: Shell, node: Node, last: number): Flow<{ readonly status: number; readonly isLeft: boolean }> {
  try {
    return { status: yield* shell.runner.run(shell, node), isLeft: false }
  } catch (thrown) {
    if (!(thrown instanceof Stop) || thrown.of !== 'line') throw thrown
    if (shell.dialect.losesLines && shell.locals.length === 0) shell.lost = last - shell.line
    shell.afresh()
    shell.status = thrown.status
    return { status: thrown.status, isLeft: true }
  }
}

function told(shell: Shell, fault: SyntaxFault): string {
  const where = { ...shell.where, exits: shell.options.has('e') }
  return shell.dialect.syntaxError({ ...fault, line: fault.line - (shell.inside === null ? shell.lost : 0) }, where)
}

function* warned(shell: Shell, unended: Unended): Flow<void> {
  const says = shell.dialect.unended(unended, shell.where)
  if (says !== null) yield* shell.io.stderr.write(`${says}\n`)
}

function* refused(shell: Shell, fault: SyntaxFault, goesOn: boolean): Flow<number> {
  yield* shell.io.stderr.write(`${told(shell, fault)}\n`)
  shell.status = shell.dialect.syntaxStatus(fault, shell.status)
  if (goesOn) return shell.status
  throw new Stop('shell', shell.status)
}
