import type { FileKind } from '../../../shell/files.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { formatted } from '../../date.ts'
import { type FileStat, join } from '../../disk.ts'
import { Accounts } from '../../users.ts'
import { cannotDo, quote } from '../complaint.ts'
import { type Flags, isOutcome, readFlags } from '../flags.ts'
import { joined, pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'

const LS = {
  name: 'ls',
  letters: '1AaCcdFfGghiklnopqRrSsTtUu',
  long: {
    all: 'a',
    'almost-all': 'A',
    directory: 'd',
    recursive: 'R',
    reverse: 'r',
    inode: 'i',
    'human-readable': 'h',
  },
  usage: 'usage: ls [-ABCFGHILPRSTUWZabcdfghiklmnopqrstuwx1] [-D format] [file ...]',
  exits: { gnu: 2 },
}
const HALF_A_YEAR: Micros = 15_778_476 * SECOND
/** A directory's size, and what blocks are counted in, as ext4 and UFS lay them out. */
const GNU = { directory: 4096, block: 4096, unit: 1024 }
const BSD = { directory: 512, block: 2048, unit: 512 }

interface Entry {
  readonly name: string
  readonly path: string
  readonly stat: FileStat
}

/** ls(1), a name a line as into a file. */
export const ls: Program = (call, args) => {
  const flags = readFlags(call, args, LS)
  if (isOutcome(flags)) return flags
  const listing = new Listing(call, flags)
  const names = flags.rest.length === 0 ? ['.'] : flags.gnu ? flags.rest : flags.rest.toSorted()
  return { stdout: listing.all(names), stderr: listing.stderr, exit: listing.exit }
}

class Listing {
  stderr = ''
  exit = 0
  readonly #call: Call
  readonly #flags: Flags
  readonly #sizes: typeof GNU
  readonly #accounts: Accounts

  constructor(call: Call, flags: Flags) {
    this.#call = call
    this.#flags = flags
    this.#sizes = flags.gnu ? GNU : BSD
    this.#accounts = new Accounts(call.space.files, call.space.userland)
  }

  /** Files first, then directories, each under its name. */
  all(names: readonly string[]): string {
    const entries = names.flatMap((name) => this.#named(name))
    const isOpened = ({ stat, path }: Entry) =>
      !this.#flags.has('d') && (stat.kind === 'directory' || (stat.kind === 'link' && this.#leadsIn(path)))
    const files = this.#sorted(entries.filter((entry) => !isOpened(entry)))
    const blocks = files.length > 0 ? [this.#lines(files)] : []
    const open = this.#sorted(entries.filter(isOpened)).reverse()
    const hasHeads = names.length > 1 || this.#flags.has('R')
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const below = this.#below(at)
      const total = this.#flags.has('lgons') ? this.#total(below) : ''
      const head = hasHeads ? `${at.name}:\n` : ''
      blocks.push(head + total + this.#lines(below))
      if (!this.#flags.has('R')) continue
      const folders = below.filter(({ name, stat }) => stat.kind === 'directory' && name !== '.' && name !== '..')
      const { name: above } = at
      for (const entry of folders.reverse()) open.push({ ...entry, name: join(above, entry.name) })
    }
    return blocks.join('\n')
  }

  #named(name: string): Entry[] {
    const path = pathOf(this.#call, name)
    const { files } = this.#call.space
    const stat = files.lstat(path)
    if ('is' in stat) return [{ name, path, stat: stat.is }]
    const said = cannotDo(this.#call, { program: 'ls', file: name, gnu: `cannot access ${quote(name)}` }, stat.error)
    this.stderr += said.stderr
    this.exit = this.#flags.gnu ? 2 : 1
    return []
  }

  #leadsIn(path: string): boolean {
    return !this.#flags.has('l') && this.#call.space.files.isDirectory(path)
  }

  /** Root of a BSD sees names with a dot; . and .. are for -a. */
  #below({ path }: Entry): readonly Entry[] {
    const { files } = this.#call.space
    const names = files.list(path)
    const isSeen = (name: string) => !name.startsWith('.') || !this.#flags.gnu || this.#flags.has('aAf')
    const all = [...(this.#flags.has('af') ? ['.', '..'] : []), ...('is' in names ? names.is.filter(isSeen) : [])]
    const entries = all.flatMap((name) => {
      const stat = files.lstat(join(path, name))
      return 'is' in stat ? [{ name, path: join(path, name), stat: stat.is }] : []
    })
    return this.#sorted(entries)
  }

  #sorted(entries: readonly Entry[]): Entry[] {
    const by = this.#flags.last('StU')
    const byName = (a: Entry, b: Entry) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
    const order = (a: Entry, b: Entry) => {
      if (by === 't') return b.stat.modified - a.stat.modified || byName(a, b)
      return by === 'S' ? this.#size(b.stat) - this.#size(a.stat) || byName(a, b) : byName(a, b)
    }
    const sorted = this.#flags.has('fU') ? [...entries] : entries.toSorted(order)
    return this.#flags.has('r') ? sorted.reverse() : sorted
  }

  #lines(entries: readonly Entry[]): string {
    const tail = entries.map((entry) => entry.name + this.#mark(entry) + this.#target(entry))
    const inodes = this.#flags.has('i')
      ? right(entries.map(({ stat }) => `${stat.inode}`)).map((text) => `${text} `)
      : []
    const heads = this.#flags.has('lgon') ? this.#long(entries) : []
    return joined(tail.map((name, i) => (inodes[i] ?? '') + (heads[i] ?? '') + name))
  }

  /** BSDs set two blanks beside owner and group, GNU one. */
  #long(entries: readonly Entry[]): readonly string[] {
    const { gnu } = this.#flags
    const modes = entries.map(
      ({ stat }) => lettersOf(gnu && stat.kind === 'link' ? { ...stat, mode: 0o777 } : stat) + (gnu ? ' ' : '  '),
    )
    const links = right(entries.map(({ stat }) => `${stat.links}`))
    const owners = left(entries.map(({ stat }) => this.#owner(stat.owner, this.#accounts.users)))
    const groups = left(entries.map(({ stat }) => this.#owner(stat.group, this.#accounts.groups)))
    const sizes = right(entries.map(({ stat }) => stat.device ?? this.#shown(this.#size(stat))))
    const gap = gnu ? ' ' : '  '
    return entries.map(({ stat }, i) => {
      const owner = this.#flags.has('g') && gnu ? '' : `${owners[i]}${gap}`
      const group = this.#flags.has('o') && gnu ? '' : `${groups[i]}${gap}`
      return `${modes[i]}${links[i]} ${owner}${group}${sizes[i]} ${this.#date(stat.modified)} `
    })
  }

  #owner(name: string, all: ReadonlyMap<string, number>): string {
    return this.#flags.has('n') ? `${all.get(name) ?? name}` : name
  }

  #size({ kind, size }: FileStat): number {
    return kind === 'directory' ? this.#sizes.directory : size
  }

  #shown(size: number): string {
    if (!this.#flags.has('h') || size < 1024) return this.#flags.has('h') && !this.#flags.gnu ? `${size}B` : `${size}`
    let [left, unit] = [size, -1]
    for (; left >= 1024 && unit < 3; unit++) left /= 1024
    const text = left < 10 ? (Math.ceil(left * 10) / 10).toFixed(1) : `${Math.ceil(left)}`
    return `${text}${'KMGT'[unit]}`
  }

  #total(entries: readonly Entry[]): string {
    const { block, unit } = this.#sizes
    const isOnDisk = ({ kind, size }: FileStat) => kind === 'directory' || (kind === 'file' && size > 0)
    const used = entries.map(({ stat }) => (isOnDisk(stat) ? Math.ceil(this.#size(stat) / block) * block : 0))
    return `total ${used.reduce((sum, each) => sum + each, 0) / unit}\n`
  }

  #date(modified: Micros): string {
    const age = this.#call.space.now - modified
    const isRecent = age < HALF_A_YEAR && age > -HALF_A_YEAR
    return formatted(
      modified,
      this.#flags.has('T') && !this.#flags.gnu ? '%b %e %H:%M:%S %Y' : isRecent ? '%b %e %H:%M' : '%b %e  %Y',
    )
  }

  #mark({ stat }: Entry): string {
    if (this.#flags.has('p') && stat.kind === 'directory') return '/'
    if (!this.#flags.has('F')) return ''
    if (stat.kind === 'file') return (stat.mode & 0o111) === 0 ? '' : '*'
    return stat.kind === 'link' && this.#flags.has('l') ? '' : (MARKS[stat.kind] ?? '')
  }

  #target({ stat, path }: Entry): string {
    return stat.kind === 'link' && this.#flags.has('lgon') ? ` -> ${this.#call.space.files.linkAt(path)}` : ''
  }
}

const MARKS: Readonly<Partial<Record<FileKind, string>>> = { directory: '/', link: '@', fifo: '|', socket: '=' }

const KINDS: Readonly<Record<FileKind, string>> = {
  file: '-',
  directory: 'd',
  link: 'l',
  'character device': 'c',
  'block device': 'b',
  socket: 's',
  fifo: 'p',
}

/** strmode(3) */
function lettersOf({ kind, mode }: Pick<FileStat, 'kind' | 'mode'>): string {
  const three = [6, 3, 0].map((shift) =>
    [...'rwx'].map((letter, i) => ((mode >> shift) & (4 >> i) ? letter : '-')).join(''),
  )
  const special = ['s', 's', 't'].map((letter, i) => ((mode >> 9) & (4 >> i) ? letter : ''))
  const said = three.map((text, i) => {
    if (special[i] === '') return text
    return text.slice(0, 2) + (text[2] === 'x' ? special[i]! : special[i]!.toUpperCase())
  })
  return KINDS[kind] + said.join('')
}

function right(texts: readonly string[]): readonly string[] {
  const width = Math.max(0, ...texts.map((text) => text.length))
  return texts.map((text) => text.padStart(width))
}

function left(texts: readonly string[]): readonly string[] {
  const width = Math.max(0, ...texts.map((text) => text.length))
  return texts.map((text) => text.padEnd(width))
}
