/** An integer of 64 bits: a number where that is exact. */
export type Integer = number | bigint

function narrowed(value: bigint): Integer {
  const wrapped = BigInt.asIntN(64, value)
  return wrapped >= -9007199254740991n && wrapped <= 9007199254740991n ? Number(wrapped) : wrapped
}

const WIDE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << (b & 63n),
  '>>': (a, b) => a >> (b & 63n),
  '**': (a, b) => powered(a, b),
}

function powered(base: bigint, exponent: bigint): bigint {
  let made = 1n
  let factor = base
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) made = BigInt.asIntN(64, made * factor)
    factor = BigInt.asIntN(64, factor * factor)
  }
  return made
}

/** What two make. Whoever divides has seen that it is not by zero. */
export function made(operator: string, a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = exact(operator, a, b)
    if (quick !== null && Number.isSafeInteger(quick)) return quick === 0 ? 0 : quick
  }
  return narrowed(WIDE[operator]!(BigInt(a), BigInt(b)))
}

function exact(operator: string, a: number, b: number): number | null {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return Math.trunc(a / b)
    case '%':
      return a % b
    default:
      return null
  }
}

export function compared(operator: string, a: Integer, b: Integer): boolean {
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '==':
      return equal(a, b)
    default:
      return !equal(a, b)
  }
}

/** Of the same value, a number and a bigint too. */
function equal(a: Integer, b: Integer): boolean {
  return a <= b && a >= b
}

export function isZero(of: Integer): boolean {
  return equal(of, 0)
}

/** @returns null: no number as C writes one */
export function integer(text: string): Integer | null {
  if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text)
  const found = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)\s*$/.exec(text)
  if (found === null) return null
  const digits = found[2]!
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits)
  return narrowed(found[1] === '-' ? -size : size)
}

/** A number to a base, as bash has it: `2#101`. */
export function based(text: string): Integer | null {
  const [base, digits] = text.split('#') as [string, string]
  const radix = Number(base)
  if (radix < 2 || radix > 36 || digits === '') return null
  let value = 0n
  for (const each of digits.toLowerCase()) {
    const digit = Number.parseInt(each, 36)
    if (Number.isNaN(digit) || digit >= radix) return null
    value = BigInt.asIntN(64, value * BigInt(radix) + BigInt(digit))
  }
  return narrowed(value)
}
