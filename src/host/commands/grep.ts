import { matches, parsePattern } from '../../trace/pattern.ts'
import { readOptions } from './options.ts'
import { failed, type Outcome } from './outcome.ts'
import { joined, linesOf, textOf } from './paths.ts'
import type { Call, Program } from './program.ts'

const USAGE = 'usage: grep [-cEFhiInqsv] [-e pattern] [pattern] [file ...]'

type Test = (line: string) => boolean

/** grep(1): 0 where something is found, 1 where nothing is, 2 where something is wrong. */
export const grep: Program = (call, args) => {
  const options = readOptions(args, 'cEFe:hinqsvl')
  const [first, ...others] = options?.rest ?? []
  const pattern = options?.given.get('e') ?? first
  if (options === undefined || pattern === undefined) return failed(USAGE, 2)
  const { given, rest } = options
  const test = testOf(pattern, given)
  if (typeof test === 'string') return failed(`grep: ${test}`, 2)
  const files = given.has('e') ? rest : others
  return found(call, { files, given, test })
}

interface Asked {
  readonly files: readonly string[]
  readonly given: ReadonlyMap<string, string>
  readonly test: Test
}

function found(call: Call, { files, given, test }: Asked): Outcome {
  let stdout = ''
  let stderr = ''
  let isFound = false
  for (const name of files.length === 0 ? ['-'] : files) {
    const text = textOf(call, name)
    if ('error' in text) {
      if (!given.has('s')) stderr += `grep: ${name}: ${text.error}\n`
      continue
    }
    const prefix = files.length > 1 && !given.has('h') ? `${name}:` : ''
    const lines = linesOf(text.is).flatMap((line, i) =>
      test(line) === given.has('v') ? [] : [`${prefix}${given.has('n') ? `${i + 1}:` : ''}${line}`],
    )
    isFound ||= lines.length > 0
    if (given.has('q')) continue
    if (given.has('l')) stdout += lines.length > 0 ? `${name}\n` : ''
    else stdout += given.has('c') ? `${prefix}${lines.length}\n` : joined(lines)
  }
  return { stdout, stderr, exit: isFound && (stderr === '' || given.has('q')) ? 0 : stderr === '' ? 1 : 2 }
}

/** Signs that are themselves in a basic regular expression. */
const BASIC = /[+?|(){}]/g

/** Patterns take time in proportion to the line, whatever they are: not all that grep knows is read. */
function testOf(text: string, given: ReadonlyMap<string, string>): Test | string {
  const lower = (line: string) => (given.has('i') ? line.toLowerCase() : line)
  if (given.has('F')) return (line) => lower(line).includes(lower(text))
  const pattern = parsePattern(lower(given.has('E') ? text : text.replace(BASIC, '\\$&')))
  if ('character' in pattern) return `carpsim reads no '${pattern.character}' in a pattern: . .* ^ $, and | with -E`
  return (line) => matches(pattern, lower(line))
}
