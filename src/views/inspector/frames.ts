import type { FrameRecord } from '../../trace/kinds.ts'
import type { TcpFlag } from '../../trace/record.ts'
import { type Field, fieldsOfAdvertisement } from './advertisement.ts'

type Fields = { readonly [F in FrameRecord as F['kind']]: (frame: F) => readonly Field[] }

const FIELDS: Fields = {
  advert: fieldsOfAdvertisement,
  vrrp: ({ vrid, priority, interval }) => [
    ['vrrp.version', '2'],
    ['vrrp.type', '1 (Advertisement)'],
    ['vrrp.virt_rtr_id', `${vrid}`],
    ['vrrp.prio', `${priority}${priority === 0 ? ' (it resigns)' : ''}`],
    ['vrrp.adver_int', `${interval}`],
  ],
  garp: ({ address, mac }) => [
    ['arp.isgratuitous', 'True'],
    ['arp.src.hw_mac', mac],
    ['arp.src.proto_ipv4', address],
    ['arp.dst.proto_ipv4', address],
  ],
  na: ({ address, mac }) => [
    ['icmpv6.type', '136 (Neighbor Advertisement)'],
    ['icmpv6.nd.na.target_address', address],
    ['icmpv6.opt.linkaddr', mac],
  ],
  arp: ({ operation, sender, senderMac, target }) => [
    ['arp.opcode', operation === 'request' ? '1 (request)' : '2 (reply)'],
    ['arp.src.hw_mac', senderMac],
    ['arp.src.proto_ipv4', sender],
    ['arp.dst.proto_ipv4', target],
  ],
  nd: ({ operation, sender, senderMac, target }) =>
    operation === 'solicitation'
      ? [
          ['icmpv6.type', '135 (Neighbor Solicitation)'],
          ['ipv6.src', sender],
          ['icmpv6.nd.ns.target_address', target],
          ['icmpv6.opt.linkaddr', senderMac],
        ]
      : [
          ['icmpv6.type', '136 (Neighbor Advertisement)'],
          ['ipv6.dst', target],
          ['icmpv6.nd.na.target_address', sender],
          ['icmpv6.opt.linkaddr', senderMac],
        ],
  echo: ({ type, source, destination, mac, sequence }) => {
    const isRequest = type === 'request'
    const says: Field[] = destination.includes(':')
      ? [
          ['icmpv6.type', isRequest ? '128 (Echo request)' : '129 (Echo reply)'],
          ['icmpv6.echo.sequence_number', `${sequence}`],
        ]
      : [
          ['icmp.type', isRequest ? '8 (Echo request)' : '0 (Echo reply)'],
          ['icmp.seq', `${sequence}`],
        ]
    return [...routed(mac, source, destination), ...says]
  },
  tcp: ({ flag, source, destination, mac }) => {
    const [from, to] = [endOf(source), endOf(destination)]
    return [
      ...routed(mac, from.address, to.address),
      ['tcp.srcport', from.port],
      ['tcp.dstport', to.port],
      ['tcp.flags', FLAGS[flag]],
    ]
  },
  forward: ({ vhid, source, destination, mac, ttl }) => [
    ...routed(mac, source, destination),
    [destination.includes(':') ? 'ipv6.hlim' : 'ip.ttl', `${ttl}`],
    ['carp.vhid', `${vhid}`],
  ],
  pfsync: ({ says, states }) => [
    ['says', says],
    ['states', `${states}`],
  ],
}

/** A segment that goes on with a connection acknowledges, too. */
const FLAGS: Readonly<Record<TcpFlag, string>> = {
  SYN: 'SYN',
  'SYN+ACK': 'SYN, ACK',
  PSH: 'PSH, ACK',
  ACK: 'ACK',
  FIN: 'FIN, ACK',
  RST: 'RST',
}

function routed(mac: string, source: string, destination: string): Field[] {
  const ip = destination.includes(':') ? 'ipv6' : 'ip'
  return [
    ['eth.dst', mac],
    [`${ip}.src`, source],
    [`${ip}.dst`, destination],
  ]
}

/** `10.0.0.3:80`, `[2001:db8::3]:80` */
function endOf(text: string): { readonly address: string; readonly port: string } {
  const colon = text.lastIndexOf(':')
  return { address: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: text.slice(colon + 1) }
}

export function fieldsOf(frame: FrameRecord): readonly Field[] {
  return (FIELDS[frame.kind] as (frame: FrameRecord) => readonly Field[])(frame)
}
