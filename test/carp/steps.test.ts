import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asSent } from '../../src/carp/advertisement.ts'
import type { Input } from '../../src/carp/rule.ts'
import { step } from '../../src/carp/step.ts'
import type { System } from '../../src/carp/system.ts'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { told } from './recording-port.ts'
import { type Act, type Rig, rigOf } from './rig.ts'

// What each system does in each state about all that can happen: a table a system in steps/, to be read beside its
// source and beside the other tables. REWRITE=1 writes what happens now: say why each line changed.

const CONFIG = { advbase: 1, advskew: 100, preempt: false, deadratio: 3, addresses: [7, 5] }

/** The states that a virtual host can be in, and how it comes there. */
const SETTINGS: Readonly<Record<string, (system: System) => Rig>> = {
  'INIT, without an address': (system) => {
    const rig = rigOf(system, { ...CONFIG, addresses: [] })
    // A daemon has one, and is INIT until it starts.
    rig.vhost.state = 'INIT'
    return rig
  },
  'INIT, without carrier': (system) => after(system, { do: 'carrier' }),
  BACKUP: (system) => after(system),
  MASTER: (system) => after(system, { do: 'expire', timer: 'master-down' }),
}

function after(system: System, ...acts: Act[]): Rig {
  const rig = rigOf(system, CONFIG)
  for (const act of acts) rig.play(act)
  return rig
}

type Happening = (rig: Rig) => Input

function heard(advbase: number, advskew: number, demotion = 0, source = 0x0a00_0002): Happening {
  return ({ vhost: { seal } }) => {
    const counter = { counterHigh: 0, counterLow: 1_000 }
    const packet = { version: 2, type: 1, authlen: 7, vhid: 1, advbase, advskew, demotion, ...counter, seal }
    return asSent(packet, 'inet', source)
  }
}

/** What is so by then, and what happens. */
function where(change: (rig: Rig) => void, happening: Happening): Happening {
  return (rig) => {
    change(rig)
    return happening(rig)
  }
}

const mayPreempt = ({ vhost }: Rig) => {
  vhost.machine.preempt = true
}
const demoted = ({ vhost }: Rig) => {
  vhost.machine.demotion = 1
}
const carrier =
  (is: boolean) =>
  ({ vhost }: Rig) => {
    vhost.on.carrier = is
  }
const always = (input: Input) => () => input

const HAPPENINGS: Readonly<Record<string, Happening>> = {
  'hears a faster one': heard(1, 0),
  'hears a faster one, and may preempt': where(mayPreempt, heard(1, 0)),
  'hears an equal one of a higher address': heard(1, 100),
  'hears an equal one of a lower address': heard(1, 100, 0, 0x0a00_0000),
  'hears a slower one': heard(1, 200),
  'hears a slower one, and may preempt': where(mayPreempt, heard(1, 200)),
  'hears one that is too slow': heard(9, 0),
  'hears one that is too slow, and may preempt': where(mayPreempt, heard(9, 0)),
  'hears a goodbye': heard(255, 255),
  'hears a faster one that is demoted': heard(1, 0, 1),
  'hears a slower one that is demoted, and may preempt': where(mayPreempt, heard(1, 200, 1)),
  'hears one that is too slow and demoted': heard(9, 0, 1),
  'hears a faster one, while it is demoted': where(demoted, heard(1, 0)),
  'hears a slower one, while it is demoted': where(demoted, heard(1, 200)),
  'hears a slower one, while it is demoted, and may preempt': where(demoted, where(mayPreempt, heard(1, 200))),
  'its master-down timer fires': always({ on: 'master-down' }),
  'its time to advertise has come': always({ on: 'advertise' }),
  'there is no carrier': where(carrier(false), always({ on: 'link' })),
  'there is a carrier': where(carrier(true), always({ on: 'link' })),
  'there is a carrier, and it may preempt': where(mayPreempt, where(carrier(true), always({ on: 'link' }))),
  'it has one more address': where(({ vhost }) => vhost.give(9), always({ on: 'address added', own: false })),
  'it has one more address, and may preempt': where(
    mayPreempt,
    where(({ vhost }) => vhost.give(9), always({ on: 'address added', own: false })),
  ),
  'it has one more address, which is its own': where(
    ({ vhost }) => vhost.give(9),
    always({ on: 'address added', own: true }),
  ),
  'it has an address less': ({ vhost }) => {
    if (vhost.addresses.length > 0) vhost.take(vhost.addresses[0]!)
    return { on: 'address removed' }
  },
  'it has no address any more': ({ vhost }) => {
    while (vhost.addresses.length > 0) vhost.take(vhost.addresses[0]!)
    return { on: 'address removed' }
  },
  'parameters are set': always({ on: 'set', renumbered: false }),
  'parameters are set, and it may preempt': where(mayPreempt, always({ on: 'set', renumbered: false })),
  'its vhid is set': always({ on: 'set', renumbered: true }),
  'MASTER is asked of it': always({ on: 'force', state: 'MASTER' }),
  'BACKUP is asked of it': always({ on: 'force', state: 'BACKUP' }),
  'INIT is asked of it': always({ on: 'force', state: 'INIT' }),
  'it is taken up': always({ on: 'up' }),
  'it is taken up, and may preempt': where(mayPreempt, always({ on: 'up' })),
  'it is taken up, and may preempt, while it is demoted': where(demoted, where(mayPreempt, always({ on: 'up' }))),
  'it is taken down': always({ on: 'down' }),
  'its machine is demoted': where(demoted, always({ on: 'demotion' })),
  'its machine is demoted, while it is being taken down': where(
    (rig) => {
      demoted(rig)
      rig.vhost.up = false
    },
    always({ on: 'demotion' }),
  ),
  'it is destroyed': always({ on: 'destroy' }),
  'it is started': always({ on: 'start' }),
  'it is told to stand down': always({ on: 'stand down' }),
}

/** What is not an effect on others, and decides later. */
const FLAGS = ['up', 'running', 'suppressed'] as const

/** The rule that applies, and what it does. */
function outcome(system: System, rig: Rig, happening: Happening): string {
  const { vhost, port } = rig
  const input = happening(rig)
  const before = FLAGS.map((flag) => vhost[flag])
  port.taken()
  const rule = step(system.rules, vhost, input, port)
  if (rule === undefined) return '-'
  const flags = FLAGS.flatMap((flag, i) => (vhost[flag] === before[i] ? [] : [`${vhost[flag] ? '' : 'not '}${flag}`]))
  return [rule.name, ...port.taken().map(told), ...flags].join('; ')
}

function tableOf(system: System): string {
  const blocks = Object.entries(SETTINGS).map(([setting, make]) => {
    const lines = Object.entries(HAPPENINGS).map(([what, happening]) => {
      return `  ${what}: ${outcome(system, make(system), happening)}`
    })
    return [setting, ...lines].join('\n')
  })
  return `${blocks.join('\n\n')}\n`
}

test.each(SYSTEMS)('$name does in each state what its table says', (system) => {
  const file = join(import.meta.dirname, 'steps', `${system.name}.txt`)
  const now = tableOf(system)
  if (process.env['REWRITE']) writeFileSync(file, now)
  else expect(now).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '')
})
