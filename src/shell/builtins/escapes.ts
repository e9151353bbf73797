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

const ESCAPE = {
  /** `\0nnn`. */
  echo: /\\(?:0([0-7]{0,3})|(\0)|([abcfnrtv\\]))/g,
  /** `\nnn`, in the format of printf(1). */
  format: /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([abcefnrtv\\"']))/g,
  /** Either, in an argument of `%b`. */
  argument: /\\(?:(0?[0-7]{1,3})|x([0-9a-fA-F]{1,2})|([abcefnrtv\\]))/g,
}

/** What backslashes stand for. `\c` ends the output. */
export function unescaped(
  text: string,
  where: keyof typeof ESCAPE,
): { readonly text: string; readonly stops: boolean } {
  let stops = false
  const plain = text.replace(
    ESCAPE[where],
    (found, octal: string | undefined, hex: string | undefined, letter: string) => {
      if (stops) return ''
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal || '0', 8) & 255)
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      if (letter !== 'c') return LETTERS[letter] ?? letter
      stops = where !== 'format'
      return stops ? '\u{f0000}' : found
    },
  )
  return stops ? { text: plain.slice(0, plain.indexOf('\u{f0000}')), stops } : { text: plain, stops }
}
