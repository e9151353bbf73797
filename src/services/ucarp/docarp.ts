import { CARP_GROUP } from '../../carp/advertisement.ts'
import { KEY_LENGTH, lengthOf } from '../../carp/digest.ts'
import type { System } from '../../carp/system.ts'
import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import { BY_SIGNAL } from '../../host/signals.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { formatIpv4 } from '../../network/address.ts'
import type { Io, Process, Signal } from '../../shell/machine.ts'
import type { Daemon } from './daemon.ts'
import type { Instance } from './instance.ts'
import type { Settings } from './settings.ts'
import { type Say, Spawned } from './spawned.ts'
import { Voice } from './voice.ts'

/** It gave up before it began. */
const FAILED = 2
/** The name of an interface, likewise (IFNAMSIZ). */
const NAME_LENGTH = 16
const HANDLED: ReadonlySet<Signal> = new Set(['HUP', 'INT', 'QUIT', 'TERM'])

/** A process as its command line has it. */
export type Called = Omit<Instance, 'options' | 'machine' | 'opening'>

/** Where a process runs, and what makes a daemon of it. */
export interface Surroundings {
  readonly host: Host
  readonly space: UserSpace
  readonly system: System
  launch(given: Called, settings: Settings): Daemon
}

/**
 * ucarp 1.5.2 (git 1a9aaf7), src/carp.c, docarp(), as a process of its machine.
 *
 * @param io - null: it is a daemon
 */
export function* docarp(around: Surroundings, settings: Settings, self: Process, io: Io | null): Course<number> {
  const { host, space } = around
  const voice = new Voice(host, self.pid, settings, () => self.wake())
  const logged = !settings.silent
  const say: Say = (level, line, pid) => {
    if (level !== 'DEBUG' || settings.debug) voice.say({ level, line, printed: io !== null, logged }, pid)
  }
  const nic = cardOf(host, settings.interface)
  const unfit = unfitness(nic, settings)
  for (const line of unfit) say('ERROR', line)
  if (unfit.length > 0 || nic === undefined) {
    if (io !== null) yield* voice.write(io)
    return FAILED
  }
  let ended: number | null = null
  const daemon = around.launch(
    {
      ...{ nic, say, interface: settings.interface, source: settings.source },
      ...{ vhid: settings.vhid, password: settings.password, addresses: [settings.address] },
      ...{ advbase: settings.advbase, advskew: settings.advskew },
      scripts: new Spawned(host, space, settings, say),
      join: () => joins(around, settings, say),
      ended: (code) => {
        ended = code
        self.wake()
      },
    },
    settings,
  )
  self.onSignal = (signal) => obeys(daemon, settings, signal)
  try {
    daemon.start()
    while (ended === null) {
      if (io !== null) yield* voice.write(io)
      if (ended === null) yield UNTIL_WOKEN
    }
    if (io !== null) yield* voice.write(io)
    return ended < 0 ? BY_SIGNAL - ended : ended
  } finally {
    daemon.kill((self.status ?? BY_SIGNAL) - BY_SIGNAL)
  }
}

/** The kernel takes the label of an alias off: eth0:carp0 is eth0 (dev_ioctl()). */
function cardOf(host: Host, name: string): Nic | undefined {
  const [card] = name.split(':', 1)
  return host.nics.find((nic) => nic.name === card)
}

/** What makes it give up at once, in its own words. */
function unfitness(nic: Nic | undefined, { password, interface: name, group }: Settings): string[] {
  if (lengthOf(password) >= KEY_LENGTH) return ['Password too long']
  const unable = `Unable to find MAC address of [${name}]`
  if (name.length >= NAME_LENGTH) return ['Interface name too long', unable]
  if (nic === undefined) return ['Unable to get hardware info about an interface: No such device', unable]
  if (!nic.up) return [`Unable to open interface [${name}]: ${name}: That device is not up`]
  if (group !== CARP_GROUP) return [`carpsim plays no other group than ${formatIpv4(CARP_GROUP)}`]
  return []
}

/** ip_mc_join_group(): the interface is that of the address. */
function joins({ host, system }: Surroundings, { nomcast, source }: Settings, say: Say): boolean {
  if (nomcast) return true
  const nic = host.nics.find((card) => card.isOwn(source))
  nic?.groups?.join(['inet'], system)
  if (nic === undefined) say('ERROR', "Can't do IP_ADD_MEMBERSHIP errno=No such device (19)")
  return nic !== undefined
}

/** USR1 and USR2 always, those that end it with -z alone. */
export function obeys(daemon: Daemon, { shutdown }: Pick<Settings, 'shutdown'>, signal: Signal): 'handled' | 'default' {
  if (signal === 'USR1' || signal === 'USR2') daemon.signal(signal)
  else if (shutdown && HANDLED.has(signal)) daemon.signal(signal as 'TERM')
  else return 'default'
  return 'handled'
}
