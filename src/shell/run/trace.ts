import type { Flow } from '../flow.ts'
import type { Shell } from '../state/shell.ts'

/** `set -x`: a command as it is run. */
export function* traced(shell: Shell, words: readonly string[]): Flow<void> {
  const prompt = shell.variables.value('PS4') ?? '+ '
  yield* shell.io.stderr.write(`${prompt}${words.map((word) => shell.dialect.traced(word)).join(' ')}\n`)
}
