import type { Dialect } from '../dialect.ts'
import type { Flow } from '../flow.ts'
import { type Call, says } from './builtin.ts'
import { unescaped } from './escapes.ts'

/** `echo`: shells differ in its options and in what a backslash does. */
export function* echo(call: Call): Flow<number> {
  const { shell, args } = call
  const { newline, escapes, from } = optionsOf(args, shell.dialect)
  const text = args.slice(from).join(' ')
  if (!escapes) return yield* says(call, newline ? `${text}\n` : text)
  const { text: plain, stops } = unescaped(text, shell.dialect.moreEscapes ? 'bash echo' : 'echo')
  return yield* says(call, newline && !stops ? `${plain}\n` : plain)
}

function optionsOf(args: readonly string[], { echoOptions, echoEscapes }: Dialect) {
  let newline = true
  let escapes = echoEscapes
  let from = 0
  const known = echoOptions === 'neE' ? /^-[neE]+$/ : echoOptions === 'n or e' ? /^-[ne]$/ : /^-n$/
  while (from < args.length && known.test(args[from]!)) {
    for (const letter of args[from]!.slice(1)) {
      if (letter === 'n') newline = false
      else escapes = letter === 'e'
    }
    from++
    if (echoOptions !== 'neE') break
  }
  return { newline, escapes, from }
}
