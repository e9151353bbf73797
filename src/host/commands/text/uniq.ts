import { cannotDo } from '../complaint.ts'
import { isOutcome, readFlags, type Syntax } from '../flags.ts'
import { printed } from '../outcome.ts'
import { joined, linesOf, pathOf, textOf } from '../paths.ts'
import type { Program } from '../program.ts'

export const UNIQ: Syntax = {
  name: 'uniq',
  letters: 'cdif:s:u',
  long: { count: 'c', repeated: 'd', 'ignore-case': 'i', 'skip-fields': 'f', 'skip-chars': 's', unique: 'u' },
  usage: 'usage: uniq [-c | -d | -D | -u] [-i] [-f num] [-s chars] [input [output]]',
}

/** uniq(1) */
export const uniq: Program = (call, args) => {
  const flags = readFlags(call, args, UNIQ)
  if (isOutcome(flags)) return flags
  const [from, to] = flags.rest
  const text = textOf(call, from)
  if ('error' in text) return cannotDo(call, { program: 'uniq', file: from! }, text.error)
  const fields = Number(flags.value('f') ?? 0)
  const signs = Number(flags.value('s') ?? 0)
  const compared = (line: string) => {
    const rest = line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${Math.min(fields, 1_000)}}`), '')
    const left = (fields > 0 ? rest : line).slice(signs)
    return flags.has('i') ? left.toLowerCase() : left
  }
  const runs: { line: string; count: number }[] = []
  for (const line of linesOf(text.is)) {
    const last = runs.at(-1)
    if (last !== undefined && compared(last.line) === compared(line)) last.count += 1
    else runs.push({ line, count: 1 })
  }
  const shown = runs.filter(({ count }) => (count > 1 ? !flags.has('u') : !flags.has('d')))
  const head = (count: number) => (flags.has('c') ? `${`${count}`.padStart(flags.gnu ? 7 : 4)} ` : '')
  const lines = joined(shown.map(({ line, count }) => head(count) + line))
  if (to === undefined) return printed(lines)
  const why = call.space.files.write(pathOf(call, to), lines)
  return why === null ? printed('') : cannotDo(call, { program: 'uniq', file: to }, why)
}
