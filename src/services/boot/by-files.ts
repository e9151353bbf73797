import type { NoElection, System } from '../../carp/system.ts'
import type { Files } from '../../config/files.ts'
import { type Kind, kindOf } from '../../host/setup/settings-of.ts'

/** What a machine must have of its own that it comes up by, and what that is called. */
const NEEDED: Readonly<Record<Kind, readonly [pattern: RegExp, words: string]>> = {
  FreeBSD: [/^\/etc\/rc\.conf$/, 'an /etc/rc.conf'],
  OpenBSD: [/^\/etc\/hostname\.[^/]+$/, 'an /etc/hostname.em0'],
  Debian: [
    /^\/etc\/(?:network\/interfaces|init\.d\/[^/]+|rc[2S]\.d\/[^/]+|rc\.local)$/,
    'an /etc/network/interfaces, or scripts in /etc/init.d',
  ],
  nobody: [/^(?!)/, 'files that its system reads'],
}

/** Whether a machine comes up by its files, stage by stage; without such it is there at once. */
export function comesUpByFiles(files: Files | undefined, system: System | NoElection): files is Files {
  const [pattern] = NEEDED[kindOf(system)]
  return files !== undefined && Object.keys(files).some((path) => pattern.test(path))
}

/** What it needs for that. */
export function neededFiles(system: System | NoElection): string {
  return NEEDED[kindOf(system)][1]
}
