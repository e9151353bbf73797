import { BROADCAST, familyOf, formatAddress, formatIpv4, type Mac } from '../../network/address.ts'
import type { Arp, Discovery, Echo, Frame } from '../../network/frame.ts'
import type { Body } from '../../trace/record.ts'
import { because } from '../../trace/recorder.ts'
import type { Nic } from '../nic.ts'
import type { World } from '../world.ts'

/** Sends an ARP packet. Its Ethernet source is the card's own MAC, whatever it says. */
export function sendArp(world: World, nic: Nic, destination: Mac, payload: Arp): void {
  const { operation, senderMac, sender, target } = payload
  const ends = { sender: formatIpv4(sender), senderMac, target: formatIpv4(target) }
  const said: Body = { kind: 'arp', host: nic.host, interface: nic.name, operation, ...ends }
  const unicast = destination !== BROADCAST
  send(world, nic, { source: nic.mac, destination, unicast, family: 'inet', payload }, said)
}

/** Sends a packet of neighbour discovery, from the MAC that it tells of (FreeBSD 12.1, nd6_na_output, carp_macmatch6). */
export function sendDiscovery(world: World, nic: Nic, destination: Mac, payload: Discovery): void {
  const { operation, senderMac, sender, target } = payload
  const ends = { sender: formatAddress(sender), senderMac, target: formatAddress(target) }
  const said: Body = { kind: 'nd', host: nic.host, interface: nic.name, operation, ...ends }
  const unicast = !destination.startsWith('33:33:')
  send(world, nic, { source: senderMac, destination, unicast, family: 'inet6', payload }, said)
}

/** Sends an echo to that MAC. */
export function sendEcho(world: World, nic: Nic, destination: Mac, payload: Echo): void {
  const said: Body = { kind: 'echo', host: nic.host, interface: nic.name, ...told(payload, destination) }
  const family = familyOf(payload.destination)
  send(world, nic, { source: nic.mac, destination, unicast: true, family, payload }, said)
}

/** What the trace says of an echo. */
export function told({ type, source, destination, sequence }: Echo, mac: Mac) {
  return { type, source: formatAddress(source), destination: formatAddress(destination), mac, sequence }
}

/** Puts a frame on the wire, where packet filter and interface let it go. */
function send({ engine, trace }: World, nic: Nic, frame: Frame, said: Body): void {
  if (nic.filter.blocks(frame.payload.protocol, 'out')) {
    const names = { host: nic.host, interface: nic.name }
    trace.note({ kind: 'lost', ...names, why: 'blocked', ...because(nic.because.blocked) })
  } else if (nic.state === 'sent') {
    const { cause } = engine
    engine.cause = trace.note(said)
    nic.socket.transmit(frame)
    engine.cause = cause
  }
}
