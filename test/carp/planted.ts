import { nextPacket } from '../../src/carp/packet.ts'
import type { Input, Port, Rule } from '../../src/carp/rule.ts'
import type { System } from '../../src/carp/system.ts'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import type { Vhost } from '../../src/carp/vhost.ts'

/** A mistake that is put into a system on purpose, to see it caught. */
export interface Planted {
  readonly name: string
  readonly into: readonly string[]
  readonly caughtBy: string
  spoil(system: System): System
}

const ALL = SYSTEMS.map(({ name }) => name)
const KERNELS = ALL.filter((name) => !name.startsWith('ucarp'))
const OPENBSD = ALL.filter((name) => name.startsWith('openbsd'))

type Then = (rule: Rule, vhost: Vhost, port: Port, input: Input) => void

/** A system in which each rule of that name is another. */
function withRule(system: System, name: string, change: (rule: Rule) => Rule): System {
  const rules: unknown = Object.fromEntries(
    Object.entries(system.rules).map(([state, row]) => [
      state,
      Object.fromEntries(
        Object.entries(row).map(([on, list]) => [on, list.map((rule) => (rule.name === name ? change(rule) : rule))]),
      ),
    ]),
  )
  return { ...system, rules: rules as System['rules'] }
}

/** A rule that does something else. */
function doing(name: string, then: Then): Planted['spoil'] {
  return (system) =>
    withRule(system, name, (rule) => ({ ...rule, then: (vhost, port, input) => then(rule, vhost, port, input) }))
}

/** A rule with which the port does something else. */
function calling(name: string, patch: (port: Port) => Partial<Port>): Planted['spoil'] {
  return doing(name, (rule, vhost, port, input) => {
    const other = patch(port)
    Object.assign(port, other)
    rule.then(vhost, port, input)
    for (const call of Object.keys(other)) Reflect.deleteProperty(port, call)
  })
}

/** A rule that applies in other cases. */
function where(name: string, when: (rule: Rule, vhost: Vhost, input: Input) => boolean): Planted['spoil'] {
  return (system) => withRule(system, name, (rule) => ({ ...rule, when: (vhost, input) => when(rule, vhost, input) }))
}

const nothing = () => undefined

export const PLANTED: readonly Planted[] = [
  {
    name: 'gives way without disarming',
    into: ALL,
    caughtBy: 'exactly the timers of the state are armed',
    spoil: calling('better advertisement heard', () => ({ disarm: nothing })),
  },
  {
    name: 'keeps its timers when the interface goes down',
    into: KERNELS,
    caughtBy: 'exactly the timers of the state are armed',
    spoil: calling('interface down', () => ({ disarm: nothing })),
  },
  {
    name: 'advertises as a backup',
    into: ALL,
    caughtBy: 'only a master advertises',
    spoil: doing('master heard', (rule, vhost, port, input) => {
      port.send(nextPacket(vhost, vhost.advbase, vhost.advskew, port), 'inet')
      rule.then(vhost, port, input)
    }),
  },
  {
    name: 'is taken down without goodbye',
    into: ['freebsd-8.2', 'freebsd-9.3', 'netbsd-2015', ...OPENBSD],
    caughtBy: 'goodbye is said by a master that is taken down',
    spoil: calling('taken down', () => ({ send: () => 0 })),
  },
  {
    name: 'says goodbye when it gives way',
    into: KERNELS,
    caughtBy: 'goodbye is said by a master that is taken down',
    spoil: doing('better advertisement heard', (rule, vhost, port, input) => {
      port.send(nextPacket(vhost, 255, 255, port), 'inet')
      rule.then(vhost, port, input)
    }),
  },
  {
    name: 'is master as soon as the interface is up',
    into: KERNELS,
    caughtBy: 'states change only by the rules for it, from INIT to MASTER only where it may preempt',
    spoil: doing('interface up', (_, __, port) => port.become('MASTER', '')),
  },
  {
    name: 'takes over without a word',
    into: ALL,
    caughtBy: 'who becomes master says so at once',
    spoil: calling('master-down timer', () => ({ send: () => 0 })),
  },
  {
    name: 'announces each address twice',
    into: ALL,
    caughtBy: 'one gratuitous ARP for each address of a take-over',
    spoil: calling('master-down timer', (port) => {
      const announce = port.announce.bind(port)
      return {
        announce: (address) => {
          announce(address)
          announce(address)
        },
      }
    }),
  },
  {
    name: 'advertises another skew',
    into: ALL,
    caughtBy: 'advertisements say what is configured',
    spoil: calling('time to advertise', (port) => {
      const send = port.send.bind(port)
      return { send: (packet, family) => send({ ...packet, advskew: packet.advskew ^ 1 }, family) }
    }),
  },
  {
    name: 'waits longer, as it is demoted',
    into: KERNELS,
    caughtBy: 'a backup waits for its own time',
    spoil: calling('master heard', (port) => {
      const arm = port.arm.bind(port)
      return { arm: (timer, delay) => arm(timer, delay + 1) }
    }),
  },
  {
    name: 'advertises at another time',
    into: ALL,
    caughtBy: 'a master keeps its interval',
    spoil: calling('time to advertise', (port) => {
      const arm = port.arm.bind(port)
      return { arm: (timer, delay) => arm(timer, delay - 1) }
    }),
  },
  {
    name: 'runs on without an interface',
    into: KERNELS,
    caughtBy: 'a bad link is INIT',
    spoil: doing('interface down', nothing),
  },
  {
    name: 'stays demoted when the interface is back',
    into: KERNELS,
    caughtBy: 'demotion is the sum of its reasons',
    spoil: calling('interface up', () => ({ demote: nothing })),
  },
  {
    name: 'runs on without an address',
    into: ['freebsd-12', 'freebsd-14'],
    caughtBy: 'who has no address does not run',
    spoil: doing('interface up', (rule, vhost, port, input) => {
      rule.then(vhost, port, input)
      if (vhost.state === 'INIT') port.become('BACKUP', '')
    }),
  },
  {
    name: 'starts anew over a bad packet',
    into: ALL,
    caughtBy: 'a refused packet changes nothing',
    spoil: (system) => ({
      ...system,
      checks: system.checks.map((check) => ({
        ...check,
        fails: (heard, vhost) => {
          const fails = check.fails(heard, vhost)
          if (fails && vhost !== undefined) vhost.state = 'INIT'
          return fails
        },
      })),
    }),
  },
  {
    name: 'starts its timer anew over a new parameter',
    into: ['freebsd-12', 'freebsd-14'],
    caughtBy: 'new parameters are quiet',
    spoil: (system) => {
      if (system.runs !== 'kernel') return system
      const { configure } = system
      return {
        ...system,
        configure: (vhost, request, port) => {
          port.arm('advertise', 1)
          return configure(vhost, request, port)
        },
      }
    },
  },
  {
    name: 'keeps its place among equals',
    into: KERNELS,
    caughtBy: 'hearing leads to what the specifications say',
    spoil: where('better advertisement heard', (rule, vhost, input) => {
      if (input.on !== 'advert') return false
      const { advbase, advskew } = input.packet
      return rule.when!(vhost, input) && !(advbase === vhost.advbase && advskew === vhost.advskew)
    }),
  },
  {
    name: 'preempts though nobody asked for it',
    into: ALL,
    caughtBy: 'hearing leads to what the specifications say',
    spoil: (system) => withRule(system, 'slower master heard', (rule) => ({ ...rule, preempting: false })),
  },
  {
    name: 'leaves a more demoted master alone',
    into: OPENBSD,
    caughtBy: 'hearing leads to what the specifications say',
    spoil: where('more demoted master heard', () => false),
  },
  {
    name: 'stays though another is less demoted',
    into: OPENBSD.filter((name) => name !== 'openbsd-2008'),
    caughtBy: 'hearing leads to what the specifications say',
    spoil: where('less demoted master heard', () => false),
  },
  {
    name: 'hides its demotion',
    into: OPENBSD,
    caughtBy: 'advertisements say what is configured',
    spoil: calling('time to advertise', (port) => {
      const send = port.send.bind(port)
      return { send: (packet, family) => send({ ...packet, demotion: 0 }, family) }
    }),
  },
  {
    name: 'forgets the second gratuitous ARP',
    into: OPENBSD,
    caughtBy: 'one gratuitous ARP for each address of a take-over',
    spoil: calling('time to advertise', () => ({ announce: nothing })),
  },
  {
    name: 'does not mind hearing a master',
    into: ALL,
    caughtBy: 'hearing leads to what the specifications say',
    spoil: doing('master heard', nothing),
  },
  {
    name: 'answers a worse master',
    into: ALL,
    caughtBy: 'hearing leads to what the specifications say',
    spoil: doing('worse advertisement heard', (rule, vhost, port, input) => {
      rule.then(vhost, port, input)
      port.send(nextPacket(vhost, vhost.advbase, vhost.advskew, port), 'inet')
    }),
  },
]
