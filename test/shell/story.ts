import { formatSeconds } from '../../src/time.ts'
import { DIALECTS, type Played, play } from './play.ts'

/**
 * Stories of scripts: blocks of which shell runs it with which arguments, the script, `----`, and what it writes, with
 * its exit status and the virtual time at which it ends. What it writes to its errors stands behind `! `; a line that
 * nobody ended has a backslash; an empty one is shown as a point.
 *
 *     sh one two        dash, bash and FreeBSD's sh: once where they agree, otherwise each
 *     dash              one of them
 */
export function retell(text: string): string {
  return text
    .trimEnd()
    .split(/\n{2,}/)
    .map(block)
    .join('\n\n')
    .concat('\n')
}

function block(text: string): string {
  const lines = text.split('\n')
  const end = lines.indexOf('----')
  const given = end === -1 ? lines : lines.slice(0, end)
  const from = given.findIndex((line) => !line.startsWith('#'))
  if (from === -1) return given.join('\n')
  const [shell = '', ...args] = given[from]!.split(' ')
  const source = given
    .slice(from + 1)
    .join('\n')
    .concat('\n')
  return [...given, '----', ...told(shell, source, args)].join('\n')
}

function told(shell: string, source: string, args: readonly string[]): string[] {
  const names = shell === 'sh' ? Object.keys(DIALECTS) : [shell]
  const all = names.map((name) => outcome(play(source, { dialect: DIALECTS[name]!, args, name: 'x.sh' })))
  const [first] = all
  if (all.every((each) => each.join('\n') === first!.join('\n'))) return first!
  return names.flatMap((name, index) => [`${name}:`, ...all[index]!.map((line) => `  ${line}`)])
}

function outcome({ lines, status, at }: Played): string[] {
  return [...lines.map((line) => (line === '' ? '.' : line)), `exit ${status} at ${formatSeconds(at)}`]
}
