/** Blanks, or a piece of a word: in single quotes, in such with escapes behind a dollar, in double ones, after a backslash, or as it stands. */
const PIECE =
  /([ \t]+|\\\n)|'([^']*)'|\$'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\$`]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\;|&<>()$`]+)/y
/** What stands between commands; lines that are empty, or a comment, are no commands. */
const BETWEEN = /[ \t]*(?:(&&|\|\|)(?:[ \t]|\n|\\\n|#.*)*|(;(?![;&])|\n)(?:[ \t]|\n|\\\n|#.*)*)/y

/** Words that begin what only a shell can do, and assignments. */
const SHELL_WORD = /^(?:!|\{|if|while|until|for|case|[A-Za-z_]\w*=.*)$/

/** A command of a list: when it is run, seen from the one before, and its words. */
export interface Simple {
  readonly after: ';' | '&&' | '||'
  readonly words: readonly string[]
  /** As it was typed. */
  readonly line: string
}

/**
 * Reads a list of simple commands, `a && b; c`, with quotes and backslashes as in POSIX sh.
 *
 * @returns the commands, or why this is no such list: pipes, redirections and expansions need a shell
 */
export function readList(text: string): readonly Simple[] | string {
  const commands: Simple[] = []
  let at = skipped(text, 0)
  let after: Simple['after'] = ';'
  while (at < text.length || after !== ';') {
    const read = readSimple(text, at)
    if (typeof read === 'string') return read
    if (read.words.length === 0) return unexpected(text.slice(at))
    commands.push({ after, words: read.words, line: text.slice(at, read.end).trim() })
    BETWEEN.lastIndex = read.end
    const [whole = '', list] = BETWEEN.exec(text) ?? []
    at = read.end + whole.length
    if (whole === '' && at < text.trimEnd().length) return whyNot(text.slice(at).trimStart())
    after = list === '&&' || list === '||' ? list : ';'
    if (whole === '') break
  }
  return commands
}

/** Blanks, lines and comments before the first command. */
function skipped(text: string, at: number): number {
  return at + /^(?:[ \t\n]|\\\n|#.*)*/.exec(text.slice(at))![0].length
}

/** The words of one command; it ends where no more of them is. */
function readSimple(text: string, from: number): { words: readonly string[]; end: number } | string {
  const words: string[] = []
  let inWord = false
  let at = from
  for (; at < text.length; at = PIECE.lastIndex) {
    if (!inWord && text[at] === '#') {
      at += /^.*/.exec(text.slice(at))![0].length
      break
    }
    PIECE.lastIndex = at
    const match = PIECE.exec(text)
    if (match === null) {
      if (/^(?:[\n;]|&&|\|\|)/.test(text.slice(at))) break
      return whyNot(text.slice(at))
    }
    const [, blanks, single, dollar, double, escaped, plain] = match
    if (blanks === undefined) {
      if (!inWord) words.push('')
      words[words.length - 1] +=
        single ?? dollar?.replace(/\\(['\\])/g, '$1') ?? withoutBackslashes(double) ?? escaped ?? plain ?? ''
    }
    inWord = blanks === undefined
  }
  return SHELL_WORD.test(words[0] ?? '') ? needsShell(words[0]!) : { words, end: at }
}

/** Within double quotes a backslash quotes these alone, and stands for itself before others. */
function withoutBackslashes(text: string | undefined): string | undefined {
  return text?.replace(/\\([$`"\\])/g, '$1')
}

function whyNot(rest: string): string {
  const expanded = /^"(?:[^"\\$`]|\\[\s\S])*([$`])/.exec(rest)?.[1]
  if (expanded !== undefined) return needsShell(expanded)
  if (/^['"\\]/.test(rest)) return 'Syntax error: Unterminated quoted string'
  return rest.startsWith(';;') ? unexpected(rest) : needsShell(rest[0]!)
}

/** Something stands where a command should begin. */
function unexpected(rest: string): string {
  const token = /^(?:&&|\|\||;;|;)/.exec(rest)?.[0]
  return token === undefined ? 'Syntax error: end of file unexpected' : `Syntax error: "${token}" unexpected`
}

function needsShell(what: string): string {
  return `${what}: only lists of simple commands run here, scripts come later`
}
