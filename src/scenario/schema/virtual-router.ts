import { z } from 'zod'
import * as addresses from './addresses.ts'
import * as read from './fields.ts'
import { piece } from './piece.ts'

const ROUTER_ADDRESSES = 'addresses is a list of one or more IPv4 addresses such as [10.0.0.254]'

export const virtualRouter = piece(
  'a virtual router',
  {
    vrid: read
      .whole(1, 255, 'vrid is 1 to 255; it is one byte')
      .describe('Its number; with a vhid of the same number it shares the virtual MAC.'),
    interface: read
      .text('interface')
      .optional()
      .describe('The interface that it is on; may be left out where there is only one.'),
    addresses: z
      .array(addresses.ipv4(ROUTER_ADDRESSES), ROUTER_ADDRESSES)
      .min(1, ROUTER_ADDRESSES)
      .describe('The addresses that it answers for.'),
    priority: read
      .whole(1, 255, 'priority is 1 to 255, the greatest wins')
      .default(100)
      .describe('The greatest wins; 100 unless said.'),
    interval: read
      .whole(1, 255, 'interval is the whole seconds between advertisements, 1 to 255')
      .default(1)
      .describe('Whole seconds between advertisements; 1 unless said.'),
  },
  { vhid: 'VRRP calls it vrid: write vrid instead of vhid', advskew: 'VRRP has a priority instead: priority: 100' },
)
