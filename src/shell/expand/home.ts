import type { Shell } from '../state/shell.ts'

/** What `~` and `~user` stand for. */
export function homeOf(shell: Shell, user: string): string {
  if (user === '') return shell.variables.value('HOME') ?? '~'
  const passwd = shell.machine.files.read('/etc/passwd')
  const entries = 'is' in passwd ? passwd.is.split('\n').map((line) => line.split(':')) : []
  return entries.find(([name]) => name === user)?.[5] ?? `~${user}`
}
