import { Task } from '../../../engine/task.ts'
import type { Deed } from '../../../host/carp.ts'
import type { Host } from '../../../host/host.ts'
import type { Diversion, Protocol } from '../../../host/packet-filter.ts'
import { formatIpv4 } from '../../../network/address.ts'
import { formatTime, type Micros } from '../../../time.ts'
import { listed } from '../../text/suggest.ts'
import { type ActionOf, hostOf, type VerbRules, whenOn } from './rule.ts'

/** What a packet filter of IP can keep from passing. */
const PROTOCOLS: readonly Protocol[] = ['carp', 'icmp', 'tcp', 'pfsync', 'icmp6']
const BOTH = ['in', 'out'] as const

/** A packet filter that is loaded anew while the machine runs: its states go, and until it is there nothing passes. */
export const FILTERS: VerbRules<'reload-filter' | 'route-to'> = {
  'reload-filter': {
    deed: (action, stage) => whenOn(action, stage, (host) => reload(host, action.takes)),
    words: ({ takes }, target) =>
      `${target}: packet filter loaded anew${takes === 0 ? '' : `, nothing passes for ${formatTime(takes)}`}`,
  },
  'route-to': {
    deed: (action, stage) => divert(hostOf(action, stage), action),
    words: ({ gateway, except }, target) => {
      if (gateway === null) return `${target}: packet filter leaves it to routes where things go`
      const others = except.length === 0 ? '' : `, but for ${listed(except)}`
      return `${target}: packet filter sends what leaves for other networks to ${formatIpv4(gateway)}${others}`
    },
    terms: ({ gateway }) => ({ gateway: gateway === null ? 'none' : formatIpv4(gateway) }),
    undo: (action, stage) => {
      const { routeTo } = hostOf(action, stage).nic(action.interface).filter
      return { ...action, gateway: routeTo?.gateway ?? null, except: routeTo?.except ?? [] }
    },
  },
}

/** What captures and writes frames by itself, as ucarp does, sends them where it did. */
function divert(host: Host, { interface: on, gateway, except }: ActionOf<'route-to'>): Deed {
  const { filter } = host.nic(on)
  const now: Diversion = filter.routeTo ?? { gateway: null, except: [] }
  if (now.gateway === gateway && listed(now.except) === listed(except)) return `${host.name}.${on} does so already`
  return () => {
    filter.routeTo = gateway === null ? null : { gateway, except, because: host.world.engine.cause }
  }
}

function reload(host: Host, takes: Micros): Deed {
  const { states } = host.ip
  if (states === null && takes === 0) return `${host.name} keeps no states, and its packet filter is there at once`
  return () => {
    states?.flush()
    if (takes > 0) close(host, takes)
  }
}

/** All that was open is closed for a while. What passes by every packet filter does so now. */
function close(host: Host, time: Micros): void {
  const { engine } = host.world
  const ways = host.nics.flatMap((nic) =>
    PROTOCOLS.map((protocol) => {
      const directions = BOTH.filter((direction) => !nic.filter.blocks(protocol, direction))
      return (blocked: boolean) => done(host.block(nic, protocol, directions, blocked))
    }),
  )
  for (const set of ways) set(true)
  const open = () => {
    for (const set of ways) set(false)
  }
  engine.schedule(engine.now + time, new Task(engine, open))
}

function done(deed: Deed): void {
  if (typeof deed !== 'string') deed()
}
