import { NO_ENTRY } from '../disk.ts'
import { each, failed, printed } from './outcome.ts'
import { cannot, pathOf } from './paths.ts'
import type { Program } from './program.ts'

/** Of each letter, its bits for all three. */
const BITS: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111 }
const WHOSE: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 }

/** chmod(1), of files. */
export const chmod: Program = (call, args) => {
  const [given, ...names] = args
  if (given === undefined || names.length === 0) return failed('usage: chmod [-fhv] [-R [-H | -L | -P]] mode file ...')
  const { files } = call.space
  return each(names, (name) => {
    const path = pathOf(call, name)
    if (!files.exists(path)) return cannot('chmod', name, NO_ENTRY)
    const mode = changed(given, files.modeOf(path) ?? 0o755)
    if (mode === undefined) return failed(`chmod: invalid file mode: ${given}`)
    files.set(path, { mode })
    return printed('')
  })
}

/** `755`, `u+x`; undefined: it is no mode. */
function changed(given: string, mode: number): number | undefined {
  if (/^[0-7]{1,4}$/.test(given)) return Number.parseInt(given, 8)
  const [, whose = '', how, letters] = /^([ugoa]*)([+=-])([rwx]+)$/.exec(given) ?? []
  if (letters === undefined) return undefined
  const bits = [...letters].reduce((sum, letter) => sum | BITS[letter]!, 0)
  const mask = [...(whose === '' ? 'a' : whose)].reduce((sum, letter) => sum | WHOSE[letter]!, 0)
  if (how === '=') return (mode & ~mask) | (bits & mask)
  return how === '+' ? mode | (bits & mask) : mode & ~(bits & mask)
}
