import type { BsdUserland, KernelSystem, Origin } from '../system.ts'
import type { Vhost } from '../vhost.ts'

// OpenBSD, sys/netinet/ip_carp.c: a carp interface with one node or several, and demotion by interface groups.

/** In how far the releases of OpenBSD differ. */
export interface Release {
  readonly name: string
  readonly title: string
  readonly origin: Origin
  readonly userland: BsdUserland
  /** The demotion count of a carp interface, as its packets and comparisons have it (carp_group_demote_count). */
  demotion(vhost: Vhost): number
  /** The skew that it advertises, and the one that it compares with; `demotion` is not cut to a byte. */
  sentSkew(advskew: number, demotion: number): number
  ownSkew(advskew: number, demotion: number): number
  /** How long a backup waits (carp_setrun). */
  masterDownTime(advbase: number, advskew: number): number
  /** The time from one advertisement to the next (carp_send_ad). */
  advertInterval(advbase: number, advskew: number): number
  /**
   * Whether demotion is compared before skew: a master gives way to who is less demoted, and to nobody who is more; a
   * backup preempts nobody who is less.
   */
  readonly demotionFirst: boolean
  /** Whether advbase 0 is taken. */
  readonly takesZeroBase: boolean
  /** Whether good news of the parent count only where there was bad news before (carp_carpdev_state). */
  readonly returnsFromSuppressionOnly: boolean
  /**
   * Whether advertisements to one peer arrive: they come in on the real interface, and only who has a peer hears them. A
   * peer that is down is no send error then (carp_proto_input, carp_send_ad).
   */
  readonly hearsByPeer: boolean
  /** Whether the MAC of the real interface does not go into the digest where the carp interface was given that. */
  readonly ownMacIsUsual: boolean
  /** What the kernel around the rules does in its own way. */
  readonly kernel: Pick<
    KernelSystem,
    | 'advertMac'
    | 'balancings'
    | 'linkWalk'
    | 'needsSubnet'
    | 'parentResets'
    | 'roundOrder'
    | 'guardsRound'
    | 'roundBeforeLine'
    | 'demotionLine'
    | 'sees'
    | 'sync'
    | 'connects'
  >
}
