import { systemNamed } from '../../carp/systems/index.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { State } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { roughly } from '../words.ts'
import { type Behaviour, played } from './behaviour.ts'
import {
  changeWords,
  couldAct,
  demotionBy,
  gaveWay,
  NO_OPERATION,
  of,
  saidGoodbye,
  signed,
  statesAt,
} from './reading.ts'
import { A_VHOST, hearing, type Play, prefix, THEN } from './stage.ts'

const PAIR: Play['players'] = [{}, { advskew: 100 }]

const goodbye = played({
  name: 'goodbye',
  about: 'What a MASTER says last: at ifconfig carpN down, and when its machine is shut down.',
  explain: 'bow-out',
  plays: {
    down: { players: PAIR, events: [[THEN, { verb: 'carp-down', ...A_VHOST }]] },
    shutdown: { players: PAIR, events: [[THEN, { verb: 'shutdown', host: 'a' }]] },
  },
  reads: ({ down, shutdown }) => {
    const last = (trace: Trace) => (saidGoodbye(trace, 'a') ? '255/255' : 'none')
    return `carpN down: ${couldAct(down) ? last(down) : NO_OPERATION}; shutdown: ${last(shutdown)}`
  },
})

const standDown = played({
  name: 'told to be BACKUP',
  about: 'A MASTER that is alone is told to be BACKUP: ifconfig … state backup, or SIGUSR2.',
  explain: 'forced',
  plays: {
    forced: { players: [{}], events: [[THEN, { verb: 'force', ...A_VHOST, to: 'BACKUP' }]], until: 30 * SECOND },
    signalled: { players: [{}], events: [[THEN, { verb: 'signal', host: 'a', name: 'USR2' }]], until: 30 * SECOND },
  },
  reads: ({ forced, signalled }) => {
    const trace = couldAct(forced) ? forced : signalled
    if (!couldAct(trace)) return NO_OPERATION
    const how = trace === forced ? 'state backup' : 'SIGUSR2'
    const said = saidGoodbye(trace, 'a') ? 'with a goodbye' : 'silently'
    const back = of(trace, 'a', 'transition').find(({ to }) => to === 'MASTER')
    const again = back === undefined ? 'never MASTER again' : `MASTER again ${roughly(back.t - THEN)} later`
    return `${how}: ${changeWords(statesAt(trace, 'a'))} ${said}, ${again}`
  },
})

const added = played({
  name: 'address added',
  about: 'A MASTER gets another virtual address.',
  explain: 'address added',
  plays: {
    more: { players: [{}], events: [[THEN, { verb: 'add-address', ...A_VHOST, address: prefix(0, 200) }]] },
  },
  reads: ({ more }) => (couldAct(more) ? upheaval(more) : NO_OPERATION),
})

const removed = played({
  name: 'address removed',
  about: 'A MASTER of two virtual addresses loses the second.',
  explain: 'address removed',
  plays: {
    less: {
      players: [{ addresses: 2 }],
      events: [[THEN, { verb: 'remove-address', ...A_VHOST, address: prefix(0, 101) }]],
    },
  },
  reads: ({ less }) => {
    if (!couldAct(less)) return NO_OPERATION
    const digest = of(less, 'a', 'advert').at(-1)!.packet.seal.addresses
    return `${upheaval(less)}, ${digest.includes(prefix(0, 101).address) ? 'digest as before' : 'new digest'}`
  },
})

/** `backup again, silently`: what an operation does to the state of a MASTER. */
function upheaval(trace: Trace): string {
  const states = statesAt(trace, 'a')
  if (states.length === 0) return changeWords(states)
  const path = states.at(-1) === 'BACKUP' ? 'backup again' : changeWords(states)
  const spoke = of(trace, 'a', 'advert').some(({ t }) => t === THEN)
  return `${path}, ${spoke ? 'and says so' : 'silently'}`
}

const skewSet = played({
  name: 'advskew set',
  about: 'Somebody sets advskew while it runs: of a MASTER, and of a BACKUP.',
  explain: 'parameters set',
  plays: {
    master: { players: PAIR, events: [[THEN, { verb: 'set', ...A_VHOST, parameters: { advskew: 50 } }]] },
    backup: { players: PAIR, events: [[THEN, { verb: 'set', ...A_VHOST, host: 'b', parameters: { advskew: 50 } }]] },
  },
  reads: ({ master, backup }) => {
    if (!couldAct(master)) return NO_OPERATION
    const [first, second] = [resetting(master, 'a'), resetting(backup, 'b')]
    return first === second ? first : `MASTER: ${first}; BACKUP: ${second}`
  },
})

function resetting(trace: Trace, host: string): string {
  const states = statesAt(trace, host)
  if (states.length > 0) return changeWords(states)
  const armed = of(trace, host, 'armed').some(({ t }) => t === THEN)
  return armed ? 'its timer starts anew' : 'nothing at once'
}

const DEAF: Micros = THEN - SECOND

const allowOff = played({
  name: 'allow off',
  about: 'Somebody sets net.inet.carp.allow to 0 on the machine of a MASTER.',
  explain: 'allow',
  plays: { off: hearing({}, {}, [[DEAF, { verb: 'allow', host: 'a', to: false }]]) },
  reads: ({ off }) => {
    if (!couldAct(off)) return NO_OPERATION
    const states = statesAt(off, 'a', DEAF)
    const by = demotionBy(off, DEAF)
    const also = by === undefined ? [] : [`demotion ${signed(by)}`]
    const deaf = states.length === 0 && !gaveWay(off, 'a') ? ['deaf'] : []
    return [changeWords(states), ...also, ...deaf].join(', ')
  },
})

const START: Micros = 0

const sibling = played({
  name: 'a second virtual host',
  about: 'Another virtual host is configured on the interface: what becomes of the first.',
  explain: 'virtual host',
  plays: { two: { players: [{ vhosts: 2 }], until: SECOND } },
  reads: ({ two }) => {
    const states: State[] = statesAt(two, 'a', START)
    return states.filter((state) => state === 'BACKUP').length > 1 ? 'starts anew' : 'nothing'
  },
})

const balancing: Behaviour = {
  name: 'balancing',
  about: 'In which modes several nodes of one carp interface share the clients.',
  explain: 'balancing',
  of: (name) => {
    const system = systemNamed(name)!
    const modes = system.runs === 'kernel' ? system.balancings.filter((mode) => mode !== 'none') : []
    return modes.join(', ') || 'none'
  },
}

export const OPERATIONS: readonly Behaviour[] = [
  goodbye,
  standDown,
  added,
  removed,
  skewSet,
  allowOff,
  sibling,
  balancing,
]
