import type { Dialect } from '../dialect.ts'
import { escaped, type Pattern, parsePattern } from '../match/pattern.ts'
import { parseScript } from '../syntax/parse.ts'
import type { HereDoc, ParameterExpansionPart, ParameterOperation, Word as TreeWord, WordPart } from '../syntax/tree.ts'
import type { Assign, Node, Operation, Parameter, Piece, PlainPiece, Word } from './plan.ts'
import { joined, type Quoting, textPieces, withHomes, withoutTabs } from './text.ts'

/** What words need of those that make commands: what `$( )` runs. */
export interface Commands {
  readonly dialect: Dialect
  body(part: { readonly text: string; readonly pos: number; readonly script: unknown }): Node
}

/** A word of pieces. */
export function wordOf(pieces: readonly Piece[], text: string, assignment: Assign | null = null): Word {
  const pattern = patternOf(pieces)
  const braces = pieces.some((piece) => piece.is === 'text' && !piece.quoted && piece.text.includes('{'))
  const rest = { literal: pattern?.literal ?? null, pattern, braces, assignment, text }
  return arePlain(pieces) ? { isPlain: true, pieces, ...rest } : { isPlain: false, pieces, ...rest }
}

/** A sum stands alone: it may assign, and so is never to be done twice. */
function arePlain(pieces: readonly Piece[]): pieces is readonly PlainPiece[] {
  const sums = pieces.filter(({ is }) => is === 'arithmetic')
  const others = pieces.filter(({ is }) => is !== 'arithmetic' && is !== 'empty')
  return (sums.length === 0 || (sums.length === 1 && others.length === 0)) && pieces.every(isPlain)
}

function isPlain(piece: Piece): boolean {
  if (piece.is === 'parameter') return piece.operation === null && piece.name !== '@' && piece.name !== '*'
  if (piece.is === 'arithmetic') return piece.text.isPlain
  return piece.is === 'text' || piece.is === 'empty'
}

/** Null where something in it is expanded. */
function patternOf(pieces: readonly Piece[]): Pattern | null {
  let pattern = ''
  for (const piece of pieces) {
    if (piece.is === 'text') pattern += piece.quoted ? escaped(piece.text) : piece.text
    else if (piece.is !== 'empty') return null
  }
  return parsePattern(pattern)
}

/** Makes the words of one text ready. */
export class Words {
  readonly #commands: Commands

  constructor(commands: Commands) {
    this.#commands = commands
  }

  word(word: TreeWord, quoting: Quoting = 'none'): Word {
    const pieces = this.#all(word, quoting)
    const [first] = pieces
    const name = first?.is === 'text' && !first.quoted ? /^[A-Za-z_]\w*=/.exec(first.text)?.[0] : undefined
    if (name === undefined || !this.#commands.dialect.homesInArguments)
      return wordOf(withHomes(pieces, false, this.#commands.dialect.homesInArguments), word.text)
    const value: Piece = { is: 'text', text: (first as { text: string }).text.slice(name.length), quoted: false }
    const homes = withHomes([value, ...pieces.slice(1)], true)
    return wordOf(joined([{ is: 'text', text: name, quoted: false }, ...homes]), word.text)
  }

  /** The value of an assignment. */
  value(word: TreeWord): Word {
    return wordOf(withHomes(this.#all(word, 'none'), true), word.text)
  }

  document({ operator, delimiter, body }: HereDoc): Word {
    const tabs = operator === '<<-'
    if (delimiter?.quoted) {
      const text = tabs ? withoutTabs(body.text, true) : body.text
      return wordOf([{ is: 'text', text, quoted: true }], text)
    }
    const parts: readonly WordPart[] = body.parts ?? [{ type: 'Literal', text: body.text, value: '', pos: 0, end: 0 }]
    const pieces = parts.flatMap((part, index) => {
      const text = part.type === 'Literal' && tabs ? withoutTabs(part.text, index === 0) : part.text
      return part.type === 'Literal' ? textPieces(text, 'here', true) : this.#part(part, 'here')
    })
    return wordOf(joined(pieces), body.text)
  }

  /** The text of `$(( ))`: as between `"`, but that `"` says nothing. */
  arithmetic(text: string): Word {
    const pieces = /[$`\\]/.test(text) ? this.#inArithmetic(text) : textPieces(text, 'here', true)
    const unquoted = pieces.map((p): Piece => (p.is === 'text' ? { ...p, text: p.text.replaceAll('"', '') } : p))
    return wordOf(unquoted, text)
  }

  #inArithmetic(text: string): Piece[] {
    const [statement] = parseScript(`: <<_\n${text}\n_\n`, this.#commands.dialect).commands
    const command = statement?.command
    const document = command?.type === 'Command' ? command.redirects[0] : undefined
    if (document?.type !== 'HereDoc') return textPieces(text, 'here', true)
    const pieces = [...this.document(document).pieces]
    const last = pieces.at(-1)
    if (last?.is === 'text') pieces[pieces.length - 1] = { ...last, text: last.text.replace(/\n$/, '') }
    return pieces
  }

  #all(word: TreeWord, quoting: Quoting): Piece[] {
    if (word.parts === undefined) return textPieces(word.text, quoting, quoting !== 'none')
    return joined(word.parts.flatMap((part) => this.#part(part, quoting)))
  }

  #part(part: WordPart, quoting: Quoting): Piece[] {
    const quoted = quoting !== 'none'
    switch (part.type) {
      case 'Literal':
        return textPieces(part.text, quoting, quoted)
      case 'SingleQuoted':
        if (quoted) return textPieces(part.text, quoting, true)
        return part.value === '' ? [{ is: 'empty' }] : [{ is: 'text', text: part.value, quoted: true }]
      case 'AnsiCQuoted':
        return part.value === '' ? [{ is: 'empty' }] : [{ is: 'text', text: part.value, quoted: true }]
      case 'DoubleQuoted':
      case 'LocaleString':
        return this.#double(part.parts)
      case 'SimpleExpansion':
        return [{ is: 'parameter', name: part.text.slice(1), quoted, text: part.text, operation: null }]
      case 'ParameterExpansion':
        return [this.#parameter(part, quoting)]
      case 'CommandExpansion':
        return [{ is: 'command', body: this.#commands.body(part), quoted }]
      case 'ArithmeticExpansion': {
        const inner = part.text.startsWith('$[') ? part.text.slice(2, -1) : part.text.slice(3, -2)
        return [{ is: 'arithmetic', text: this.arithmetic(inner), quoted }]
      }
      case 'Glob':
        return part.kind === 'bracket' && !quoted
          ? this.#between('[', part.parts, ']')
          : textPieces(part.text, quoting, quoted)
      case 'BraceExpansion':
        return part.parts === undefined ? textPieces(part.text, quoting, quoted) : this.#between('{', part.parts, '}')
      default:
        return textPieces(part.text, quoting, quoted)
    }
  }

  #between(open: string, parts: readonly WordPart[], close: string): Piece[] {
    const inner = parts.flatMap((part) => this.#part(part, 'none'))
    return [{ is: 'text', text: open, quoted: false }, ...inner, { is: 'text', text: close, quoted: false }]
  }

  #double(parts: readonly WordPart[]): Piece[] {
    const pieces = parts.flatMap((part) => this.#part(part, 'double'))
    const { manyMayBeNothing } = this.#commands.dialect
    const all = pieces.length > 0 && pieces.every((piece) => piece.is === 'parameter' && piece.name === '@')
    const plain = pieces.length === 1 && pieces[0]!.is === 'parameter' && pieces[0]!.operation === null
    return all && (plain || manyMayBeNothing) ? pieces : [{ is: 'empty' }, ...pieces]
  }

  #parameter(part: ParameterExpansionPart, quoting: Quoting): Parameter {
    const { parameter: name, text } = part
    return { is: 'parameter', name, quoted: quoting !== 'none', text, operation: this.#operation(part, quoting) }
  }

  #operation({ prefix, index, operation }: ParameterExpansionPart, quoting: Quoting): Operation | null {
    if (index !== undefined) return { is: 'bad' }
    const then = operation === undefined ? null : this.#does(operation, quoting)
    if (prefix === '!') return { is: 'indirect', then }
    if (prefix === '#') return then === null ? { is: 'length' } : { is: 'bad' }
    return then
  }

  #does(operation: ParameterOperation, quoting: Quoting): Operation {
    switch (operation.type) {
      case 'Default': {
        const is = operation.operator.at(-1) as '-' | '=' | '+' | '?'
        return {
          is,
          orNull: operation.operator.length > 1,
          word: this.word(operation.operand, quoting === 'none' ? quoting : 'operand'),
        }
      }
      case 'Remove':
        return { is: operation.operator, word: this.word(operation.operand) }
      case 'Replace': {
        const { operator: where, pattern, replacement } = operation
        return { is: 'replace', where, pattern: this.word(pattern), by: this.word(replacement) }
      }
      case 'Slice': {
        const { offset, length } = operation
        const end = length === undefined ? null : this.arithmetic(length.text)
        return { is: 'slice', from: this.arithmetic(offset.text), length: end }
      }
      case 'CaseModification':
        return operation.operand === undefined ? { is: 'case', how: operation.operator } : { is: 'bad' }
      default:
        return { is: 'bad' }
    }
  }
}
