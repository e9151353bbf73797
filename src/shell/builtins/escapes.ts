const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}

const OCTAL = '([0-7]{1,3})'
const MORE = '|x([0-9a-fA-F]{1,2})'
const of = (octal: string, hex: string, letters: string) =>
  new RegExp(`\\\\(?:${octal}${hex || '|(\\0)'}|([${letters}]))`, 'g')

const ESCAPE = {
  /** dash's bltin/printf.c, conv_escape_str: `\0nnn` and `\nnn`. */
  echo: of('(0[0-7]{0,3}|[1-7][0-7]{0,2})', '', 'abcfnrtv\\\\'),
  'bash echo': of('0([0-7]{0,3})', MORE, 'abceEfnrtv\\\\'),
  /** `\nnn`, in the format of printf(1). */
  format: of(OCTAL, '', 'abcfnrtv\\\\'),
  'bash format': of(OCTAL, MORE, `abcefnrtv\\\\"'`),
  /** Either, in an argument of `%b`. */
  argument: of('(0?[0-7]{1,3})', '', 'abcfnrtv\\\\'),
  'bash argument': of('(0?[0-7]{1,3})', MORE, 'abcefnrtv\\\\'),
}

export type Escapes = keyof typeof ESCAPE

/** What backslashes stand for. `\c` ends the output. */
export function unescaped(text: string, where: Escapes): { readonly text: string; readonly stops: boolean } {
  let stops = false
  const plain = text.replace(
    ESCAPE[where],
    (found, octal: string | undefined, hex: string | undefined, letter: string) => {
      if (stops) return ''
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal || '0', 8) & 255)
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      if (letter !== 'c') return LETTERS[letter] ?? letter
      stops = !where.endsWith('format')
      return stops ? '\u{f0000}' : found
    },
  )
  return stops ? { text: plain.slice(0, plain.indexOf('\u{f0000}')), stops } : { text: plain, stops }
}
