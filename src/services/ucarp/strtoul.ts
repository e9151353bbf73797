const MOST = 2n ** 64n - 1n
const MOST_SIGNED = 2n ** 63n - 1n

/** The digits of a number by the base that it begins with: 0x10, 010, 10; what follows them is not read. */
function read(text: string): bigint {
  const match = /^[ \t\n\v\f\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|0([0-7]*)|(\d+))/.exec(text)
  if (match === null) return 0n
  const [, sign, hexadecimal, octal, decimal] = match
  const digits = hexadecimal !== undefined ? `0x${hexadecimal}` : octal ? `0o${octal}` : (decimal ?? '0')
  return BigInt(digits) * (sign === '-' ? -1n : 1n)
}

/** strtoul(3) with base 0, on a machine of 64 bits: a minus makes it very large. */
export function strtoul(text: string): bigint {
  const value = read(text)
  if (value > MOST || value < -MOST) return MOST
  return BigInt.asUintN(64, value)
}

/** strtol(3) with base 0. */
export function strtol(text: string): bigint {
  const value = read(text)
  if (value > MOST_SIGNED) return MOST_SIGNED
  return value < -MOST_SIGNED - 1n ? -MOST_SIGNED - 1n : value
}

/** What of it one byte holds. */
export function byteOf(text: string): number {
  return Number(strtoul(text) & 0xffn)
}
