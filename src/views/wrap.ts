/** Characters that take two columns: East Asian wide and fullwidth ones, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|(?!\p{Regional_Indicator})\p{Emoji_Presentation}/u
/** Characters that take none: they combine with the one before. */
const COMBINING = /[\p{Mn}\p{Me}\u200b-\u200f\u2060]/u
/** Most lines have nothing but characters of one column: Latin, arrows, lines and blocks. */
const NARROW = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2190-\u2319\u2500-\u25fc]*$/
/** Characters that drive a terminal, or turn the direction of a line. */
const CONTROL = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu
/**
 * What terminals do not agree about, how wide it is: what makes one emoji of several, gives it a colour or another look,
 * and characters that show nothing.
 */
const DISPUTED =
  /\u200d\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}\ufe00-\ufe0f\u20e3\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]/gu
const TAB = 8
const IN_ASCII: Readonly<Record<string, string>> = {
  '→': '->',
  '×': 'x',
  '·': '|',
  µ: 'u',
  '…': '...',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '✓': 'ok:',
  '✗': 'failed:',
  '▸': '>',
  '│': '|',
  '─': '-',
}

/** How many columns a text takes in a terminal. */
export function columnsOf(text: string): number {
  if (NARROW.test(text)) return text.length
  let columns = 0
  for (const character of text) columns += WIDE.test(character) ? 2 : COMBINING.test(character) ? 0 : 1
  return columns
}

/**
 * A line that only shows, and is as wide in every terminal: tabs are spaces, what would drive the terminal is a question
 * mark, letters are one with their marks.
 */
export function harmless(line: string): string {
  if (NARROW.test(line)) return line
  const [first = '', ...parts] = line.normalize('NFC').replace(DISPUTED, '').split('\t')
  return parts
    .reduce((row, part) => padded(row, (Math.floor(columnsOf(row) / TAB) + 1) * TAB) + part, first)
    .replace(CONTROL, '?')
}

/** The same in ASCII; what has no likeness there is a question mark. */
export function inAscii(text: string): string {
  return Array.from(text, (character) => (character < '\u0080' ? character : (IN_ASCII[character] ?? '?'))).join('')
}

/** Fills a text with spaces up to that many columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/** A word with the spaces before it; a number keeps its unit. */
const WORD = / *[^ ]+(?:(?<=\d) (?:s|ms|µs|us|min|h|d)(?=[ ,;:)]|$)[,;:)]*)?/g

/** Breaks a line into rows of at most that many columns: between words, or in a word that is longer than a row. */
export function wrapped(line: string, columns: number): string[] {
  const rows: string[] = []
  let row = ''
  for (const word of line.match(WORD) ?? ['']) {
    if (columnsOf(row) + columnsOf(word) <= columns) {
      row += word
      continue
    }
    if (row !== '') rows.push(row)
    const pieces = broken(word.trimStart(), columns)
    row = pieces.pop()!
    rows.push(...pieces)
  }
  return [...rows, row]
}

function broken(word: string, columns: number): string[] {
  const pieces = ['']
  for (const character of word) {
    const last = pieces.at(-1)!
    if (last !== '' && columnsOf(last + character) > columns) pieces.push(character)
    else pieces[pieces.length - 1] = last + character
  }
  return pieces
}

/** Puts phrases side by side, as many in a row as fit; rows are broken between phrases only. */
export function flowed(phrases: readonly string[], separator: string, columns: number): string[] {
  const rows: string[] = []
  for (const phrase of phrases) {
    const longer = rows.length === 0 ? phrase : rows.at(-1) + separator + phrase
    if (rows.length > 0 && columnsOf(longer) <= columns) rows[rows.length - 1] = longer
    else rows.push(phrase)
  }
  return rows
}

/** Text that its author broke into lines, as paragraphs; a paragraph that is laid out with indents stays as it is. */
export function paragraphs(text: string): string[] {
  return text
    .trimEnd()
    .split(/\n{2,}/)
    .flatMap((part, i) => [
      ...(i === 0 ? [] : ['']),
      ...(/^[ \t*-]/m.test(part) ? part.split('\n') : [part.replaceAll('\n', ' ')]),
    ])
}
