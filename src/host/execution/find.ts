import type { Command, NoCommand } from '../../shell/machine.ts'
import { commandOf } from '../commands/program.ts'
import { programAt } from '../commands/programs.ts'
import { scriptAt as serviceAt } from '../commands/service.ts'
import { absolute, parentOf } from '../disk.ts'
import type { Host } from '../host.ts'
import type { UserSpace } from '../user-space.ts'
import { scriptAt } from './script.ts'

const EXECUTABLE = 0o111

/** What a word calls: what lies there, or the first of that name on the search path. */
export function find(host: Host, space: UserSpace, name: string, path: string, directory: string): Command | NoCommand {
  if (name.includes('/')) return commandAt(host, space, absolute(name, directory))
  let why: NoCommand = 'not found'
  for (const folder of path.split(':')) {
    const found = commandAt(host, space, absolute(`${folder}/${name}`, directory))
    if (typeof found === 'function') return found
    if (found !== 'not found') why = 'permission denied'
  }
  return why
}

/** execve(2): a program of the machine, or a script. */
function commandAt(host: Host, space: UserSpace, path: string): Command | NoCommand {
  const stat = space.files.stat(path)
  if ('error' in stat) return serviceOn(host, space, path) ?? 'not found'
  if (stat.is.kind === 'directory') return 'is a directory'
  if (stat.is.kind !== 'file' || (stat.is.mode & EXECUTABLE) === 0) return 'permission denied'
  return programOn(host, space, realPath(space, path)) ?? scriptAt(host, space, path)
}

/** Where links lead that lie there; scripts know themselves by the name of the link. */
function realPath({ files }: UserSpace, path: string): string {
  let at = path
  for (let to = files.linkAt(at); to !== undefined; to = files.linkAt(at)) at = absolute(to, parentOf(at))
  return at
}

/** The script of a service is there as long as the service is. */
function serviceOn(host: Host, space: UserSpace, path: string): Command | undefined {
  const script = serviceAt(path, space.services)
  return script && commandOf(host, space, script)
}

function programOn(host: Host, space: UserSpace, path: string): Command | undefined {
  const known = space.programs.get(path)
  if (known !== undefined) return known
  const program = programAt(path, host.carp.system, space.services)
  if (program === undefined) return undefined
  const command = commandOf(host, space, program)
  // A service may come and go: its script is looked for anew.
  if (!space.services.has(path.slice(path.lastIndexOf('/') + 1))) space.programs.set(path, command)
  return command
}
