import type { Host } from '../host.ts'

export function runCommand(host: Host, command: string): void {
  host.note({ kind: 'command', host: host.name, command, exit: 127, output: '' })
}
