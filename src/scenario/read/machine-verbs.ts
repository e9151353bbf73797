import { z } from 'zod'
import { formatIpv4, formatPrefix, isWithin } from '../../network/address.ts'
import type { Action, Verb } from '../scenario.ts'
import { readAddress } from '../schema/addresses.ts'
import * as read from '../schema/fields.ts'
import { FORMS } from '../schema/form.ts'
import { define, type ReadVerb } from './define.ts'
import { hostOrPower, powerSupply } from './power.ts'
import { protocol } from './protocols.ts'
import { cable } from './switch-targets.ts'
import type { Targets } from './targets.ts'

const GATEWAY = 'gateway is the IPv4 address of a router in the subnet of the interface, such as 10.0.0.254, or none'

type MachineVerb = Extract<Verb, 'shutdown' | 'reboot' | 'brown-out' | 'flap' | 'reload-filter' | 'route-to'>

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
  'route-to': define('route-to', {
    target: (on) => on.interface(),
    arguments: {
      gateway: read
        .field(
          GATEWAY,
          (value) => {
            const address = readAddress(value)
            return value === 'none' ? null : typeof address === 'number' ? address : undefined
          },
          FORMS.ipv4OrNone,
        )
        .describe('The router in the subnet of the interface that gets it; none: routes say where things go.'),
      except: z
        .array(protocol('except'))
        .default([])
        .describe('Protocols that go where they went, such as [carp]: a rule before that lets them pass.'),
    },
    action: (target, { gateway, except }, on) => routeTo({ verb: 'route-to', ...target, gateway, except }, on),
  }),
}

/** A router is a neighbour. */
function routeTo(action: Action & { readonly verb: 'route-to' }, on: Targets): Action {
  const { gateway } = action
  const card = on.known(action.host).spec.interfaces.find(({ name }) => name === action.interface)!
  if (gateway !== null && !isWithin(gateway, card.address)) {
    const where = `${formatIpv4(gateway)} is not in the subnet of ${card.name}`
    on.reader.complain([...on.path, 'gateway'], `${where}; write an address in ${formatPrefix(card.address)}`)
  }
  return action
}

function onPower(verb: 'shutdown' | 'reboot'): ReadVerb {
  return define(verb, { target: hostOrPower, arguments: {}, action: (target) => ({ verb, ...target }) })
}
