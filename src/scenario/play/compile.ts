import { Seals } from '../../carp/digest.ts'
import type { Engine } from '../../engine/engine.ts'
import { Random } from '../../engine/random.ts'
import { Bundle, type Whole } from '../../host/bundle.ts'
import { type Carp, eachAlone } from '../../host/carp.ts'
import { NoCarp } from '../../host/client.ts'
import { inhabit } from '../../host/commands/install.ts'
import { isKernel } from '../../host/commands/program.ts'
import { Host } from '../../host/host.ts'
import { DEFAULT_IP, type IpOptions } from '../../host/ip/options.ts'
import { Kernel } from '../../host/kernel/kernel.ts'
import { Nic } from '../../host/nic.ts'
import type { World } from '../../host/world.ts'
import { cardMac, formatAddress, formatPrefix, withPort } from '../../network/address.ts'
import { Fabric } from '../../network/fabric/fabric.ts'
import { DEFAULT_VLAN } from '../../network/fabric/options.ts'
import { Hub } from '../../network/hub.ts'
import type { Segment } from '../../network/segment.ts'
import { comesUpByFiles } from '../../services/boot/by-files.ts'
import { installBoot } from '../../services/boot/install.ts'
import { installServices as installHttp, offerApache } from '../../services/http/install.ts'
import { hasData, installServices, withScripts } from '../../services/install.ts'
import { Ucarp } from '../../services/ucarp/ucarp.ts'
import { Vrrp } from '../../services/vrrp/vrrp.ts'
import type { Link, Recorder } from '../../trace/recorder.ts'
import type { CastHost, CastPing } from '../../trace/trace.ts'
import { runsNamed } from '../runs.ts'
import type { HostSpec, InterfaceSpec, Scenario } from '../scenario.ts'

/** A scenario as things that can happen: machines plugged into networks, everything off. */
export interface Stage {
  readonly world: World
  readonly hosts: ReadonlyMap<string, Host>
  readonly hubs: ReadonlyMap<string, Hub>
  readonly fabric: Fabric
}

/** Builds the machines and networks of a scenario. */
export function build(scenario: Scenario, engine: Engine<Link>, trace: Recorder): Stage {
  const random = new Random(scenario.seed)
  const counters = { begin: scenario.counters, compared: scenario.hosts.some(comparesCounters) }
  const world: World = { engine, trace, random, seals: new Seals(), counters }
  const hubs = new Map(
    scenario.networks.map((network) => [network.name, new Hub(network.name, network, engine, trace, random)]),
  )
  const fabric = new Fabric(scenario.switches ?? [], scenario.cables ?? [], engine, trace)
  const vlans = new Map(
    scenario.networks.flatMap(({ name, switch: at, vlan }) =>
      at === undefined ? [] : [[name, fabric.vlan(name, vlan ?? DEFAULT_VLAN, at)]],
    ),
  )
  const segmentOf = ({ plug, switch: at }: InterfaceSpec) => {
    const hub = hubs.get(plug)!
    return at === undefined ? hub : hub.at(vlans.get(plug)!, fabric.switches.get(at)!)
  }
  const specs = scenario.hosts.map(withScripts)
  const hosts = new Map(specs.map((spec, i) => [spec.name, buildHost(spec, i + 1, world, segmentOf)]))
  // Whoever is never told to do anything needs no files, and remembers no log.
  const told = new Set(scenario.events.map(({ action }) => (action.verb === 'run' ? action.host : '')))
  for (const spec of specs)
    if (told.has(spec.name) || spec.services || hasData(spec)) people(hosts.get(spec.name)!, spec)
  return { world, hosts, hubs, fabric }
}

/** Somebody works on a machine. */
function people(host: Host, spec: HostSpec): void {
  if (host.space !== null) return
  inhabit(host, onDisk(spec))
  packaged(host, spec)
}

/** What its disk is like before the first boot. */
function onDisk({ files, modes, system, ucarp }: HostSpec) {
  const packages = runsNamed(system)!.runs === 'daemon' && ucarp.installed !== false ? ['ucarp'] : []
  return { ...(files && { files }), ...(modes && { modes }), packages }
}

/** What its packages bring besides. */
function packaged(host: Host, spec: HostSpec): void {
  const { services, ucarp } = spec
  const { space, carp } = host
  if (space === null) return
  if (carp instanceof Ucarp) carp.install(space, ucarp.installed ?? true)
  if (!isKernel(host)) {
    if (services) installHttp(host, space, services)
    else offerApache(host, space)
  }
  installServices(host, space, spec)
}

function comparesCounters({ system }: HostSpec): boolean {
  const runs = runsNamed(system)!
  return runs.runs === 'kernel' && runs.counter === 'constant'
}

/** Everything as it was built, for another run. */
export function reset({ world, hosts, hubs, fabric }: Stage, seed: string): void {
  world.random.reset(seed)
  fabric.reset()
  for (const hub of hubs.values()) hub.reset()
  for (const host of hosts.values()) host.reset()
}

function buildHost(spec: HostSpec, place: number, world: World, segmentOf: (spec: InterfaceSpec) => Segment): Host {
  const host = new Host(spec.name, place, world, { ticks: spec.ticks, drift: spec.drift ?? 0 }, spec.ip ?? DEFAULT_IP)
  spec.interfaces.forEach((plugged, at) => {
    const { name, address, address6 = null, aliases = [], mac, bundle } = plugged
    const card = { place: at, name, mac: mac ?? cardMac(place, at), prefix: address, prefix6: address6, aliases }
    const nic = new Nic(host, card, segmentOf(plugged))
    if (bundle !== undefined) nic.bundle = new Bundle(host, wholeOf(host, nic), bundle)
    host.nics.push(nic)
  })
  host.carp = carpOf(spec, host)
  const { files, startup = {} } = spec
  if (comesUpByFiles(files, runsNamed(spec.system)!)) {
    installBoot(host, { ...onDisk(spec), files, ...(spec.hast && { hast: spec.hast }) }, startup)
    packaged(host, spec)
  }
  if (spec.disks) people(host, spec)
  for (const disk of spec.disks ?? []) host.space!.storage.install(disk)
  return host
}

/** An interface, as those see it of which it is made. */
function wholeOf(host: Host, nic: Nic): Whole {
  return {
    name: nic.name,
    setCable: (isIn) => host.setCable(nic, isIn),
    setSilence: (silence) => {
      nic.silence = silence
    },
  }
}

function carpOf(spec: HostSpec, host: Host): Carp {
  const system = runsNamed(spec.system)!
  if (system.runs === 'nothing') return spec.vrrp ? new Vrrp(host, spec.vrrp) : new NoCarp()
  // What its files say is done when it comes up by them, and not before.
  const byFiles = comesUpByFiles(spec.files, system)
  if (system.runs === 'kernel')
    return new Kernel(host, system, byFiles ? [] : spec.carp, byFiles ? { preempt: false, track: spec.track } : spec)
  return new Ucarp(host, system, spec.carp, spec.preempt, spec.ucarp)
}

/** Who takes part, as a trace tells it. */
export function castOf(scenario: Scenario): CastHost[] {
  return scenario.hosts.map((spec) => ({
    name: spec.name,
    system: spec.system,
    systemTitle: runsNamed(spec.system)!.title,
    preempt: spec.preempt,
    interfaces: spec.interfaces.map(({ name, plug, address }) => ({
      name,
      network: plug,
      address: formatPrefix(address),
    })),
    vhosts: eachAlone(spec.carp).map(({ interface: on, vhid, advbase, advskew, addresses }) => ({
      interface: on,
      vhid,
      advbase,
      advskew,
      addresses: addresses.map(({ address }) => formatAddress(address)),
    })),
    pings: askedBy(spec.ip ?? DEFAULT_IP),
  }))
}

function askedBy({ pings, requests = [] }: IpOptions): CastPing[] {
  return [
    ...pings.map(({ address, period }) => ({ address: formatAddress(address), period })),
    ...requests.map(({ address, port, period, of }) => ({ address: withPort(address, port), period, of })),
  ]
}
