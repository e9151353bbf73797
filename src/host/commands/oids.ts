import { type Deed, does } from '../carp.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { hasCarp } from '../modules.ts'

/** A sysctl: a whole number that has a name. */
export interface Oid {
  readonly name: string
  read(): number
  /** Absent where it is read only. Tells whether the kernel took the value. */
  write?(value: number): boolean
}

/** The sysctls of a machine, in the order in which sysctl(8) lists them. */
export function oidsOf(kernel: Kernel): readonly Oid[] {
  const { system, tunables } = kernel
  if (system.joins === 'with carpdev') return oidsOfOthers(kernel)
  const ofCarp = system.device === 'carpN' ? oidsOf9(kernel) : oidsOf10(kernel)
  const queue = kernel.host.space?.devctl
  return [
    ...(hasCarp(kernel) ? ofCarp : []),
    kept(kernel, 'net.link.log_link_state_change', tunables, 'logLinks'),
    ...(queue === undefined ? [] : [kept(kernel, 'hw.bus.devctl_queue', queue, 'limit')]),
  ]
}

/** OpenBSD has no more; NetBSD can balance by ARP, of which nothing is simulated. */
function oidsOfOthers(kernel: Kernel): Oid[] {
  const { system, tunables } = kernel
  const balance = system.demotes === 'groups' ? [] : [kept(kernel, 'net.inet.carp.arpbalance', tunables, 'arpbalance')]
  return [allow(kernel), preempt(kernel), kept(kernel, 'net.inet.carp.log', tunables, 'log'), ...balance]
}

/** Up to FreeBSD 9: in the order of their numbers, CARPCTL_ALLOW and so on. */
function oidsOf9(kernel: Kernel): Oid[] {
  const { tunables } = kernel
  return [
    allow(kernel),
    preempt(kernel),
    kept(kernel, 'net.inet.carp.log', tunables, 'log'),
    kept(kernel, 'net.inet.carp.arpbalance', tunables, 'arpbalance'),
    { name: 'net.inet.carp.suppress_preempt', read: () => kernel.machine.demotion },
  ]
}

/** From FreeBSD 10 on their numbers are automatic: they are listed from the last in the source to the first. */
function oidsOf10(kernel: Kernel): Oid[] {
  const { machine, tunables } = kernel
  return [
    kept(kernel, 'net.inet.carp.ifdown_demotion_factor', machine, 'ifdownFactor'),
    kept(kernel, 'net.inet.carp.senderr_demotion_factor', machine, 'senderrFactor'),
    // A write adds to it.
    {
      name: 'net.inet.carp.demotion',
      read: () => machine.demotion,
      write: (value) => wrote(kernel.demote(value, 'sysctl')),
    },
    kept(kernel, 'net.inet.carp.log', tunables, 'log'),
    preempt(kernel),
    kept(kernel, 'net.inet.carp.dscp', tunables, 'dscp', (value) => value >= 0 && value <= 63),
    allow(kernel),
  ]
}

function allow(kernel: Kernel): Oid {
  return {
    name: 'net.inet.carp.allow',
    read: () => Number(kernel.machine.allow),
    write: (value) => wrote(kernel.setAllow(value !== 0)),
  }
}

function preempt(kernel: Kernel): Oid {
  return {
    name: 'net.inet.carp.preempt',
    read: () => Number(kernel.machine.preempt),
    write: (value) => wrote(kernel.setPreempt(value !== 0)),
  }
}

/** A number that is kept as it is, and looked at when it is needed. */
function kept<K extends string>(
  { host }: Kernel,
  name: string,
  holder: Record<K, number>,
  key: K,
  accepts: (value: number) => boolean = () => true,
): Oid {
  return {
    name,
    read: () => holder[key],
    write: (value) => {
      if (!accepts(value)) return false
      const changes = holder[key] !== value
      holder[key] = value
      if (changes) host.note({ kind: 'setting', host: host.name, of: 'sysctl', name, value: `${value}` })
      return true
    },
  }
}

/** To write the value that is there is no error, and does nothing. */
function wrote(deed: Deed): true {
  does(deed)
  return true
}
