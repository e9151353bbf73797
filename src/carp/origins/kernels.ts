// What is said of more than one kernel.

export const COMMANDS = 'ifconfig(8), sysctl(8), netstat(1), as far as they are about CARP'

export const IPV6 = 'IPv6: virtual addresses, packets and a master-down timer of its own, neighbour advertisements'
/** What the kernels do around it. */
export const IPV6_OMITTED = 'IPv6: duplicate address detection, multicast listeners, routers'
export const GARP_WAIT = 'the millisecond that the kernel waits after each gratuitous ARP'
export const DRIVERS =
  'drivers: frames kept without carrier and sent when it is back, carrier that flaps while a card is set up'
/** OpenBSD and NetBSD. */
export const CARPDEV = 'carpdev that changes: an interface stays on the card that it was told first'
export const LLADDR = 'lladdr: an interface has the MAC address of its vhid; the digest never holds one'
