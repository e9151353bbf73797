import type { Deed } from '../../../host/carp.ts'
import type { Host } from '../../../host/host.ts'
import { formatTime } from '../../../time.ts'
import type { OnPower } from '../../power.ts'
import type { Stage } from '../compile.ts'
import { type ActionOf, hostOf, type OnHost, type Step, type VerbRules } from './rule.ts'

type Powered = OnHost | OnPower | { readonly switch: string }

/** What is done to a machine, to a switch, or to all of a power supply that it can be done to. */
interface Doing {
  host(host: Host): Deed
  switch(name: string): Deed
}

export function powered(action: Powered, stage: Stage, doing: Doing): Deed {
  if ('switch' in action) return doing.switch(action.switch)
  if (!('members' in action)) return doing.host(hostOf(action, stage))
  const deeds = action.members.map((name) => {
    const host = stage.hosts.get(name)
    return host === undefined ? doing.switch(name) : doing.host(host)
  })
  const able = deeds.filter((one) => typeof one !== 'string')
  if (able.length === 0) return deeds.join(', ')
  const { engine } = stage.world
  return () => {
    const { cause } = engine
    for (const one of able) {
      engine.cause = cause
      one()
    }
  }
}

/** The same action, of those alone that are on or off now. */
export function thoseThatAre<A extends Powered>(power: 'on' | 'off', action: A, { hosts, fabric }: Stage): A {
  if (!('members' in action)) return action
  const isOff = (name: string) => hosts.get(name)?.power === 'off' || fabric.switches.get(name)?.on === false
  return { ...action, members: action.members.filter((name) => isOff(name) === (power === 'off')) }
}

/** Of a power supply, what it feeds. */
export function fed(action: Powered): string {
  return 'members' in action ? `: ${action.members.join(', ')}` : ''
}

/** A voltage that is too low for a while: one machine after the other goes off and comes back. */
export const BROWN_OUTS: VerbRules<'brown-out'> = {
  'brown-out': {
    deed: (action, stage) =>
      powered(action, stage, {
        host: ({ name, power }) => (power === 'off' ? `${name} is off` : () => undefined),
        switch: (name) => (stage.fabric.switches.get(name)!.on ? () => undefined : `${name} is off`),
      }),
    words: ({ gap, off, ...action }, target) =>
      `${target} browns out${fed(action)}, one every ${formatTime(gap)}, each off for ${formatTime(off)}`,
    course: restarts,
  },
}

function* restarts({ members, gap, off }: ActionOf<'brown-out'>, { hosts }: Stage): Generator<Step> {
  for (const [i, name] of members.entries()) {
    const one = hosts.has(name) ? { host: name } : { switch: name }
    yield { after: i === 0 ? 0 : gap, action: { verb: 'crash', ...one }, for: off }
  }
}
