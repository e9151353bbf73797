import { type Document, isCollection, isMap, isScalar, type Range, visit } from 'yaml'
import type { Flaw, Parsed, YamlError } from './parse.ts'

const OPEN_QUOTE = 'Missing closing'
const UNKNOWN = 'this cannot be read as YAML; look at indentation, quotes and brackets'
const QUOTE = 'a text with a colon and a space, a comma or a brace in it is quoted: "like: this"'

/** What the YAML reader says (a part of it), and what we say. The first that fits. */
const MESSAGES: readonly (readonly [says: string, message: string])[] = [
  ['Missing closing "quote', 'a text that begins with " must end with "; write \\" for a quote inside it'],
  ["Missing closing 'quote", "a text that begins with ' must end with '; write '' for a quote inside it"],
  ['end with a ]', 'a list that begins with [ must end with ], and further lines of it must be indented'],
  ['end with a }', 'what begins with { must end with }, and further lines of it must be indented'],
  ['Tabs are not allowed', 'this line is indented with a tab; indent with spaces'],
  ['Nested mappings are not allowed', `this line has two keys, or is indented too far; ${QUOTE}`],
  ['Block collections are not allowed', QUOTE],
  ['Implicit keys need to be on a single line', 'a key stands on one line, with a colon and a space after it'],
  ['Implicit map keys need', 'after a key come a colon and a space'],
  ['All mapping items must start', 'keys of one thing begin in one column; this line is indented differently'],
  ['All sequence items must start', 'items of one list begin in one column; this line is indented differently'],
  ['Sequence item without -', 'each item of this list begins with - and a space'],
  ['on same line with key', 'a list with - begins on the line below its key'],
  ['reserved character', 'a text that begins with @ or ` is quoted: "@home"'],
  ['directive indicator', 'a text that begins with % is quoted: "%a"'],
  ['block scalar', 'a text that begins with | or > is quoted; for several lines, nothing may follow the | on its line'],
  ['Invalid escape', 'this is no escape in a text with "; write \\\\ for a backslash, or quote with \''],
  ['Comments must be', 'a space goes before a # that begins a comment; a text with # in it is quoted'],
  ['Unexpected flow-seq-end', 'a ] without a [; a text with ] in it is quoted'],
  ['Unexpected flow-map-end', 'a } without a {; a text with } in it is quoted'],
  ['Missing , ', 'things in { } or [ ] are parted by commas'],
  ['Unexpected , ', 'a comma with nothing before it'],
  [
    'at node end',
    'something follows what is complete; a text with quotes, brackets or braces in it is quoted as a whole: "like [this]"',
  ],
]

/** What the YAML reader found wrong, in our words. */
export function syntaxFlaws({ document, errors }: Parsed): Flaw[] {
  if (errors.length === 0) return []
  const roots = errors.filter(isRoot)
  const openers = openersOf(document)
  const flaws = (roots.length > 0 ? roots : errors).map((error) => {
    const [start, end] = error.pos
    const message = syntaxMessage(error)
    const opener = openers.get(`${closerOf(error.message)}${start}`)
    return opener === undefined ? { start, end, message } : { start: opener, end: opener + 1, message }
  })
  // What is open around another open thing is so because of that; and what we have no words for, because of the rest.
  const clear = flaws.filter(({ start }, i) => start >= (flaws[i - 1]?.start ?? 0))
  const known = clear.filter(({ message }) => message !== UNKNOWN)
  return known.length > 0 ? known : clear
}

/** After such an error the reader has lost its place, and all others follow from it. */
function isRoot({ code, message }: YamlError): boolean {
  return code === 'TAB_AS_INDENT' || message.startsWith(OPEN_QUOTE)
}

/** Where what ends at an offset began: what is never closed is shown where it opens. */
function openersOf(document: Document.Parsed): Map<string, number> {
  const openers = new Map<string, number>()
  visit(document, {
    Node(_, node) {
      const [start, end] = node.range as Range
      if (isCollection(node) && node.flow) openers.set(`${isMap(node) ? '}' : ']'}${end}`, start)
      if (isScalar(node) && node.type?.startsWith('QUOTE')) openers.set(`"${end}`, start)
    },
  })
  return openers
}

function closerOf(message: string): string {
  if (message.startsWith(OPEN_QUOTE)) return '"'
  return /end with a ([\]}])/.exec(message)?.[1] ?? ''
}

/** A YAML error in our words, with what to write instead. */
function syntaxMessage({ code, message }: YamlError): string {
  if (code === 'MULTIPLE_DOCS') return 'a file holds one scenario; take the --- between two out'
  if (code === 'TAG_RESOLVE_FAILED') return 'a text that begins with ! is quoted: "!like this"'
  if (code === 'BAD_DIRECTIVE') return 'a line that begins with % is no part of a scenario'
  if (code === 'BAD_ALIAS' || code === 'MULTIPLE_ANCHORS') return 'a text that begins with & or * is quoted: "&co"'
  const known = MESSAGES.find(([says]) => message.toLowerCase().includes(says.toLowerCase()))
  return known?.[1] ?? UNKNOWN
}
