import { z } from 'zod'
import { BALANCINGS } from '../../carp/vhost.ts'
import * as addresses from './addresses.ts'
import * as read from './fields.ts'
import { piece } from './piece.ts'

const INTERFACE_GROUPS =
  'groups are interface groups besides carp, such as [internal]: at most 15 small letters and digits, no digit last'
const PEER = 'is the address of the one machine that it advertises to, such as 10.0.0.2'

const VIRTUAL_ADDRESSES = 'addresses is a list of addresses such as [10.0.0.3/24, 2001:db8::3/64]'

export const virtualHost = piece(
  'a virtual host',
  {
    vhid: read.vhid
      .exactOptional()
      .describe('The number of the group, 1 to 255, the same on all machines that share the addresses.'),
    interface: read
      .text('interface')
      .optional()
      .describe('The interface that it belongs to; may be left out where there is only one.'),
    addresses: z
      .array(addresses.anyAddress(VIRTUAL_ADDRESSES), VIRTUAL_ADDRESSES)
      .describe('The virtual addresses, of IPv4 and of IPv6.'),
    password: read.text('password').optional().describe('The shared secret; none unless said.'),
    advbase: read.advbase.default(1).describe('Whole seconds between advertisements; 1 unless said.'),
    advskew: read.anyAdvskew
      .default(0)
      .describe('256ths of a second on top, 0 to 254; the smallest wins; 0 unless said.'),
    carpnodes: read.carpnodes
      .exactOptional()
      .describe('OpenBSD: nodes that share the work, each a vhid and its advskew, such as [1:0, 2:100].'),
    balancing: read
      .oneOf('balancing', BALANCINGS)
      .exactOptional()
      .describe('OpenBSD: how the nodes share it; ip unless said, where there are several.'),
    name: read
      .text('name')
      .optional()
      .describe('FreeBSD up to 9, OpenBSD, NetBSD: carp0 is the first of the list, carp1 the second.'),
    groups: z
      .array(read.interfaceGroup(INTERFACE_GROUPS), INTERFACE_GROUPS)
      .exactOptional()
      .describe('OpenBSD: interface groups besides carp that it is in; each has a demotion counter.'),
    lladdr: addresses.mac('lladdr').exactOptional().describe('OpenBSD: its MAC, in place of the virtual one.'),
    peer: addresses
      .ipv4(`peer ${PEER}`)
      .exactOptional()
      .describe('FreeBSD 14: it advertises to this machine alone, not to all.'),
    peer6: addresses
      .ipv6('peer6 is the IPv6 address of the one machine that it advertises to, such as 2001:db8::2')
      .exactOptional()
      .describe('FreeBSD 14: the same of IPv6.'),
    carppeer: addresses.ipv4(`carppeer ${PEER}`).exactOptional().describe('OpenBSD: the same.'),
  },
  {
    pass: 'write password instead of pass',
    vips: 'write addresses instead of vips',
    addresses6: 'write them among addresses: [10.0.0.3/24, 2001:db8::3/64]',
    address: 'write addresses, a list: addresses: [10.0.0.3/24]',
    skew: 'write advskew instead of skew',
    base: 'write advbase instead of base',
    group: 'write groups, a list: groups: [internal]',
  },
)
