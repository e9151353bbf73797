import {
  type Address,
  type Ipv4,
  isIpv4Prefix,
  isIpv6Prefix,
  isOfMachine,
  type Prefix,
  parseAddress,
  parseAnyPrefix,
  parseMac,
} from '../../network/address.ts'
import type { Ipv6 } from '../../network/ipv6.ts'
import { slipIn } from '../text/suggest.ts'
import { field } from './fields.ts'
import { FORMS, type Form } from './form.ts'

// Fields that hold addresses of machines and cards.

/** The IPv4 address of a machine, with the length of its network part. */
export function address(message: string) {
  return ownAddress(message, FORMS.prefix, isIpv4Prefix, 'one of IPv6 is address6')
}

/** The same of IPv6. */
export function address6(message: string) {
  return ownAddress(message, FORMS.prefix6, isIpv6Prefix, 'one of IPv4 is address')
}

/** @param other - what to say of an address of the other family */
function ownAddress<A extends Address>(
  message: string,
  form: Form,
  isOne: (prefix: Prefix<Address>) => prefix is Prefix<A>,
  other: string,
) {
  const read = (value: string): Prefix<A> | undefined => {
    const prefix = value.includes('/') ? readPrefix(value) : undefined
    return prefix && isOne(prefix) ? prefix : undefined
  }
  const hint = (value: string) => {
    const prefix = readPrefix(value)
    return prefix && !isOne(prefix) ? `; ${other}` : slipIn(value)
  }
  return field(message, read, form, hint)
}

/** The same of either family; without a length it has the usual one. */
export function anyAddress(message: string) {
  return field(message, readPrefix, FORMS.anyPrefix, slipIn)
}

/** The same, and it says how long. */
export function aliasAddress(message: string) {
  const read = (value: string) => (value.includes('/') ? readPrefix(value) : undefined)
  return field(message, read, FORMS.fullPrefix, slipIn)
}

/** The address of a machine, of either family, without the length of its network. */
export function bareAddress(message: string) {
  return field(message, readAddress, FORMS.bareAddress, slipIn)
}

/** The same of IPv4. */
export function ipv4(message: string) {
  const read = (value: string): Ipv4 | undefined => {
    const address = readAddress(value)
    return typeof address === 'number' ? address : undefined
  }
  return field(message, read, FORMS.ipv4, slipIn)
}

/** The same of IPv6. */
export function ipv6(message: string) {
  const read = (value: string): Ipv6 | undefined => {
    const address = readAddress(value)
    return typeof address === 'string' ? address : undefined
  }
  return field(message, read, FORMS.ipv6, slipIn)
}

function readPrefix(text: string): Prefix<Address> | undefined {
  const prefix = parseAnyPrefix(text)
  return prefix && isOfMachine(prefix.address) ? prefix : undefined
}

/** The address of a machine, of either family. */
export function readAddress(text: string): Address | undefined {
  const value = parseAddress(text)
  return value !== undefined && isOfMachine(value) ? value : undefined
}

/** The address of a card, in small letters. */
export function mac(name: string) {
  return field(
    `${name} is the address of one card, such as 02:00:00:00:00:01; its first byte is even`,
    parseMac,
    FORMS.mac,
  )
}
