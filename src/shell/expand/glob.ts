import { matches } from '../match/match.ts'
import { parsePattern } from '../match/pattern.ts'
import type { Shell } from '../state/shell.ts'

/** The whole path of one that may begin at the directory where a shell is. */
export function wholePath(path: string, directory: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** The names of files that a pattern matches, in order: POSIX 2.13.3. */
export function glob(shell: Shell, pattern: string): string[] {
  const parts = pattern.split('/')
  let found = [pattern.startsWith('/') ? '/' : '']
  for (const [index, part] of parts.entries()) {
    if (part === '' && index < parts.length - 1) continue
    const last = index === parts.length - 1
    found = found.flatMap((before) => named(shell, before, part, !last))
    if (!last) found = found.map((path) => `${path}/`.replace(/^\/\/+/, '/'))
  }
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** The names below a path that a part of a pattern matches. */
function named(shell: Shell, before: string, part: string, isDirectory: boolean): string[] {
  const { files } = shell.machine
  const { tokens, literal } = parsePattern(part)
  const whole = (name: string) => wholePath(before + name, shell.directory)
  const exists = (name: string) => {
    const stat = isDirectory ? files.stat(whole(name)) : files.lstat(whole(name))
    return 'is' in stat && (!isDirectory || stat.is.kind === 'directory')
  }
  if (literal !== null) return exists(literal) ? [before + literal] : []
  const names = files.list(wholePath(before, shell.directory))
  if (!('is' in names)) return []
  shell.budget.work(1000 + names.is.length * tokens.length)
  const dots = shell.dialect.globsDots ? ['.', '..'] : []
  const all = tokens[0] === '.' ? [...dots, ...names.is] : names.is.filter((name) => !name.startsWith('.'))
  return all
    .filter((name) => matches({ tokens, literal }, name) && (!isDirectory || exists(name)))
    .map((name) => before + name)
}
