/** How a directive of printf is to look. */
export interface Shape {
  readonly flags: string
  readonly width: number
  readonly precision: number | null
}

export function padded(text: string, { flags, width }: Shape): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width)
}

/** A sign, and digits: zeros may fill the space between. */
function numeric(sign: string, digits: string, shape: Shape, zeros: boolean): string {
  const { flags, width } = shape
  if (!zeros || !flags.includes('0') || flags.includes('-')) return padded(sign + digits, shape)
  return sign + digits.padStart(width - sign.length, '0')
}

function signOf(negative: boolean, flags: string): string {
  if (negative) return '-'
  if (flags.includes('+')) return '+'
  return flags.includes(' ') ? ' ' : ''
}

/** `%d`, `%u`, `%o`, `%x`: of 64 bits. */
export function whole(value: bigint, letter: string, shape: Shape): string {
  const { flags, precision } = shape
  const signed = letter === 'd' || letter === 'i'
  const bits = signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)
  const size = bits < 0n ? -bits : bits
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10
  let digits = precision === 0 && size === 0n ? '' : size.toString(base).padStart(precision ?? 0, '0')
  if (letter === 'o' && flags.includes('#') && !digits.startsWith('0')) digits = `0${digits}`
  if (letter === 'X') digits = digits.toUpperCase()
  const prefix = base === 16 && flags.includes('#') && size !== 0n ? `0${letter}` : ''
  const sign = signed ? signOf(bits < 0n, flags) : ''
  return numeric(sign + prefix, digits, shape, precision === null)
}

/** `%f`, `%e`, `%g`. */
export function float(value: number, letter: string, shape: Shape): string {
  const { flags } = shape
  const size = Math.abs(value)
  const precision = Math.min(shape.precision ?? 6, 100)
  const kind = letter.toLowerCase()
  const sign = signOf(value < 0 || Object.is(value, -0), flags)
  if (!Number.isFinite(size)) return padded(sign + (Number.isNaN(size) ? 'nan' : 'inf'), shape)
  const digits =
    kind === 'f'
      ? fixed(size, precision)
      : kind === 'e'
        ? exponential(size, precision)
        : general(size, precision, flags)
  return numeric(sign, letter === kind ? digits : digits.toUpperCase(), shape, true)
}

function fixed(size: number, precision: number): string {
  if (size < 1e21) return size.toFixed(precision)
  return BigInt(size).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '')
}

function exponential(size: number, precision: number): string {
  return size.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2')
}

function general(size: number, precision: number, flags: string): string {
  const places = precision === 0 ? 1 : precision
  const exponent = size === 0 ? 0 : Number(size.toExponential(places - 1).split('e')[1])
  const plain = exponent >= -4 && exponent < places
  const digits = plain ? fixed(size, Math.max(0, places - 1 - exponent)) : exponential(size, places - 1)
  if (flags.includes('#') || !digits.includes('.')) return digits
  return digits.replace(/\.?0+(?=e|$)/, '')
}
