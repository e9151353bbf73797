import { interval } from '../interval.ts'
import { cappedDemotion } from '../openbsd/demotion.ts'
import { advertInterval, LEAST_INTERVAL } from '../openbsd/interval.ts'
import { openbsd } from '../openbsd/kernel.ts'
import type { Release } from '../openbsd/release.ts'
import { OPENBSD_77 } from '../origins/openbsd.ts'
import { OPENBSD_SYNC } from '../pfsync.ts'

// OpenBSD 7.7, sys/netinet/ip_carp.c 1.367 (March 2025): demotion is compared before skew, which it leaves alone.

export const RELEASE_77: Release = {
  name: 'openbsd-7.7',
  title: 'OpenBSD 7.7',
  origin: OPENBSD_77,
  userland: 'OpenBSD 7',
  demotion: cappedDemotion,
  sentSkew: (advskew) => advskew,
  ownSkew: (advskew) => advskew,
  // The skew counts once; three times only where there is no base.
  masterDownTime: (advbase, advskew) => {
    if (advbase > 0) return interval(3 * advbase, advskew)
    return advskew > 0 ? Math.floor((3 * advskew * 1_000_000) / 256) : 3 * LEAST_INTERVAL
  },
  advertInterval,
  demotionFirst: true,
  takesZeroBase: true,
  returnsFromSuppressionOnly: true,
  hearsByPeer: true,
  ownMacIsUsual: true,
  kernel: {
    // The interface's own MAC for every node, which is a multicast one in mode ip.
    advertMac: ({ leader: { balancing } }) => (balancing === 'ip' ? 'multicast' : 'leader'),
    balancings: ['none', 'ip', 'ip-stealth', 'ip-unicast'],
    // Each carp interface has a hook of its own, put before those of the others.
    linkWalk: (_, byAge) => byAge.toReversed(),
    needsSubnet: false,
    parentResets: false,
    roundOrder: 'by interface',
    guardsRound: true,
    roundBeforeLine: false,
    demotionLine: (delta, total, reason, by) => ({
      level: 3,
      line: `carp: ${by!.device} demoted group ${by!.group} by ${delta} to ${total} (${reason})`,
    }),
    // ether_output() takes what the parent cannot send, and drops it.
    sees: { 'no carrier': 0, 'interface down': 0 },
    sync: OPENBSD_SYNC,
    // The link of a carp interface is up as MASTER alone, and its routes with it (carp_set_state, rt_if_linkstate_change).
    connects: { inet: 'as MASTER', inet6: 'as MASTER' },
  },
}

export const openbsd77 = openbsd(RELEASE_77)
