import type { Advertisement } from '../../carp/advertisement.ts'
import type { Vhost } from '../../carp/vhost.ts'
import { formatAddress } from '../../network/address.ts'
import type { Refusal } from '../../trace/record.ts'

/** What ucarp says with -D of an advertisement that it takes, or does not take (src/carp.c, packethandler()). */
export function heardLine(heard: Advertisement, refusal: Refusal | null | undefined, { advbase }: Vhost): string {
  const { packet, destination, length } = heard
  if (refusal === 'short') return `Bogus size: caplen=[${20 + length}], ip_len=[20] ch_len=[36]`
  if (refusal === 'no-vhid') return `Ignoring vhid: [${packet.vhid}]`
  if (refusal === 'other') return `Ignoring different multicast ip: [${formatAddress(destination)}]`
  return refusal === undefined ? `sc_tv(local) = [${advbase}] ch_tv(remote) = [${packet.advbase}]` : ''
}
