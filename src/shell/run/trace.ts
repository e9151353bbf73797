import type { Flow } from '../flow.ts'
import type { Shell } from '../state/shell.ts'
import type { Assigned } from './call.ts'

/** `set -x`: a command as it is run. */
export function* traced(shell: Shell, words: readonly string[], given: Assigned = []): Flow<void> {
  const { dialect } = shell
  const before = given.map(([name, value]) => `${name}=${value === '' ? '' : dialect.traced(value)}`)
  yield* shown(shell, [...before, ...words.map((word) => dialect.traced(word))].join(' '))
}

/** The same of a text that is as it is to be seen. */
export function* shown(shell: Shell, text: string): Flow<void> {
  yield* shell.io.stderr.write(`${shell.variables.value('PS4') ?? '+ '}${text}\n`)
}
