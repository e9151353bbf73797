import { interval, MAX_SKEW } from '../interval.ts'
import { groupDemotion } from '../openbsd/demotion.ts'
import { openbsd } from '../openbsd/kernel.ts'
import { OPENBSD_2008 } from '../origins/openbsd.ts'
import { OPENBSD_44_SYNC } from '../pfsync.ts'

// OpenBSD 4.4 to 4.5, sys/netinet/ip_carp.c as of May 2009: demotion goes out in a byte of its own, and as skew 240.

const ENETDOWN = 50

export const openbsd2008 = openbsd({
  name: 'openbsd-2008',
  title: 'OpenBSD 4.4',
  origin: OPENBSD_2008,
  userland: 'OpenBSD 4',
  // carp_group_demote_count(): it may go beyond the byte that carries it.
  demotion: groupDemotion,
  // carp_send_ad(), carp_proto_input_c(): "demoted" is whether there is any demotion, also where the byte of it is 0.
  sentSkew: (advskew, demotion) => demoted(advskew, demotion, MAX_SKEW),
  ownSkew: (advskew, demotion) => demoted(advskew, demotion, MAX_SKEW - 1),
  masterDownTime: (advbase, advskew) => interval(3 * advbase, advskew),
  advertInterval: interval,
  demotionFirst: false,
  takesZeroBase: false,
  returnsFromSuppressionOnly: false,
  hearsByPeer: false,
  ownMacIsUsual: false,
  kernel: {
    // In the modes of IP the parent's own MAC, so that no switch learns the virtual one.
    advertMac: ({ leader: { balancing } }) => (balancing === 'ip' || balancing === 'ip-stealth' ? 'parent' : 'own'),
    balancings: ['none', 'arp', 'ip', 'ip-stealth', 'ip-unicast'],
    // Each carp interface has a hook on its parent, and each hook walks over all of them.
    linkWalk: (list, _, { what }) => (what === 'carrier' ? list.flatMap(() => list) : list),
    needsSubnet: true,
    parentResets: true,
    roundOrder: 'by interface',
    guardsRound: false,
    roundBeforeLine: true,
    demotionLine: (_delta, total, _reason, by) => ({
      level: 6,
      line: `carp: ${by!.device} demoted group ${by!.group} to ${total}`,
    }),
    sees: { 'no carrier': 0, 'interface down': ENETDOWN },
    sync: OPENBSD_44_SYNC,
    connects: { inet: 'never', inet6: 'never' },
  },
})

/** Skew 240, where the own one is at most so high. */
function demoted(advskew: number, demotion: number, highest: number): number {
  return demotion > 0 && advskew <= highest ? MAX_SKEW : advskew
}
