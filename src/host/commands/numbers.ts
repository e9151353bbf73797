/** atoi(3): the number that a text begins with, and 0 where it begins with none. */
export function atoi(text: string): number {
  return Number(/^\s*([+-]?\d+)/.exec(text)?.[1] ?? 0) | 0
}

/** strtol(3) with base 0, of a whole text: decimal, 0x1f or 017; undefined where it is no number. */
export function integer(text: string): number | undefined {
  const match = /^\s*([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.exec(text)
  if (match === null) return undefined
  const [, sign, digits = ''] = match
  const octal = /^0\d/.test(digits)
  const magnitude = octal ? Number.parseInt(digits, 8) : Number(digits)
  return (sign === '-' ? -magnitude : magnitude) | 0
}

/** What strtonum(3) says of a text that is no number from one to another; undefined: it is one. */
export function outOf(text: string, from: number, to: number): 'invalid' | 'too small' | 'too large' | undefined {
  if (!/^\s*[+-]?\d+$/.test(text)) return 'invalid'
  if (Number(text) < from) return 'too small'
  return Number(text) > to ? 'too large' : undefined
}
