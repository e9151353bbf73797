// What is omitted of more than one kernel.

export const IPV6 = 'IPv6: neither virtual addresses of it nor advertisements to ff02::12'
export const GARP_WAIT = 'the millisecond that the kernel waits after each gratuitous ARP'
export const DRIVERS =
  'drivers: frames kept without carrier and sent when it is back, carrier that flaps while a card is set up'
/** OpenBSD and NetBSD. */
export const CARPDEV = 'carpdev: an interface is told which at boot, and keeps it; none is found by its subnet'
export const LLADDR = 'lladdr: an interface has the MAC address of its vhid; the digest never holds one'
