import {
  FILE_EXISTS,
  INVALID,
  IS_DIRECTORY,
  NO_ENTRY,
  NOT_DIRECTORY,
  NOT_EMPTY,
  NOT_PERMITTED,
  TOO_MANY_LINKS,
} from '../../src/host/disk.ts'

type Thing = { readonly is: 'directory' } | { readonly is: 'file'; text: string } | { readonly is: 'link'; to: string }
type Found = { readonly at: string; readonly thing: Thing | undefined } | { readonly error: string }

/** Files as nobody would keep them: whole paths to things, and each question goes over all of them. */
export class NaiveFiles {
  #things: [path: string, thing: Thing][] = [['/', { is: 'directory' }]]

  read(path: string): string {
    const found = this.#find(path, true)
    if ('error' in found) return found.error
    if (found.thing === undefined) return NO_ENTRY
    return found.thing.is === 'file' ? `= ${found.thing.text}` : IS_DIRECTORY
  }

  write(path: string, text: string): string | null {
    const found = this.#find(path, true)
    if ('error' in found) return found.error
    if (found.thing?.is === 'directory') return IS_DIRECTORY
    if (found.thing?.is === 'file') found.thing.text = text
    else this.#things.push([found.at, { is: 'file', text }])
    return null
  }

  add(path: string, thing: Thing): string | null {
    const found = this.#find(path, false)
    if ('error' in found) return found.error
    if (found.thing !== undefined) return FILE_EXISTS
    this.#things.push([found.at, thing])
    return null
  }

  name(existing: string, path: string): string | null {
    const found = this.#find(existing, false)
    const at = this.#find(path, false)
    if ('error' in found) return found.error
    if (found.thing === undefined) return NO_ENTRY
    if ('error' in at) return at.error
    if (at.thing !== undefined) return FILE_EXISTS
    if (found.thing.is === 'directory') return NOT_PERMITTED
    this.#things.push([at.at, found.thing])
    return null
  }

  unlink(path: string, kind: 'file' | 'directory'): string | null {
    const found = this.#find(path, false)
    if ('error' in found) return found.error
    if (found.thing === undefined) return NO_ENTRY
    const isDirectory = found.thing.is === 'directory'
    if (kind === 'file' && isDirectory) return NOT_PERMITTED
    if (kind === 'directory' && !isDirectory) return NOT_DIRECTORY
    if (this.#below(found.at).length > 0) return NOT_EMPTY
    this.#forget(found.at)
    return null
  }

  rename(from: string, to: string): string | null {
    const source = this.#find(from, false)
    const target = this.#find(to, false)
    if ('error' in source) return source.error
    if (source.thing === undefined) return NO_ENTRY
    if ('error' in target) return target.error
    const isDirectory = source.thing.is === 'directory'
    if (target.thing !== undefined && isDirectory !== (target.thing.is === 'directory'))
      return isDirectory ? NOT_DIRECTORY : IS_DIRECTORY
    if (isDirectory && `${target.at}/`.startsWith(`${source.at}/`) && target.at !== source.at) return INVALID
    if (target.thing === source.thing) return null
    if (this.#below(target.at).length > 0) return NOT_EMPTY
    this.#forget(target.at)
    for (const one of this.#things)
      if (`${one[0]}/`.startsWith(`${source.at}/`)) one[0] = target.at + one[0].slice(source.at.length)
    return null
  }

  /** All names, each with what it stands for and how many names that has. */
  get all(): readonly string[] {
    const links = (thing: Thing) => this.#things.filter(([, other]) => other === thing).length
    const said = ([path, thing]: [string, Thing]) =>
      thing.is === 'directory' ? path : `${path} ${thing.is === 'file' ? thing.text : `-> ${thing.to}`} ${links(thing)}`
    return this.#things.map(said).sort()
  }

  /** Replaces a link by what it leads to until there is none. */
  #find(path: string, follows: boolean, links = 0): Found {
    let at = '/'
    const names = path.split('/').filter((name) => name !== '' && name !== '.')
    for (const [i, name] of names.entries()) {
      const isLast = i === names.length - 1
      if (name === '..') {
        at = at.slice(0, at.lastIndexOf('/')) || '/'
        continue
      }
      const next = at === '/' ? `/${name}` : `${at}/${name}`
      const thing = this.#at(next)
      if (thing === undefined) return isLast ? { at: next, thing } : { error: NO_ENTRY }
      if (thing.is === 'link' && (!isLast || follows)) {
        if (links === 32) return { error: TOO_MANY_LINKS }
        const rest = names.slice(i + 1).join('/')
        const to = thing.to.startsWith('/') ? thing.to : `${at}/${thing.to}`
        return this.#find(`${to}/${rest}`.replace(/\/+$/, '') || '/', follows, links + 1)
      }
      if (thing.is !== 'directory' && !isLast) return { error: NOT_DIRECTORY }
      at = next
    }
    return { at, thing: this.#at(at) }
  }

  #at(path: string): Thing | undefined {
    return this.#things.find(([one]) => one === path)?.[1]
  }

  #below(path: string): readonly unknown[] {
    return this.#things.filter(([one]) => one.startsWith(`${path}/`))
  }

  #forget(path: string): void {
    this.#things = this.#things.filter(([one]) => one !== path)
  }
}
