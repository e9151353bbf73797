/** Where a slash begins a pattern, and divides nothing. */
const BEFORE_PATTERN = /(?:^|[(,=:[!&|?{;+\-*%~^]|=>|\b(?:return|typeof|case))\s*$/
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y
const QUOTED = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y
const PATTERN = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y

/**
 * A source text without comments and patterns, in which each quoted text is the number of its place in a list; templates
 * are a list of their parts.
 */
export function read(source: string): { code: string; quoted: string[]; templates: string[] } {
  const quoted: string[] = []
  const parts: string[] = []
  /** For each template that is open: how many braces are open in its present insertion. */
  const templates: number[] = []
  let code = ''
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const [found] = pattern.exec(source) ?? ['']
    at += found.length
    return found
  }
  const template = () => {
    at += 1
    const part = take(TEMPLATE)
    parts.push(part.replace(/(?:`|\$\{)$/, ''))
    if (part.endsWith('{')) templates.push(0)
    code += ' '
  }
  while (at < source.length) {
    const next = source[at]!
    const comment = take(COMMENT)
    const text = comment === '' ? take(QUOTED) : ''
    if (comment !== '') code += ' '
    else if (text !== '') code += `'${quoted.push(text.slice(1, -1)) - 1}'`
    else if (next === '`') template()
    else if (next === '}' && templates.at(-1) === 0) {
      templates.pop()
      template()
    } else if (next !== '/' || !BEFORE_PATTERN.test(code.slice(-40)) || take(PATTERN) === '') {
      if (next === '{' && templates.length > 0) templates[templates.length - 1]! += 1
      if (next === '}' && templates.length > 0) templates[templates.length - 1]! -= 1
      code += next
      at += 1
    }
  }
  if (templates.length > 0) throw new Error('a template without an end: this reader is wrong')
  return { code, quoted, templates: parts }
}
