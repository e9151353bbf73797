import fc from 'fast-check'
import { expect, test } from 'vitest'
import { begins, isOver, keyOf, refresh, type State, StateTable } from '../../src/host/pf/states.ts'
import { parseIpv4 } from '../../src/network/address.ts'
import type { Datagram } from '../../src/network/frame.ts'
import { SECOND } from '../../src/time.ts'
import type { TcpFlag } from '../../src/trace/record.ts'

const ENDS = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((text) => parseIpv4(text)!)

/** pf.conf(5), set timeout: tcp.first, tcp.opening, tcp.established, tcp.closing, tcp.closed, icmp.first. */
const LIVES: Readonly<Record<TcpFlag | 'icmp', number>> = {
  SYN: 120,
  'SYN+ACK': 30,
  PSH: 86_400,
  ACK: 86_400,
  FIN: 900,
  RST: 90,
  icmp: 20,
}

const datagrams: fc.Arbitrary<Datagram> = fc
  .record({ source: fc.constantFrom(...ENDS), destination: fc.constantFrom(...ENDS), which: fc.nat(1) })
  .chain(({ source, destination, which }): fc.Arbitrary<Datagram> => {
    const common = { source, destination, ttl: 64, sequence: 1, by: '' }
    return fc.oneof(
      fc.constantFrom<TcpFlag>('SYN', 'SYN+ACK', 'PSH', 'ACK', 'FIN', 'RST').map((flag): Datagram => {
        const ports =
          source < destination
            ? { sourcePort: 1_000 + which, destinationPort: 80 }
            : { sourcePort: 80, destinationPort: 1_000 + which }
        return { ...common, protocol: 'tcp', flag, ...ports }
      }),
      fc
        .constantFrom('request' as const, 'reply' as const)
        .map((type): Datagram => ({ ...common, protocol: 'icmp', type, identifier: which })),
    )
  })

/** What passes, of a list that knows the last packet of each pair of ends. */
function naive(packets: readonly { readonly packet: Datagram; readonly t: number }[]): boolean[] {
  const last = new Map<string, { t: number; what: TcpFlag | 'icmp' }>()
  return packets.map(({ packet, t }) => {
    const ends = [packet.source, packet.destination].sort().join(' ')
    const which =
      packet.protocol === 'tcp' ? [packet.sourcePort, packet.destinationPort].sort().join(' ') : packet.identifier
    const key = `${packet.protocol} ${ends} ${which}`
    const known = last.get(key)
    const isOver = known?.what === 'FIN' || known?.what === 'RST'
    const flag = packet.protocol === 'tcp' ? packet.flag : 'icmp'
    // That the end of a connection has arrived is no new life for it.
    const what = flag === 'ACK' && isOver ? known.what : flag
    const lives = known !== undefined && t < known.t + LIVES[known.what] * SECOND
    const opens = packet.protocol === 'tcp' ? packet.flag === 'SYN' : packet.type === 'request'
    if (!lives && !opens) return false
    last.set(key, { t, what })
    return true
  })
}

function filtered(packets: readonly { readonly packet: Datagram; readonly t: number }[]): boolean[] {
  const states = new StateTable()
  return packets.map(({ packet, t }) => {
    const known: State | undefined = states.find(keyOf(packet), t)
    if (known !== undefined && !(begins(packet) && isOver(known))) refresh(known, packet, t)
    else if (begins(packet)) states.make(packet, t)
    else return false
    return true
  })
}

test('what passes is what belongs to a connection that began, and has not been silent for too long', () => {
  const gaps = fc.constantFrom(1, 15, 25, 60, 100, 130, 1_000, 90_000).map((seconds) => seconds * SECOND)
  const traffic = fc.array(fc.tuple(datagrams, gaps), { maxLength: 60 }).map((list) => {
    let t = 0
    return list.map(([packet, gap]) => {
      t += gap
      return { packet, t }
    })
  })
  fc.assert(
    fc.property(traffic, (packets) => {
      expect(filtered(packets)).toEqual(naive(packets))
    }),
    { numRuns: 300 },
  )
})
