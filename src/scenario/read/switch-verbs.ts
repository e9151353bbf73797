import type { Action } from '../scenario.ts'
import * as read from '../schema/fields.ts'
import { policy } from '../schema/switches.ts'
import { define, type ReadVerb } from './define.ts'
import { cable, mortal, port, powered, switchOrPort } from './switch-targets.ts'
import { policyOf } from './switches.ts'
import type { Targets } from './targets.ts'

type SwitchVerb =
  | 'unplug'
  | 'plug'
  | 'boot'
  | 'crash'
  | 'port-down'
  | 'port-up'
  | 'port-dead'
  | 'port-alive'
  | 'configure'
  | 'burst'

const OF_SWITCH = {
  snooping: read.flag('snooping').exactOptional().describe('Of a switch: whether it snoops.'),
  querier: read.flag('querier').exactOptional().describe('Of a switch: whether it asks who listens.'),
  'filter-own': read.flag('filter-own').exactOptional().describe('Of a team: whether its own frames are dropped.'),
}

type Said = { readonly [K in keyof typeof OF_SWITCH]?: boolean } & Parameters<typeof policyOf>[0]

/** What happens to switches, and to the cables between them. */
export const SWITCH_VERBS: Readonly<Record<SwitchVerb, ReadVerb>> = {
  unplug: onCable('unplug'),
  plug: onCable('plug'),
  boot: onPower('boot'),
  crash: onPower('crash'),
  'port-down': onPort('port-down'),
  'port-up': onPort('port-up'),
  'port-dead': onDeath('port-dead'),
  'port-alive': onDeath('port-alive'),
  configure: define('configure', {
    target: switchOrPort,
    arguments: { ...OF_SWITCH, ...policy },
    action: (target, said, on) => configure(target, said, on),
  }),
  burst: define('burst', {
    target: (on) => on.interface(),
    arguments: {
      frames: read.whole(1, 1_000_000, 'frames is how many, 1 to 1000000').describe('How many frames.'),
      over: read.duration('over', '1s').describe('They are sent evenly over that time.'),
      kind: read
        .oneOf('kind', ['broadcast', 'multicast'])
        .default('broadcast')
        .describe('To all, or to a group that nobody listens to; broadcast unless said.'),
    },
    action: (target, { frames, over, kind }) => ({ verb: 'burst', ...target, frames, over, kind }),
  }),
}

function onPower(verb: 'boot' | 'crash'): ReadVerb {
  return define(verb, { target: powered, arguments: {}, action: (target) => ({ verb, ...target }) })
}

function onCable(verb: 'unplug' | 'plug'): ReadVerb {
  return define(verb, { target: cable, arguments: {}, action: (target) => ({ verb, ...target }) })
}

function onPort(verb: 'port-down' | 'port-up'): ReadVerb {
  return define(verb, { target: port, arguments: {}, action: (target) => ({ verb, ...target }) })
}

function onDeath(verb: 'port-dead' | 'port-alive'): ReadVerb {
  return define(verb, {
    target: mortal,
    arguments: {
      direction: read
        .oneOf('direction', ['in', 'out', 'both'])
        .default('both')
        .describe('What dies, as seen from whose port it is: what comes in, or what goes out; both unless said.'),
    },
    action: (target, { direction }) => {
      return { verb, ...target, directions: direction === 'both' ? ['in', 'out'] : [direction] }
    },
  })
}

function configure(target: { switch: string; port?: string }, said: Said, on: Targets): Action | undefined {
  const { snooping, querier, 'filter-own': filterOwn } = said
  const ofPort = policyOf(said)
  const options = {
    ...(snooping !== undefined && { snooping }),
    ...(querier !== undefined && { querier }),
    ...(filterOwn !== undefined && { filterOwn }),
  }
  const { switch: at, port: name } = target
  const [mine, others] = name === undefined ? [options, ofPort] : [ofPort, options]
  if (Object.keys(others).length > 0) {
    const [ports, switches] = ['source-mac, promiscuous and rate', 'snooping, querier and filter-own']
    return on.wrong(name === undefined ? `${at} is a switch: ${ports} are of its ports` : `${switches} are of ${at}`)
  }
  if (Object.keys(mine).length === 0) {
    const all = name === undefined ? 'snooping, querier or filter-own' : 'source-mac, promiscuous or rate'
    return on.wrong(`configure what? write ${all} beside it`)
  }
  const spec = on.names.switches.all.get(at)
  if ((snooping !== undefined || querier !== undefined) && spec && spec.snooping === undefined) {
    return on.wrong(`${at} knows no snooping; write switches: { ${at}: { snooping: { on: false } } }`)
  }
  if (filterOwn !== undefined && spec && spec.teaming === undefined) return on.wrong(`${at} has no team of uplinks`)
  return name === undefined
    ? { verb: 'configure', switch: at, options }
    : { verb: 'configure', switch: at, port: name, policy: ofPort }
}
