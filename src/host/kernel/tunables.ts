/** The sysctls that are plain numbers: nothing but sysctl(8) changes them. */
export class Tunables {
  /** net.inet.carp.log: FreeBSD: 0 nothing, 1 changes of state, 2 refused advertisements as well; a syslog level on OpenBSD. */
  log: number
  /** net.inet.carp.arpbalance, up to FreeBSD 9. Nothing balances here. */
  arpbalance = 0
  /** net.inet.carp.dscp, FreeBSD 10 on. */
  dscp = 56
  /** net.link.log_link_state_change. */
  logLinks = 1

  constructor(log: number) {
    this.log = log
  }
}
