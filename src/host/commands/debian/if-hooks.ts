import type { Iface } from '../../../config/interfaces.ts'
import type { Course } from '../../../engine/course.ts'
import type { Called } from '../../../shell/machine.ts'
import { type Debian, INIT_PATH, runs } from './called.ts'
import { allRun } from './run-parts.ts'

/** An interface on its way up or down, by one of its stanzas. */
export interface Turn {
  readonly way: 'up' | 'down'
  readonly iface: Iface
}

/** Of interfaces(5): what is run when, and which directory is asked besides. */
const PHASES = {
  'pre-up': { options: ['pre-up'], directory: '/etc/network/if-pre-up.d' },
  'post-up': { options: ['up', 'post-up'], directory: '/etc/network/if-up.d' },
  'pre-down': { options: ['down', 'pre-down'], directory: '/etc/network/if-down.d' },
  'post-down': { options: ['post-down'], directory: '/etc/network/if-post-down.d' },
} as const

/** The commands of a stanza for a phase, then the scripts of its directory; false: one of the commands failed. */
export function* ran(machine: Debian, called: Called, turn: Turn, phase: keyof typeof PHASES): Course<boolean> {
  const { options, directory } = PHASES[phase]
  const env = environmentOf(turn, phase)
  for (const { name, value } of turn.iface.options) {
    if (!options.some((option) => option === name.text)) continue
    if ((yield* runs(machine.shell, called, ['sh', '-c', value.text], { env })) !== 0) return false
  }
  // What its scripts say is told, and does not keep it from coming up.
  yield* allRun(machine, { ...called, env }, directory)
  return true
}

/** Each option of the stanza is there by its name: ucarp-vid is IF_UCARP_VID. */
function environmentOf({ way, iface }: Turn, phase: string): ReadonlyMap<string, string> {
  const { name, family, method, options } = iface
  const own = options.map(
    (option) => [`IF_${option.name.text.toUpperCase().replace(/-/g, '_')}`, option.value.text] as const,
  )
  return new Map([
    ...own,
    ['IFACE', name.text],
    ['LOGICAL', name.text],
    ['ADDRFAM', family.text],
    ['METHOD', method.text],
    ['MODE', way === 'up' ? 'start' : 'stop'],
    ['PHASE', phase],
    ['VERBOSITY', '0'],
    ['PATH', INIT_PATH],
  ])
}
