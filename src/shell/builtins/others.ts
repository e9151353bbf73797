import { evaluate } from '../arithmetic/evaluate.ts'
import { type Integer, isZero } from '../arithmetic/integer.ts'
import type { Flow } from '../flow.ts'
import { type Builtin, type Call, fails, says } from './builtin.ts'

/** `umask`: kept, and shown. */
function* umask(call: Call): Flow<number> {
  const { shell } = call
  const args = call.args.filter((word) => word !== '-p')
  const symbolic = args[0] === '-S'
  const mode = symbolic ? args[1] : args[0]
  if (mode === undefined) {
    const octal = shell.mask.toString(8).padStart(4, '0')
    return yield* says(call, `${symbolic ? letters(~shell.mask & 0o777) : octal}\n`)
  }
  const mask = /^\d/.test(mode) ? octalOf(mode) : symbols(mode, shell.mask)
  if (mask === null) return yield* fails(call, { is: 'bad mode', text: mode, command: 'umask' })
  shell.mask = mask
  return 0
}

function octalOf(text: string): number | null {
  return /^[0-7]{1,4}$/.test(text) ? Number.parseInt(text, 8) & 0o777 : null
}

function letters(mode: number): string {
  const of = (bits: number) => `${bits & 4 ? 'r' : ''}${bits & 2 ? 'w' : ''}${bits & 1 ? 'x' : ''}`
  return `u=${of(mode >> 6)},g=${of((mode >> 3) & 7)},o=${of(mode & 7)}`
}

const SHIFTS: Readonly<Record<string, readonly number[]>> = { u: [6], g: [3], o: [0], a: [6, 3, 0] }
const BITS: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 }

/** `u=rwx,go-w`. */
function symbols(text: string, mask: number): number | null {
  let allowed = ~mask & 0o777
  for (const clause of text.split(',')) {
    const found = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause)
    if (found === null) return null
    const bits = [...found[3]!].reduce((sum, each) => sum | BITS[each]!, 0)
    for (const shift of [...(found[1] === '' ? 'a' : found[1]!)].flatMap((who) => SHIFTS[who]!)) {
      if (found[2] === '=') allowed &= ~(7 << shift)
      allowed = found[2] === '-' ? allowed & ~(bits << shift) : allowed | (bits << shift)
    }
  }
  return ~allowed & 0o777
}

/** `times`: no processor is simulated, so nothing was used of it. */
function times(call: Call): Flow<number> {
  const none = `0m${(0).toFixed(call.shell.dialect.clockDigits)}s`
  return says(call, `${none} ${none}\n${none} ${none}\n`)
}

/** `let`, bash. */
function lets({ shell, args }: Call): number {
  let last: Integer = 0
  for (const text of args) last = evaluate(shell, text)
  return Number(isZero(last))
}

/** `ulimit`: what a machine lets its processes use up is not for scripts to change here. */
function ulimit(call: Call): number | Flow<number> {
  return call.args.some((word) => /^(?:\d+|unlimited)$/.test(word)) ? 0 : says(call, 'unlimited\n')
}

export const OTHERS: readonly (readonly [string, Builtin])[] = [
  ['umask', umask],
  ['times', times],
  ['let', lets],
  ['ulimit', ulimit],
  ['shopt', () => 0],
]
