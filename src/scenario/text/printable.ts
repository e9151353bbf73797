/** All that prints, as the inside of a class of characters. U+FFFD stands for bytes that are no UTF-8. */
const PRINTS = '\\u0020-\\u007e\\u00a0-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffc\\u{10000}-\\u{10ffff}'

/** A character that has no place in a file, such as a carriage return that ends no line. */
export const MISPLACED: RegExp = new RegExp(`[^\\t\\n\\r${PRINTS}]|\\r(?!\\n)`, 'u')

const UNPRINTED = new RegExp(`[^${PRINTS}]`, 'gu')
const TO_ESCAPE = new RegExp(`[^\\t\\n${PRINTS}]`, 'gu')

/** The text on one line: what does not print takes one column, so that nothing in a message moves the cursor. */
export function printed(text: string): string {
  return text.replaceAll('\t', ' ').replace(UNPRINTED, '·')
}

/** Whether a text can stand in a file as it is. */
export function isPrintable(text: string): boolean {
  return text.search(TO_ESCAPE) === -1
}

/** With escapes for what cannot, as they are written in double-quoted YAML. */
export function escaped(text: string): string {
  return text.replace(TO_ESCAPE, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A word of the file in a message: never longer than a line. */
export function shown(word: string): string {
  if (word === '') return '""'
  return word.length > 40 ? `${word.slice(0, 39)}…` : word
}
