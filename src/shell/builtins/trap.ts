import type { Flow } from '../flow.ts'
import { signalOf } from '../signals.ts'
import type { Condition } from '../state/parts.ts'
import { type Call, fails, says } from './builtin.ts'

/** `trap`: what is to be done at a signal, or at the end. */
export function* trap(call: Call): Flow<number> {
  const args = [...call.args]
  const [option] = args
  if (option === '--') args.shift()
  else if (option === '-p' || (option === '-l' && call.shell.dialect.trapPrefix))
    return yield* listed(call, args.slice(1))
  if (args.length === 0) return yield* listed(call, [])
  const resets = args.length === 1 || /^\d+$/.test(args[0]!)
  const action = resets ? '-' : args.shift()!
  call.shell.outerTraps = null
  let status = 0
  for (const word of args) {
    const condition = conditionOf(call, word)
    if (condition === undefined) {
      status = yield* fails(call, { is: 'bad signal', text: word, command: 'trap' })
      if (call.shell.dialect.trapStops) return status
    }
    if (condition === undefined) continue
    if (action === '-') call.shell.traps.delete(condition)
    else call.shell.traps.set(condition, action)
  }
  return status
}

function conditionOf({ shell }: Call, word: string): Condition | undefined {
  const { trapPrefix } = shell.dialect
  if (word === '0' || word.toUpperCase() === 'EXIT' || (trapPrefix && word.toUpperCase() === 'SIGEXIT')) return 'EXIT'
  return signalOf(word, shell.dialect.signals, trapPrefix) as Condition | undefined
}

function* listed(call: Call, words: readonly string[]): Flow<number> {
  const { shell } = call
  const number = (name: string) => (name === 'EXIT' ? 0 : shell.dialect.signals[name]!)
  const wanted = words.map((word) => conditionOf(call, word))
  const all = [...(shell.outerTraps ?? shell.traps)].filter(([name]) => wanted.length === 0 || wanted.includes(name))
  all.sort(([a], [b]) => number(a) - number(b))
  const lines = all.map(
    ([name, action]) => `trap -- ${shell.dialect.quotedTrap(action)} ${shell.dialect.trapName(name)}\n`,
  )
  return yield* says(call, lines.join(''))
}
