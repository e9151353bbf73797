/** Of an address, and of a packet: IPv4 or IPv6. */
export type Family = 'inet' | 'inet6'
