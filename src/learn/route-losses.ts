import type { Explained } from './entry.ts'

/** Why a packet came no further on its way from router to router. */
export const ROUTE_LOSSES = {
  'no route': {
    text: 'Lost because a machine that should pass it on knows no way to its address.',
    see: ['client'],
  },
  'not forwarded': {
    text: 'Lost at a machine that it was not for, and that passes nothing on: net.inet.ip.forwarding is 0.',
    see: ['no route'],
    source: 'ip_input.c, ip_forward',
  },
  'host unreachable': {
    text: 'Lost because nobody answered who was asked where the next machine on its way is: by ARP, or by neighbour discovery.',
    see: ['no route', 'no-master gap'],
    source: 'RFC 1122 3.3.2.2; if_ether.c, arptimer',
  },
  'pushed out': {
    text: 'Lost because a later packet took its place while it waited for the MAC of the next machine: one waits, no more.',
    see: ['host unreachable'],
    source: 'if_ether.c, la_hold',
  },
  'TTL ran out': {
    text: 'Lost because it passed too many machines: each takes one off its TTL.',
    see: ['no route'],
    source: 'RFC 791 3.2',
  },
  'beyond scope': {
    text: 'Lost because it comes from a link-local address: a router passes that on to no other link. So do advertisements of IPv6 to a peer.',
    see: ['not forwarded', 'no route'],
    source: 'RFC 4291 2.5.6; ip6_forward.c',
  },
} as const satisfies Readonly<Record<string, Explained>>
