/** What follows a dollar: another one, a command for the shell, a name; else it is a dollar. */
const DOLLAR = /\$(?:(\$)|(\()|([A-Za-z_*-][A-Za-z0-9_-]*))?/g

/**
 * Puts values in place of their names, as devd does in actions and patterns (devd.cc, config::expand_one): `$$` is a
 * dollar, `$(` is the shell's and stays as it is up to its end.
 */
export function expand(text: string, read: (name: string) => string): string {
  let expanded = ''
  let at = 0
  DOLLAR.lastIndex = 0
  for (let match = DOLLAR.exec(text); match !== null; match = DOLLAR.exec(text)) {
    const [whole, dollar, open, name] = match
    expanded += text.slice(at, match.index)
    if (open !== undefined) DOLLAR.lastIndex = endOf(text, match.index + 1)
    if (open !== undefined) expanded += text.slice(match.index, DOLLAR.lastIndex)
    else expanded += dollar ?? (name === undefined ? whole : read(name))
    at = DOLLAR.lastIndex
  }
  return expanded + text.slice(at)
}

/** Behind the parenthesis that closes the one that stands there; the end, where none does. */
function endOf(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')' && --depth === 0) return at + 1
  }
  return text.length
}

/** As a word that a shell takes as it is (devd.cc of 12, config::shell_quote). */
export function quoted(value: string): string {
  return `$'${value.replace(/['\\]/g, '\\$&')}'`
}
