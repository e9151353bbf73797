/** An IPv6 address as 32 hexadecimal digits, small: equal addresses are equal texts, and order is that of the bytes. */
export type Ipv6 = string

/** The Ethernet address of ff02::12, where advertisements go; ff02::1, where all listen, and its own. */
export const CARP_MULTICAST6 = '33:33:00:00:00:12'
export const ALL_NODES: Ipv6 = 'ff020000000000000000000000000001'
export const ALL_NODES_MULTICAST = groupMac(ALL_NODES)

/** @returns undefined where the text is no IPv6 address (inet_pton); a zone (%em0) is none of it */
export function parseIpv6(text: string): Ipv6 | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const shortened = halves.length === 2
  const left = groupsOf(halves[0]!, !shortened)
  const right = shortened ? groupsOf(halves[1]!, true) : []
  if (left === undefined || right === undefined) return undefined
  const missing = 8 - left.length - right.length
  if (shortened ? missing < 1 : missing !== 0) return undefined
  return [...left, ...Array.from({ length: missing }, () => '0000'), ...right].join('')
}

/** Groups between colons as four digits each; the last two of all may be an IPv4 address. */
function groupsOf(text: string, ends: boolean): string[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const groups = parts.flatMap((part, i) => {
    if (/^[0-9a-f]{1,4}$/i.test(part)) return part.toLowerCase().padStart(4, '0')
    return (ends && i === parts.length - 1 && dottedGroups(part)) || '?'
  })
  return groups.includes('?') ? undefined : groups
}

function dottedGroups(text: string): string[] | undefined {
  const octets = text.split('.')
  if (octets.length !== 4 || !octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)) {
    return undefined
  }
  const digits = octets.map((octet) => Number(octet).toString(16).padStart(2, '0')).join('')
  return [digits.slice(0, 4), digits.slice(4)]
}

/** As RFC 5952 wants it: small, without leading zeros, the longest run of zero groups (the first such) as `::`. */
export function formatIpv6(address: Ipv6): string {
  const groups = address.match(/.{4}/g)!.map((group) => Number.parseInt(group, 16).toString(16))
  let longest = { from: 0, length: 1 }
  for (let from = 0; from < groups.length; from++) {
    const end = groups.findIndex((group, i) => i >= from && group !== '0')
    const length = (end === -1 ? groups.length : end) - from
    if (length > longest.length) longest = { from, length }
  }
  const { from, length } = longest
  if (length < 2) return groups.join(':')
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`
}

/** The link-local address that a card gives itself: fe80:: and its MAC as an EUI-64 (RFC 4862; in6_get_hw_ifid). */
export function linkLocal(mac: string): Ipv6 {
  const [first, ...octets] = mac.split(':')
  const flipped = (Number.parseInt(first!, 16) ^ 2).toString(16).padStart(2, '0')
  return `fe80${'0'.repeat(12)}${flipped}${octets.slice(0, 2).join('')}fffe${octets.slice(2).join('')}`
}

export function isLinkLocal(address: Ipv6): boolean {
  return /^fe[89ab]/.test(address)
}

/** The group that whoever has that address listens to, and asks for it are sent to: ff02::1:ffXX:XXXX (RFC 4291). */
export function solicitedNode(address: Ipv6): Ipv6 {
  return `ff0200000000000000000001ff${address.slice(-6)}`
}

/** The Ethernet address of a group: 33:33 and its last four bytes (RFC 2464). */
export function groupMac(group: Ipv6): string {
  return ['33', '33', ...group.slice(-8).match(/../g)!].join(':')
}

/** Whether two addresses agree in so many bits. */
export function agree(a: Ipv6, b: Ipv6, bits: number): boolean {
  const whole = bits >> 2
  if (a.slice(0, whole) !== b.slice(0, whole)) return false
  if (whole === 32) return true
  const shift = 4 - (bits & 3)
  return Number.parseInt(a[whole]!, 16) >> shift === Number.parseInt(b[whole]!, 16) >> shift
}

/** An address with nothing but zeros behind so many bits. */
export function cutTo(address: Ipv6, bits: number): Ipv6 {
  const whole = bits >> 2
  if (whole === 32) return address
  const shift = 4 - (bits & 3)
  const digit = (Number.parseInt(address[whole]!, 16) >> shift) << shift
  return `${address.slice(0, whole)}${digit.toString(16)}`.padEnd(32, '0')
}
