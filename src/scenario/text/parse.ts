import { Composer, type CST, type Document, type ErrorCode, Lexer, Parser } from 'yaml'

/** Files that are no text at all have millions of errors. */
const MOST_ERRORS = 1_000
/** Words, marks and the space between them; 2,000 hosts take 100,000. */
const MOST_WORDS = 300_000
/** Of open lists and maps. The deepest thing that the language knows is seven levels down. */
const DEEPEST = 100

/** Why a text is no scenario, and where in it. */
export interface Flaw {
  readonly start: number
  readonly end: number
  readonly message: string
}

/** What the YAML reader says of a place. */
export interface YamlError {
  readonly pos: readonly [start: number, end: number]
  readonly code: ErrorCode
  readonly message: string
}

/** What the YAML reader made of a text. */
export interface Parsed {
  readonly document: Document.Parsed
  /** The first of them. */
  readonly errors: readonly YamlError[]
}

export const TOO_DEEP = 'the file is nested too deep; no scenario needs that'
const TOO_MUCH = 'the file holds too much; no scenario needs more than 300,000 words and marks'

/** Reads YAML, in time that does not grow without bound. */
export function parseYaml(text: string): Parsed | Flaw {
  const errors = new Errors()
  // The failsafe schema knows texts only; equal keys are looked for elsewhere, in one pass.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false })
  // It would make an Error with a stack of each. Where it puts them is no part of its interface: a test of long bad
  // files holds what this saves.
  Object.assign(composer, { onError: errors.take })
  const tokens = tokensOf(text)
  if (!Array.isArray(tokens)) return tokens
  const documents: Document.Parsed[] = []
  for (const token of tokens) {
    if (token.type === 'error') errors.take(token, 'UNEXPECTED_TOKEN', token.message)
    else for (const document of composer.next(token)) documents.push(document)
  }
  for (const document of composer.end(true, text.length)) documents.push(document)
  const [document, second] = documents
  if (second !== undefined) errors.take(second.range, 'MULTIPLE_DOCS', '')
  return { document: document!, errors: errors.all }
}

/** The tree of the text as it is written. Stops where it gets too large or too deep. */
function tokensOf(text: string): CST.Token[] | Flaw {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let words = 0
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    words += 1
    const message = words > MOST_WORDS ? TOO_MUCH : parser.stack.length > DEEPEST ? TOO_DEEP : undefined
    if (message !== undefined) return { start: parser.offset, end: parser.offset + 1, message }
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

type Somewhere = number | readonly number[] | { readonly offset: number; readonly source?: string }

/** Keeps the first errors. */
class Errors {
  readonly all: YamlError[] = []

  /** As the YAML reader tells of an error: an offset, two, or a token. */
  readonly take = (where: Somewhere, code: ErrorCode, message: string): void => {
    if (this.all.length < MOST_ERRORS) this.all.push({ pos: placeOf(where), code, message })
  }
}

function placeOf(where: Somewhere): YamlError['pos'] {
  if (typeof where === 'number') return [where, where + 1]
  if ('offset' in where) return [where.offset, where.offset + (where.source?.length ?? 1)]
  const [start = 0, end = start + 1] = where
  return [start, end]
}
