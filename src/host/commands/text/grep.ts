import { isGnu } from '../../manners.ts'
import { walk } from '../files/tree.ts'
import { type Flags, isOutcome, readFlags, readsWith, type Syntax } from '../flags.ts'
import { failed, type Outcome } from '../outcome.ts'
import { linesOf, textOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { type Finder, finderOf } from './finder.ts'

const BSD_USAGE =
  'usage: grep [-abcDEFGHhIiJLlmnOoPqRSsUVvwxZ] [-A num] [-B num] [-C[num]]\n\t[-e pattern] [-f file] [--binary-files=value] [--color=when]\n\t[--context[=num]] [--directories=action] [--label] [--line-buffered]\n\t[--null] [pattern] [file ...]'
const GREP: Syntax = {
  name: 'grep',
  letters: 'A:aB:C:cEe:Ff:GHhIiLlm:nOoPqRrsUvwxyz',
  long: {
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    regexp: 'e',
    file: 'f',
    'ignore-case': 'i',
    'invert-match': 'v',
    'word-regexp': 'w',
    'line-regexp': 'x',
    count: 'c',
    'files-with-matches': 'l',
    'files-without-match': 'L',
    'max-count': 'm',
    'only-matching': 'o',
    quiet: 'q',
    silent: 'q',
    'no-messages': 's',
    'line-number': 'n',
    'with-filename': 'H',
    'no-filename': 'h',
    recursive: 'r',
    'after-context': 'A',
    'before-context': 'B',
    context: 'C',
  },
  usage: BSD_USAGE,
  exits: { bsd: 2, gnu: 2 },
}

/** grep(1): 0 where something is found, 1 where nothing is, 2 where something is wrong. */
export const grep: Program = (call, args) =>
  searched(call, args, call.called.endsWith('egrep') ? 'E' : call.called.endsWith('fgrep') ? 'F' : 'G')

function searched(call: Call, args: readonly string[], usual: string): Outcome {
  const flags = readFlags(call, withContext(args), GREP)
  if (isOutcome(flags)) return misusedByGnu(call, flags)
  const [first, ...others] = flags.rest
  const isNamed = flags.has('ef')
  const patterns = patternsOf(call, flags, first)
  if (patterns === null) return misusedByGnu(call, failed(BSD_USAGE, 2))
  if ('exit' in patterns) return patterns
  if (flags.has('P')) return failed('grep: carpsim knows no expressions of Perl: -E', 2)
  const finder = finderOf(patterns, flags, flags.last('EFG') ?? usual)
  if (typeof finder === 'string') return failed(`grep: ${finder}`, 2)
  return new Search(call, flags, finder).over(isNamed ? flags.rest : others)
}

/** `-3` is `-C3`. */
function withContext(args: readonly string[]): readonly string[] {
  return args.map((word) => (/^-\d+$/.test(word) ? `-C${word.slice(1)}` : word))
}

/** Whether it is given no file behind its pattern. */
export function grepReads(args: readonly string[]): boolean {
  return readsWith(GREP, ({ has }) => (has('ef') ? 0 : 1))(withContext(args))
}

function misusedByGnu(call: Call, said: Outcome): Outcome {
  if (!isGnu(call.space.userland)) return said
  const why = said.stderr.startsWith('grep: ') ? said.stderr.slice(0, said.stderr.indexOf('\n') + 1) : ''
  return failed(`${why}Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.`, 2)
}

/** One a line, of -e, of a file, or the first word; null: there is none. */
function patternsOf(call: Call, flags: Flags, first: string | undefined): readonly string[] | Outcome | null {
  if (!flags.has('ef')) return first === undefined ? null : first.split('\n')
  const all = flags.values('e').flatMap((pattern) => pattern.split('\n'))
  for (const name of flags.values('f')) {
    const text = textOf(call, name)
    if ('error' in text) return failed(`grep: ${name}: ${text.error}`, 2)
    for (const line of linesOf(text.is)) all.push(line)
  }
  return all
}

class Search {
  readonly #call: Call
  readonly #flags: Flags
  readonly #find: Finder
  #stdout: string[] = []
  #stderr = ''
  #isFound = false
  /** Something was printed of another group of lines. */
  #hasGroup = false

  constructor(call: Call, flags: Flags, find: Finder) {
    this.#call = call
    this.#flags = flags
    this.#find = find
  }

  over(given: readonly string[]): Outcome {
    const isAll = this.#flags.has('rR')
    const roots = given.length > 0 ? given : isAll ? ['.'] : ['-']
    const names = isAll ? roots.flatMap((name) => this.#below(name, given.length === 0)) : roots
    const hasNames = !this.#flags.has('h') && (names.length > 1 || isAll || this.#flags.has('H'))
    for (const name of names) {
      this.#in(name, hasNames)
      if (this.#flags.has('q') && this.#isFound) break
    }
    const isWrong = this.#stderr !== '' || this.#failed
    const stderr = this.#flags.has('s') ? '' : this.#stderr
    const exit = this.#isFound && (!isWrong || this.#flags.has('q')) ? 0 : isWrong ? 2 : 1
    return { stdout: this.#stdout.join(''), stderr, exit }
  }

  #failed = false

  #below(name: string, isUnnamed: boolean): string[] {
    const { files } = this.#call.space
    const all = [...walk(this.#call, name)].filter(({ path, depth }) => {
      const stat = depth === 0 ? files.stat(path) : files.lstat(path)
      return 'error' in stat ? depth === 0 : stat.is.kind === 'file'
    })
    return all.map((one) => (isUnnamed && this.#flags.gnu ? one.name.replace(/^\.\//, '') : one.name))
  }

  #in(name: string, hasNames: boolean): void {
    const text = textOf(this.#call, name)
    const shown = name === '-' ? '(standard input)' : name
    if ('error' in text) {
      const isFolder = text.error === 'Is a directory'
      // GNU's grep goes on behind a directory; it is not what was asked for, either.
      this.#stderr += `grep: ${name}: ${text.error}\n`
      this.#failed ||= !isFolder
      if (isFolder && this.#flags.has('L')) this.#stdout.push(`${name}\n`)
      else if (isFolder && this.#flags.has('c') && !this.#flags.has('lq'))
        this.#stdout.push(`${hasNames ? `${name}:` : ''}0\n`)
      return
    }
    const lines = linesOf(text.is)
    const most = Number(this.#flags.value('m') ?? Number.POSITIVE_INFINITY)
    const hits = new Set<number>()
    for (const [i, line] of lines.entries()) {
      if (hits.size >= most) break
      if ((this.#find(line, 0) !== null) !== this.#flags.has('v')) hits.add(i)
    }
    const lists = this.#flags.has('L')
    this.#isFound ||= lists && !this.#flags.gnu ? hits.size === 0 : hits.size > 0
    if (this.#flags.has('q')) return
    const head = hasNames ? shown : ''
    if (this.#flags.has('lL')) this.#stdout.push(hits.size > 0 !== lists ? `${shown}\n` : '')
    else if (this.#flags.has('c')) this.#stdout.push(`${head === '' ? '' : `${head}:`}${hits.size}\n`)
    else this.#print(lines, hits, head)
  }

  /** Lines that were found, and those around them, behind a dash. */
  #print(lines: readonly string[], hits: ReadonlySet<number>, head: string): void {
    const around = Number(this.#flags.value('C') ?? 0)
    const before = Number(this.#flags.value('B') ?? around)
    const after = Number(this.#flags.value('A') ?? around)
    const hasContext = this.#flags.has('ABC') && !this.#flags.has('o')
    let last = -1
    for (const hit of hits) {
      const from = Math.max(last + 1, hit - (hasContext ? before : 0))
      if (hasContext && this.#hasGroup && (last === -1 || from > last + 1)) this.#stdout.push('--\n')
      this.#hasGroup = true
      let end = hit
      while (hasContext && end < Math.min(hit + after, lines.length - 1) && !hits.has(end + 1)) end += 1
      for (let i = from; i <= end; i++) this.#line(lines[i]!, i, hits.has(i) ? ':' : '-', head)
      last = end
    }
  }

  #line(line: string, i: number, mark: string, head: string): void {
    const prefix = `${head === '' ? '' : head + mark}${this.#flags.has('n') ? `${i + 1}${mark}` : ''}`
    if (!this.#flags.has('o')) this.#stdout.push(`${prefix}${line}\n`)
    else if (!this.#flags.has('v'))
      for (let at = 0; at <= line.length; ) {
        const found = this.#find(line, at)
        if (found === null) return
        if (found.end > found.start) this.#stdout.push(`${prefix}${line.slice(found.start, found.end)}\n`)
        at = Math.max(found.end, found.start + 1)
      }
  }
}
