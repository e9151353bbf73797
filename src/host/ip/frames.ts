import type { Advertisement } from '../../carp/advertisement.ts'
import {
  type Address,
  BROADCAST,
  familyOf,
  formatAddress,
  formatIpv4,
  type Ipv4,
  type Mac,
  withPort,
} from '../../network/address.ts'
import type { Arp, Datagram, Discovery, Echo, Frame, Payload, TcpSegment } from '../../network/frame.ts'
import type { Body, Kind, Loss } from '../../trace/record.ts'
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

/** Asks all, or the one at that MAC, where an address is. */
export function askFor(world: World, nic: Nic, target: Ipv4, destination: Mac): void {
  const { address: sender, mac: senderMac } = nic.addresses.speakerTo(target)
  sendArp(world, nic, destination, { protocol: 'arp', operation: 'request', senderMac, sender, target })
}

/** Sends a packet of neighbour discovery, from the MAC that it tells of (FreeBSD 12.1, nd6_na_output, carp_macmatch6). */
export function sendDiscovery(world: World, nic: Nic, destination: Mac, payload: Discovery): void {
  const { operation, senderMac, sender, target } = payload
  const ends = { sender: formatAddress(sender), senderMac, target: formatAddress(target) }
  const said: Body = { kind: 'nd', host: nic.host, interface: nic.name, operation, ...ends }
  const unicast = !destination.startsWith('33:33:')
  send(world, nic, { source: senderMac, destination, unicast, family: 'inet6', payload }, said)
}

/** What goes from router to router: also an advertisement to one machine. */
export type Routable = Datagram | Advertisement

export function isAdvertisement(payload: Payload): payload is Advertisement {
  return payload.protocol === 'carp'
}

/** Sends an IP packet to that MAC; gives why it never got onto the wire, where nothing says so yet. */
export function sendPacket(world: World, nic: Nic, destination: Mac, payload: Routable): Loss | null {
  const kind = isAdvertisement(payload) ? 'forward' : payload.protocol === 'tcp' ? 'tcp' : 'echo'
  const said = world.trace.wants[kind] ? saidOf(nic, payload, destination) : kind
  const family = familyOf(payload.destination)
  return send(world, nic, { source: nic.mac, destination, unicast: true, family, payload }, said)
}

function saidOf({ host, name }: Nic, packet: Routable, mac: Mac): Body {
  if (isAdvertisement(packet)) {
    const { ttl } = packet
    const [source, destination] = [formatAddress(packet.source), formatAddress(packet.destination)]
    return { host, interface: name, kind: 'forward', vhid: packet.packet.vhid, source, destination, mac, ttl }
  }
  const [source, destination] = endpoints(packet)
  const { sequence } = packet
  if (packet.protocol === 'tcp')
    return { host, interface: name, kind: 'tcp', flag: packet.flag, source, destination, mac, sequence }
  return { host, interface: name, kind: 'echo', type: packet.type, source, destination, mac, sequence }
}

/** What the trace says of an IP packet that nobody took in. */
export function told(packet: Datagram, mac: Mac) {
  const [source, destination] = endpoints(packet)
  const { sequence } = packet
  return { type: packet.protocol === 'tcp' ? packet.flag : packet.type, source, destination, mac, sequence }
}

/** From where to where, with ports where there are such. */
export function endpoints(packet: Echo | TcpSegment): [source: string, destination: string] {
  const { source, destination } = packet
  if (packet.protocol !== 'tcp') return [formatAddress(source), formatAddress(destination)]
  return [endOf(source, packet.sourcePort), endOf(destination, packet.destinationPort)]
}

/** Ends of connections as texts, those that were asked for lately: each frame of a connection says the same ones again. */
const LATELY: { readonly address: Address; readonly port: number; readonly text: string }[] = []
const MOST_LATELY = 256

function endOf(address: Address, port: number): string {
  const place = ((typeof address === 'number' ? address : 0) + port) & (MOST_LATELY - 1)
  const known = LATELY[place]
  if (known !== undefined && known.address === address && known.port === port) return known.text
  const text = withPort(address, port)
  LATELY[place] = { address, port, text }
  return text
}

/**
 * Puts a frame on the wire, where packet filter and interface let it go.
 *
 * @param said - what the trace says of it, or its kind alone where nobody wants to know
 */
function send({ engine, trace }: World, nic: Nic, frame: Frame, said: Body | Kind): Loss | null {
  const { state } = nic
  if (nic.filter.blocks(frame.payload.protocol, 'out')) {
    const names = { host: nic.host, interface: nic.name }
    trace.note({ kind: 'lost', ...names, why: 'blocked', ...because(nic.because.blocked) })
  } else if (state !== 'sent') return state
  else {
    const { cause } = engine
    if (typeof said === 'string') trace.counts[said] += 1
    else engine.cause = trace.note(said)
    nic.socket.transmit(frame)
    engine.cause = cause
  }
  return null
}
