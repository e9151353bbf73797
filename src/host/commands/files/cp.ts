import { absolute, baseOf, type Disk, type FileStat, join, NO_ENTRY, parentOf } from '../../disk.ts'
import type { Inode } from '../../files/inode.ts'
import { cannotDo, quote } from '../complaint.ts'
import { type Flags, isOutcome, missing, misused, readFlags, type Syntax } from '../flags.ts'
import { each, failed, type Outcome, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'

const CP = {
  name: 'cp',
  letters: 'afHiLlnPpRrsTtv',
  long: { archive: 'a', force: 'f', recursive: 'r', 'no-clobber': 'n', verbose: 'v', link: 'l', 'symbolic-link': 's' },
  usage:
    'usage: cp [-R [-H | -L | -P]] [-f | -i | -n] [-alpvx] source_file target_file\n       cp [-R [-H | -L | -P]] [-f | -i | -n] [-alpvx] source_file ... target_directory',
  exits: { bsd: 64 },
}

/** One copy: from where, to where, as it was typed. */
interface Copy {
  readonly from: string
  readonly to: string
}

/** cp(1) */
export const cp: Program = (call, args) => {
  const flags = readFlags(call, args, CP)
  if (isOutcome(flags)) return flags
  const targets = targetsOf(call, flags, CP)
  if ('exit' in targets) return targets
  const copying = new Copying(call, flags)
  return each(targets.copies, (copy) => copying.copy(copy))
}

/** What goes where; a program that takes several sources needs a directory. */
export function targetsOf(call: Call, { rest }: Flags, syntax: Syntax): { readonly copies: readonly Copy[] } | Outcome {
  const { files, userland } = call.space
  const target = rest.at(-1)
  if (target === undefined) return missing(call, syntax, 'missing file operand')
  if (rest.length === 1) return missing(call, syntax, `missing destination file operand after ${quote(target)}`)
  const sources = rest.slice(0, -1)
  const path = pathOf(call, target)
  const isFolder = files.isDirectory(path)
  if (sources.length > 1 && !isFolder) {
    const why = files.exists(path) ? 'Not a directory' : NO_ENTRY
    if (userland === undefined || userland === 'Debian')
      return failed(`${syntax.name}: target ${quote(target)}: ${why}`)
    return syntax.name === 'cp' ? failed(`cp: ${target} is not a directory`, 64) : misused(call, syntax)
  }
  const copies = sources.map((from) => ({
    from,
    to: isFolder ? join(target, baseOf(from.replace(/(?!^)\/+$/, ''))) : target,
  }))
  return { copies }
}

class Copying {
  readonly #call: Call
  readonly #flags: Flags
  readonly #files: Disk
  /** The first directory that was made. */
  #made: { readonly inode: Inode; readonly copy: Copy } | undefined

  constructor(call: Call, flags: Flags) {
    this.#call = call
    this.#flags = flags
    this.#files = call.space.files
  }

  copy(copy: Copy, isTop = true): Outcome {
    const { gnu } = this.#flags
    const from = pathOf(this.#call, copy.from)
    const keepsLinks = this.#flags.has('aPRr') && !this.#flags.has('L') && !(isTop && this.#flags.has('H'))
    const stat = keepsLinks ? this.#files.lstat(from) : this.#files.stat(from)
    if ('error' in stat) return this.#cannot(copy.from, `cannot stat ${quote(copy.from)}`, stat.error)
    if (stat.is.kind === 'directory') return this.#folder(copy, stat.is)
    const to = this.#files.stat(pathOf(this.#call, copy.to))
    if ('is' in to && this.#isSame(from, copy.to) && !this.#flags.has('n')) {
      return failed(
        gnu
          ? `cp: ${quote(copy.from)} and ${quote(copy.to)} are the same file`
          : `cp: ${copy.to} and ${copy.from} are identical (not copied).`,
      )
    }
    if ('is' in to && this.#flags.has('n')) return printed('')
    if ('error' in to && to.error !== NO_ENTRY && gnu && this.#flags.has('naRr'))
      return this.#cannot(copy.to, `cannot stat ${quote(copy.to)}`, to.error)
    if ('is' in to && to.is.kind === 'directory') {
      const says = `cannot overwrite directory ${quote(copy.to)} with non-directory`
      return failed(gnu ? `cp: ${says}` : `cp: ${copy.to}: Is a directory`)
    }
    return this.#file(copy, stat.is)
  }

  #file(copy: Copy, stat: FileStat): Outcome {
    const { gnu } = this.#flags
    const [from, to] = [pathOf(this.#call, copy.from), pathOf(this.#call, copy.to)]
    const isNew = 'error' in this.#files.lstat(to)
    const why = this.#written(from, to, stat)
    if (why !== null) {
      const says = isNew ? 'cannot create regular file' : 'cannot open'
      return this.#cannot(copy.to, `${says} ${quote(copy.to)}`, why)
    }
    if (stat.kind === 'file' && isNew) this.#files.set(to, { mode: stat.mode & 0o755 })
    if (this.#flags.has('ap')) this.#keep(to, stat)
    const isRemoved = stat.kind === 'link' && !isNew && gnu && this.#flags.has('v')
    const said = this.#said(copy)
    return isRemoved ? { ...said, stdout: `removed ${quote(copy.to)}\n${said.stdout}` } : said
  }

  #written(from: string, to: string, stat: FileStat): string | null {
    const files = this.#files
    if (this.#flags.has('l')) return files.name(from, to)
    if (this.#flags.has('s')) return files.link(to, from)
    if (stat.kind === 'link') {
      files.unlink(to)
      return files.link(to, files.linkAt(from)!)
    }
    if (stat.kind === 'fifo' || stat.kind === 'socket') return files.makeSpecial(to, stat.kind)
    const text = files.read(from)
    return 'error' in text ? text.error : files.write(to, text.is)
  }

  /** What is in it is copied one by one; a directory that is copied into itself is among them. */
  #folder(copy: Copy, stat: FileStat): Outcome {
    const { gnu } = this.#flags
    if (!this.#flags.has('aRr'))
      return failed(
        gnu
          ? `cp: -r not specified; omitting directory ${quote(copy.from)}`
          : `cp: ${copy.from} is a directory (not copied).`,
      )
    const [from, to] = [pathOf(this.#call, copy.from), pathOf(this.#call, copy.to)]
    const there = this.#files.stat(to)
    const isNew = 'error' in there
    if (isNew && gnu && there.error !== NO_ENTRY)
      return this.#cannot(copy.to, `cannot stat ${quote(copy.to)}`, there.error)
    const wrong = this.#intoItself(copy)
    if (wrong !== null) return failed(`cp: ${wrong}`)
    const why = isNew ? this.#files.make(to) : null
    if (why !== null) return this.#cannot(copy.to, `cannot create directory ${quote(copy.to)}`, why)
    const made = this.#files.find(to)
    if (isNew && 'is' in made) this.#made ??= { inode: made.is, copy }
    if (!this.#files.isDirectory(to)) {
      const says = `cannot overwrite non-directory ${quote(copy.to)} with directory ${quote(copy.from)}`
      return failed(gnu ? `cp: ${says}` : `cp: ${copy.to}: Not a directory`)
    }
    const said = this.#said(copy)
    const names = this.#files.list(from)
    const below = 'is' in names ? names.is : []
    const all = each(below, (name) => this.copy({ from: join(copy.from, name), to: join(copy.to, name) }, false))
    if (isNew) this.#files.set(to, { mode: stat.mode & 0o755 })
    if (this.#flags.has('ap')) this.#keep(to, stat)
    return { ...all, stdout: said.stdout + all.stdout }
  }

  #keep(path: string, { mode, owner, group, modified }: FileStat): void {
    this.#files.set(path, { mode, owner, group, modified }, false)
  }

  #said({ from, to }: Copy): Outcome {
    const { gnu } = this.#flags
    return printed(!this.#flags.has('v') ? '' : gnu ? `${quote(from)} -> ${quote(to)}\n` : `${from} -> ${to}\n`)
  }

  #isSame(from: string, to: string): boolean {
    const [one, other] = [this.#files.find(from), this.#files.find(pathOf(this.#call, to))]
    return 'is' in one && 'is' in other && one.is === other.is
  }

  /** GNU's goes on until it comes upon what it has made; a BSD's does not begin. */
  #intoItself({ from, to }: Copy): string | null {
    const { gnu } = this.#flags
    const source = this.#files.find(pathOf(this.#call, from))
    if (this.#isSame(pathOf(this.#call, from), to))
      return gnu ? `${quote(from)} and ${quote(to)} are the same file` : `${to} and ${from} are identical (not copied).`
    if ('error' in source) return source.error
    if (gnu) {
      if (this.#made?.inode !== source.is) return null
      const { copy } = this.#made
      return `cannot copy a directory, ${quote(copy.from)}, into itself, ${quote(copy.to)}`
    }
    for (let at = absolute(to, this.#call.directory); at !== '/'; at = parentOf(at)) {
      const found = this.#files.find(at)
      if ('is' in found && found.is === source.is) return 'cannot copy a directory into itself'
    }
    return null
  }

  #cannot(file: string, gnu: string, why: string): Outcome {
    return cannotDo(this.#call, { program: 'cp', file, gnu }, why)
  }
}
