import type { Shell } from '../state/shell.ts'
import { type Separators, separators } from './fields.ts'

const DEFAULT_IFS = ' \t\n'
const known = new Map<string, Separators>([[DEFAULT_IFS, separators(DEFAULT_IFS)]])

/** How this shell takes words apart. */
export function separatorsOf(shell: Shell): Separators {
  const ifs = shell.variables.value('IFS') ?? DEFAULT_IFS
  return known.get(ifs) ?? separators(ifs)
}

/** What stands between the parameters in `"$*"`. */
export function joint(shell: Shell): string {
  return (shell.variables.value('IFS') ?? ' ').slice(0, 1)
}

/** The value of a parameter that is one text; undefined: it is not set. */
export function valueNamed(shell: Shell, name: string): string | undefined {
  const first = name.charCodeAt(0)
  if (first >= 0x30 && first <= 0x39) return name === '0' ? shell.name : shell.params[Number(name) - 1]
  switch (name) {
    case '?':
      return String(shell.status)
    case '$':
      return String(shell.shared.pid)
    case '!':
      return shell.lastStarted === null ? undefined : String(shell.lastStarted)
    case '#':
      return String(shell.params.length)
    case '-':
      return optionLetters(shell)
    case 'LINENO':
      return shell.variables.value(name) ?? String(shell.line)
    default:
      return shell.variables.value(name)
  }
}

function optionLetters({ options, dialect }: Shell): string {
  const set = [...dialect.options.keys()].filter((name) => name.length === 1 && options.has(name))
  return (dialect.optionList.lastFirst ? set.reverse() : set).join('')
}

/** `$@` and `$*`. */
export function isAll(name: string): boolean {
  return name === '@' || name === '*'
}
