import type { Flow } from '../flow.ts'
import { type Builtin, type Call, fails, says } from './builtin.ts'

/** `alias`: kept and shown. Scripts are read before they run, so that no alias is put into them. */
function* alias(call: Call): Flow<number> {
  const { shell, args } = call
  const shown = (name: string) => `${shell.dialect.aliased(name, shell.aliases.get(name)!)}\n`
  const names = args.filter((word) => word !== '-p' && word !== '--')
  if (names.length === 0) return yield* says(call, [...shell.aliases.keys()].sort().map(shown).join(''))
  let status = 0
  for (const word of names) {
    const at = word.indexOf('=', 1)
    if (at > 0) shell.aliases.set(word.slice(0, at), word.slice(at + 1))
    else if (shell.aliases.has(word)) status = (yield* says(call, shown(word))) || status
    else status = yield* fails(call, { is: 'no type', name: word, command: 'alias' })
  }
  return status
}

function* unalias(call: Call): Flow<number> {
  const { shell, args } = call
  if (args[0] === '-a') shell.aliases.clear()
  let status = 0
  for (const word of args)
    if (word !== '-a' && !shell.aliases.delete(word))
      status = yield* fails(call, { is: 'no type', name: word, command: 'unalias' })
  return status
}

export const ALIASES: readonly (readonly [string, Builtin])[] = [
  ['alias', alias],
  ['unalias', unalias],
  ['bg', (call) => fails(call, { is: 'no job control', command: 'bg' })],
  ['fg', (call) => fails(call, { is: 'no job control', command: 'fg' })],
]
