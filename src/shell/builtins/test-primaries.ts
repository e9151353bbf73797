import { wholePath } from '../expand/glob.ts'
import type { Stat } from '../files.ts'
import type { Shell } from '../state/shell.ts'
import { Fault } from '../state/stop.ts'
import type { Call } from './builtin.ts'

const FILES: Readonly<Record<string, (stat: Stat) => boolean>> = {
  a: () => true,
  b: ({ kind }) => kind === 'block device',
  c: ({ kind }) => kind === 'character device',
  d: ({ kind }) => kind === 'directory',
  e: () => true,
  f: ({ kind }) => kind === 'file',
  g: ({ mode }) => (mode & 0o2000) !== 0,
  h: ({ kind }) => kind === 'link',
  k: ({ mode }) => (mode & 0o1000) !== 0,
  L: ({ kind }) => kind === 'link',
  O: () => true,
  G: () => true,
  p: ({ kind }) => kind === 'fifo',
  r: () => true,
  s: ({ size }) => size > 0,
  S: ({ kind }) => kind === 'socket',
  u: ({ mode }) => (mode & 0o4000) !== 0,
  w: () => true,
  x: ({ kind, mode }) => kind === 'directory' || (mode & 0o111) !== 0,
}

const NUMBERS: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map(
  Object.entries<(a: number, b: number) => boolean>({
    '-eq': (a, b) => a === b,
    '-ne': (a, b) => a !== b,
    '-lt': (a, b) => a < b,
    '-le': (a, b) => a <= b,
    '-gt': (a, b) => a > b,
    '-ge': (a, b) => a >= b,
  }),
)

const TEXTS: ReadonlyMap<string, (a: string, b: string) => boolean> = new Map(
  Object.entries<(a: string, b: string) => boolean>({
    '=': (a, b) => a === b,
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
    '<': (a, b) => a < b,
    '>': (a, b) => a > b,
  }),
)

const TIMES = new Set(['-nt', '-ot', '-ef'])

export function isUnary(word: string): boolean {
  return /^-[a-zA-Z]$/.test(word) && (word[1]! in FILES || 'nzt'.includes(word[1]!))
}

export function isBinary(shell: Shell, word: string): boolean {
  if (word === '==') return shell.dialect.doubleEquals
  return NUMBERS.has(word) || TEXTS.has(word) || TIMES.has(word)
}

export function unary({ shell }: Call, operator: string, of: string): boolean {
  if (operator === '-n') return of !== ''
  if (operator === '-z') return of === ''
  if (operator === '-t') return false
  if (of === '') return false
  const { files } = shell.machine
  const path = wholePath(of, shell.directory)
  const got = operator === '-h' || operator === '-L' ? files.lstat(path) : files.stat(path)
  return 'is' in got && FILES[operator[1]!]!(got.is)
}

export function binary(call: Call, operator: string, a: string, b: string): boolean {
  const numbers = NUMBERS.get(operator)
  if (numbers !== undefined) return numbers(numberOf(call, a), numberOf(call, b))
  const texts = TEXTS.get(operator)
  return texts === undefined ? compared(call, operator, a, b) : texts(a, b)
}

function numberOf({ name }: Call, text: string): number {
  if (!/^\s*[+-]?\d{1,19}\s*$/.test(text)) throw new Fault({ is: 'bad number', text, command: name })
  return Number(text)
}

function compared({ shell }: Call, operator: string, a: string, b: string): boolean {
  const [first, second] = [a, b].map((path) => shell.machine.files.stat(wholePath(path, shell.directory)))
  const one = first !== undefined && 'is' in first ? first.is : null
  const other = second !== undefined && 'is' in second ? second.is : null
  if (operator === '-ef')
    return one !== null && other !== null && wholePath(a, shell.directory) === wholePath(b, shell.directory)
  if (operator === '-ot') return other !== null && (one === null || one.modified < other.modified)
  return one !== null && (other === null || one.modified > other.modified)
}
