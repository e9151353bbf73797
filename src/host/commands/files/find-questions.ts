import type { Course } from '../../../engine/course.ts'
import type { FileKind } from '../../../shell/files.ts'
import { matches } from '../../../shell/match/match.ts'
import { parsePattern } from '../../../shell/match/pattern.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { baseOf, type FileStat } from '../../disk.ts'
import { isGnu } from '../../manners.ts'
import { quote } from '../complaint.ts'
import { pathOf } from '../paths.ts'
import type { Call } from '../program.ts'
import { changed } from './modes.ts'
import type { Below } from './tree.ts'

/** A file that is asked of. */
export interface Found extends Below {
  readonly stat: FileStat
  isPruned: boolean
}

/** What a search is doing. */
export interface Search {
  readonly call: Call
  readonly stdout: string[]
  stderr: string
  exit: number
  /** How far down it looks. */
  least: number
  most: number
  /** What is in a directory comes first. */
  below: boolean
  quits: boolean
  /** What is done once with all that was found. */
  readonly batches: (() => Course<void>)[]
}

/** Why an expression is none. */
export class BadExpression extends Error {}

type Question = (found: Found) => boolean

const KINDS: ReadonlyMap<string, FileKind> = new Map(
  Object.entries<FileKind>({
    f: 'file',
    d: 'directory',
    l: 'link',
    c: 'character device',
    b: 'block device',
    s: 'socket',
    p: 'fifo',
  }),
)
const DAY: Micros = 86_400 * SECOND
/** What is asked of a file; null: nothing of that name. */
export function question(search: Search, word: string, value: () => string): Question | null {
  switch (word) {
    case '-true':
      return () => true
    case '-depth':
      search.below = true
      return () => true
    case '-maxdepth':
    case '-mindepth':
      return depth(search, word, value())
    case '-prune':
      return (found) => {
        found.isPruned = true
        return true
      }
    case '-name':
    case '-iname':
    case '-path':
    case '-wholename':
      return name(word, value())
    case '-type':
      return type(search, value())
    case '-empty':
      return ({ stat, path }) => {
        const names = search.call.space.files.list(path)
        return stat.kind === 'directory'
          ? 'is' in names && names.is.length === 0
          : stat.kind === 'file' && stat.size === 0
      }
    case '-newer': {
      const file = value()
      const than = search.call.space.files.stat(pathOf(search.call, file))
      if ('error' in than)
        throw new BadExpression(said(search, `${quote(file)}: ${than.error}`, `${file}: ${than.error}`))
      return ({ stat }) => stat.modified > than.is.modified
    }
    default:
      return measured(search, word, value)
  }
}

function depth(search: Search, word: string, value: string): Question {
  if (!/^\d{1,6}$/.test(value))
    throw new BadExpression(
      said(
        search,
        `Expected a positive decimal integer argument to ${word}, but got ${quote(value)}`,
        `${word}: ${value}: value invalid`,
      ),
    )
  search[word === '-maxdepth' ? 'most' : 'least'] = Number(value)
  return () => true
}

function name(word: string, value: string): Question {
  const folds = word === '-iname'
  const pattern = parsePattern(folds ? value.toLowerCase() : value)
  if (word === '-path' || word === '-wholename') return ({ name }) => matches(pattern, name)
  return ({ name }) => {
    const base = baseOf(name.replace(/(?!^)\/+$/, '')) || '/'
    return matches(pattern, folds ? base.toLowerCase() : base)
  }
}

function type(search: Search, value: string): Question {
  const kinds = value.split(',').map((letter) => KINDS.get(letter))
  if (kinds.includes(undefined))
    throw new BadExpression(said(search, `Unknown argument to -type: ${value}`, `-type: ${value}: unknown type`))
  return ({ stat }) => kinds.includes(stat.kind)
}

/** `+n` more, `-n` less. */
function measured(search: Search, word: string, given: () => string): Question | null {
  if (word === '-user' || word === '-group') {
    const value = given()
    return ({ stat }) => (word === '-user' ? stat.owner : stat.group) === value
  }
  if (word === '-perm') return permitted(search, given())
  const [unit, of] = MEASURES.get(word) ?? []
  if (unit === undefined || of === undefined) return null
  const value = given()
  const [, sign = '', number, scale = ''] = /^([+-]?)(\d+)([ckMGwb]?)$/.exec(value) ?? []
  if (number === undefined || (scale !== '' && word !== '-size'))
    throw new BadExpression(
      said(search, `invalid argument \`${value}' to \`${word}'`, `${word}: ${value}: illegal numeric value`),
    )
  const { now } = search.call.space
  const size = SCALES[scale] ?? unit
  return ({ stat }) => {
    const measure = word === '-size' ? Math.ceil(stat.size / size) : Math.floor(of(stat, now) / size)
    return sign === '+'
      ? measure > Number(number)
      : sign === '-'
        ? measure < Number(number)
        : measure === Number(number)
  }
}

function permitted(search: Search, value: string): Question {
  const mode = changed(value.replace(/^[-/+]/, ''), 0, false)
  if (mode === undefined)
    throw new BadExpression(said(search, `invalid mode ${quote(value)}`, `-perm: ${value}: illegal mode string`))
  if (value.startsWith('-')) return ({ stat }) => (stat.mode & mode) === mode
  if (/^[/+]/.test(value)) return ({ stat }) => mode === 0 || (stat.mode & mode) !== 0
  return ({ stat }) => stat.mode === mode
}

/** In which unit what is measured; a size in blocks, a time in days or minutes. */
const MEASURES: ReadonlyMap<string, readonly [number, (stat: FileStat, now: Micros) => number]> = new Map(
  Object.entries<readonly [number, (stat: FileStat, now: Micros) => number]>({
    '-size': [512, ({ size }) => size],
    '-links': [1, ({ links }) => links],
    '-inum': [1, ({ inode }) => inode],
    '-mtime': [DAY, ({ modified }, now) => now - modified],
    '-mmin': [60 * SECOND, ({ modified }, now) => now - modified],
  }),
)
const SCALES: Readonly<Record<string, number>> = { c: 1, w: 2, b: 512, k: 1024, M: 1_048_576, G: 1_073_741_824 }

/** As GNU's find says it, or a BSD's. */
export function said({ call }: Search, gnu: string, bsd: string): string {
  return isGnu(call.space.userland) ? gnu : bsd
}
