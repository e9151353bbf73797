import type { Verb } from '../scenario.ts'
import * as read from '../schema/fields.ts'
import { define, type ReadVerb } from './define.ts'
import { hostOrPower, powerSupply } from './power.ts'
import { cable } from './switch-targets.ts'

type MachineVerb = Extract<Verb, 'shutdown' | 'reboot' | 'brown-out' | 'flap' | 'reload-filter'>

/** What happens to machines, to all at a power supply, and to cables, by itself too. */
export const MACHINE_VERBS: Readonly<Record<MachineVerb, ReadVerb>> = {
  shutdown: onPower('shutdown'),
  reboot: onPower('reboot'),
  'brown-out': define('brown-out', {
    target: powerSupply,
    arguments: {
      gap: read.duration('gap', '2s').describe('How long after one machine the next one loses power.'),
      off: read.time('off', '500ms').default(0).describe('How long each is off; no time unless said.'),
    },
    action: (target, { gap, off }) => ({ verb: 'brown-out', ...target, gap, off }),
  }),
  flap: define('flap', {
    target: cable,
    arguments: {
      down: read.span('down').describe('How long it is out each time.'),
      up: read.span('up').describe('How long it is in between.'),
    },
    action: (target, { down, up }) => ({ verb: 'flap', ...target, down, up }),
  }),
  'reload-filter': define('reload-filter', {
    target: (on) => on.host(),
    arguments: {
      takes: read.time('takes', '300ms').default(0).describe('So long nothing passes; no time unless said.'),
    },
    action: (target, { takes }) => ({ verb: 'reload-filter', ...target, takes }),
  }),
}

function onPower(verb: 'shutdown' | 'reboot'): ReadVerb {
  return define(verb, { target: hostOrPower, arguments: {}, action: (target) => ({ verb, ...target }) })
}
