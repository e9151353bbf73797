import type { Session } from '../session/session.ts'
import { completions } from '../session/typed.ts'
import { consoleCompletions } from './console.ts'
import { typing } from './line.ts'
import type { Asking } from './state.ts'

/** What a line may go on with, as whole lines. */
export function linesFor(session: Session, { is, text }: Asking): readonly string[] {
  if (is === 'console') return consoleCompletions(session, text)
  if (is !== 'command') return []
  const head = text.slice(0, text.length - (/\S*$/.exec(text)?.[0].length ?? 0))
  return completions(session, text).map((found) => (found.startsWith(text) ? found : head + found))
}

/** The line as far as all that it may go on with agree; a word that is sure ends with a space. */
export function completed(session: Session, asking: Asking): Asking {
  const lines = linesFor(session, asking)
  const [first, ...others] = lines
  if (first === undefined) return asking
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1
  const text = others.length === 0 && !/[ /=]$/.test(first) ? `${first} ` : first.slice(0, length)
  return text.length < asking.text.length ? asking : { ...asking, ...typing(text) }
}
