const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\x1b': '\\E',
  '\x07': '\\a',
  '\\': '\\\\',
  "'": "\\'",
}

/** lib/sh/strtrans.c, ansic_quote. */
function ansiQuoted(value: string): string {
  const escaped = value.replace(
    /[\p{Cc}\\']/gu,
    (c) => ESCAPES[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`,
  )
  return `$'${escaped}'`
}

/** lib/sh/shquote.c, sh_single_quote; bare where nothing in it is special. */
export function ansiOrQuoted(value: string): string {
  if (/\p{Cc}/u.test(value)) return ansiQuoted(value)
  return /^[A-Za-z0-9_@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}
