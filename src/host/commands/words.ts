/** Blanks, or a piece of a word: in single quotes, in double ones, after a backslash, or as it stands. */
const PIECE = /([ \t]+)|'([^']*)'|"((?:[^"\\$`]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\;|&<>()$`]+)/y

/** Words that begin what only a shell can do, and assignments. */
const SHELL_WORD = /^(?:!|\{|if|while|until|for|case|[A-Za-z_]\w*=.*)$/

/**
 * Splits a simple command into words, with quotes and backslashes as in POSIX sh.
 *
 * @returns the words, or why this is no simple command: pipes, lists, redirections and expansions need a shell
 */
export function splitWords(line: string): readonly string[] | string {
  const text = line.trimStart().replace(/\n+$/, '')
  const words: string[] = []
  let inWord = false
  for (let at = 0; at < text.length; at = PIECE.lastIndex) {
    if (!inWord && text[at] === '#') break
    PIECE.lastIndex = at
    const match = PIECE.exec(text)
    if (match === null) return whyNot(text.slice(at))
    const [, blanks, single, double, escaped, plain] = match
    if (blanks === undefined) {
      if (!inWord) words.push('')
      words[words.length - 1] += single ?? withoutBackslashes(double) ?? escaped ?? plain ?? ''
    }
    inWord = blanks === undefined
  }
  return SHELL_WORD.test(words[0] ?? '') ? needsShell(words[0]!) : words
}

/** Within double quotes a backslash quotes these alone, and stands for itself before others. */
function withoutBackslashes(text: string | undefined): string | undefined {
  return text?.replace(/\\([$`"\\])/g, '$1')
}

function whyNot(rest: string): string {
  const expanded = /^"(?:[^"\\$`]|\\[\s\S])*([$`])/.exec(rest)?.[1]
  if (expanded !== undefined) return needsShell(expanded)
  if (/^['"\\]/.test(rest)) return 'Syntax error: Unterminated quoted string'
  return needsShell(rest.startsWith('\n') ? 'a second line' : /^(?:&&|\|\||.)/.exec(rest)![0])
}

function needsShell(what: string): string {
  return `${what}: only simple commands run here, scripts come later`
}
