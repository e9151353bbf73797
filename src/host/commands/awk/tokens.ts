import { BadProgram } from './tree.ts'

export interface Token {
  readonly kind: 'number' | 'text' | 'pattern' | 'name' | 'call' | 'word' | 'sign' | 'line' | 'end'
  readonly text: string
}

/** More than anybody types. */
const LONGEST = 65_536
const MOST = 4_000
const WORDS =
  /^(?:BEGIN|END|if|else|while|for|do|in|print|printf|next|exit|break|continue|delete|function|func|return|getline)$/
const TOKEN =
  /(?:[ \t\r]|\\\n|#[^\n]*)*(?:(\n)|(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|"((?:[^"\\\n]|\\[\s\S])*)"|([A-Za-z_]\w*)(\()?|(&&|\|\||\+\+|--|[-+*/%^]=|\*\*|[<>=!]=|!~|>>|[-+*/%^!<>|?:~$=(){}[\];,])|($))/y
/** Behind what a slash divides. */
const OPERAND = /^(?:\)|\]|\$|\+\+|--)$/

/** The tokens of a program; a slash begins a pattern where no operand stands before it. */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > LONGEST) throw new BadProgram('the program is too long')
  const tokens: Token[] = []
  for (let at = 0; tokens.at(-1)?.kind !== 'end'; ) {
    if (tokens.length > MOST) throw new BadProgram('the program is too long')
    const last = tokens.at(-1)
    const slash = /^(?:[ \t]|\\\n)*\//.exec(text.slice(at, at + 64))
    const isOperand =
      last !== undefined &&
      (['number', 'text', 'name'].includes(last.kind) || (last.kind === 'sign' && OPERAND.test(last.text)))
    if (slash !== null && !isOperand) {
      const { pattern, end } = patternAt(text, at + slash[0].length)
      tokens.push({ kind: 'pattern', text: pattern })
      at = end
      continue
    }
    TOKEN.lastIndex = at
    const match = TOKEN.exec(text)
    if (match === null) throw new BadProgram(`syntax error at or near ${text.slice(at).trim()[0] ?? 'end of file'}`)
    at = TOKEN.lastIndex
    tokens.push(tokenOf(match))
    if (match[5] !== undefined) tokens.push({ kind: 'sign', text: '(' })
  }
  return tokens
}

function tokenOf([, line, number, quoted, name, call, sign]: RegExpExecArray): Token {
  if (line !== undefined) return { kind: 'line', text: '\n' }
  if (number !== undefined) return { kind: 'number', text: number }
  if (quoted !== undefined) return { kind: 'text', text: unescaped(quoted) }
  if (name !== undefined && WORDS.test(name)) return { kind: 'word', text: name }
  if (name !== undefined)
    return { kind: call === undefined ? (name === 'length' ? 'call' : 'name') : 'call', text: name }
  return sign === undefined ? { kind: 'end', text: 'end of file' } : { kind: 'sign', text: sign === '**' ? '^' : sign }
}

function patternAt(text: string, from: number): { pattern: string; end: number } {
  let inBrackets = false
  for (let at = from; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '[') inBrackets = true
    else if (text[at] === ']') inBrackets = false
    else if (text[at] === '/' && !inBrackets)
      return { pattern: text.slice(from, at).replaceAll('\\/', '/'), end: at + 1 }
  }
  throw new BadProgram(`non-terminated regular expression ${text.slice(from, from + 10)}...`)
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\x07',
  b: '\b',
}

export function unescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (whole, sign: string) => {
    if (/^[0-7]/.test(sign)) return String.fromCharCode(Number.parseInt(sign, 8))
    return ESCAPES[sign] ?? whole
  })
}
