import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { FolderFile, OpenFolder } from '../scenario/read/folders.ts'
import { Failure, fileFailure } from './exit.ts'
import { isWithin } from './extended.ts'

/** Of all files of a machine together. */
const MOST_BYTES = 500_000
const MOST_FILES = 1_000
const DEEPEST = 32
const WITHIN = 'a scenario takes files of its own folder and of folders in it'

/** Opens folders with the files of machines: those that lie where the scenario does, through no link out of there. */
export function folderOpenerFor(file: string): OpenFolder {
  const top = file === '-' ? '.' : dirname(file)
  return (name, from) => {
    const path = join(dirname(from), name)
    if (name === '' || name.includes('\0') || isAbsolute(name) || !isWithin(top, path))
      return `${WITHIN}, such as ./fw1/`
    try {
      return treeOf(path, { top: realpathSync(top), wanted: () => true })
    } catch (error) {
      const failure = fileFailure(path, error)
      if (failure instanceof Failure) return failure.message
      throw failure
    }
  }
}

export interface TreeOptions {
  /** Whatever leads out of it is refused. */
  readonly top: string
  /** Which files are read at all, by their paths from the root. */
  wanted(path: string): boolean
}

/**
 * The files of a folder and of those in it, by name.
 *
 * @throws Failure where it is too much, leads out, or is no text
 */
export function treeOf(folder: string, options: TreeOptions): FolderFile[] {
  if (!statSync(folder).isDirectory()) throw new Failure(`${folder}: this is no directory`)
  const walk = new Walk(folder, options)
  walk.enter('', 0)
  return walk.files
}

class Walk {
  readonly files: FolderFile[] = []
  readonly #folder: string
  readonly #options: TreeOptions
  #bytes = 0
  #seen = 0

  constructor(folder: string, options: TreeOptions) {
    this.#folder = folder.replace(/\/+$/, '')
    this.#options = options
  }

  enter(path: string, depth: number): void {
    if (depth > DEEPEST) throw new Failure(`${this.#folder}${path}: more than ${DEEPEST} folders deep`)
    const real = this.#within(path)
    const entries = readdirSync(real, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      this.#seen += 1
      if (this.#seen > MOST_FILES * 10)
        throw new Failure(`${this.#folder}: more than ${MOST_FILES * 10} files and folders`)
      this.#take(`${path}/${entry.name}`, entry, depth)
    }
  }

  #take(path: string, entry: Dirent, depth: number): void {
    // A link to a folder is none of the tree's: so nothing goes round in a circle.
    if (entry.isDirectory()) this.enter(path, depth + 1)
    else if (this.#options.wanted(path) && (entry.isFile() || entry.isSymbolicLink())) this.#read(path)
  }

  #read(path: string): void {
    const real = this.#within(path)
    const found = statSync(real)
    if (!found.isFile()) return
    this.#bytes += found.size
    if (this.files.length >= MOST_FILES)
      throw new Failure(`${this.#folder}: more than 1,000 files; no machine of a scenario needs that`)
    if (this.#bytes > MOST_BYTES)
      throw new Failure(`${this.#folder}: more than 500 kB of files; no machine of a scenario needs that`)
    this.files.push({ path, text: textIn(real, this.#folder + path), mode: found.mode & 0o777 })
  }

  #within(path: string): string {
    const real = realpathSync(this.#folder + path)
    if (!isWithin(this.#options.top, real))
      throw new Failure(`${this.#folder}${path} leads out of its folder; ${WITHIN}`)
    return real
  }
}

function textIn(real: string, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(real))
  } catch (error) {
    if (error instanceof TypeError) throw new Failure(`${name}: this is not UTF-8 text`)
    throw error
  }
}
