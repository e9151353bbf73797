import { z } from 'zod'
import * as addresses from './addresses.ts'
import { bundle } from './bundle.ts'
import * as read from './fields.ts'
import { piece } from './piece.ts'

export const ADDRESS = 'address is the IPv4 address of a machine, with the length of its network, such as 10.0.0.1/24'

const ALIASES =
  'aliases is a list of further addresses with the lengths of their networks: [10.1.0.1/24, 2001:db8:1::1/64]'

export const networkInterface = piece(
  'an interface',
  {
    address: addresses
      .address(ADDRESS)
      .optional()
      .describe('Its IPv4 address with the length of the network, unless the files of its host say it.'),
    address6: addresses
      .address6('address6 is the IPv6 address of a machine, with the length of its network, such as 2001:db8::1/64')
      .exactOptional()
      .describe('An IPv6 address beside the link-local one, which each card has by itself.'),
    plug: read
      .words('plug names the network or the switch that the cable leads to, such as plug: lan')
      .describe('The network, or the switch, that the cable leads to.'),
    aliases: z
      .array(addresses.aliasAddress(ALIASES), ALIASES)
      .exactOptional()
      .describe('Further addresses of its own, of IPv4 and IPv6, each with the length of its network.'),
    mac: addresses.mac('mac').exactOptional().describe('The address of the card; derived unless said.'),
    ...bundle,
  },
  {
    network: 'an interface is plugged into a network: write plug instead of network',
    ip: 'write address instead of ip',
    ip6: 'write address6 instead of ip6',
  },
)
