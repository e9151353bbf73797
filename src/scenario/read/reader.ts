import type { z } from 'zod'
import type { Piece } from '../schema/piece.ts'
import type { Flaw } from '../sentences/words.ts'
import { child, type Entry, type Node, type Path, plain } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { suggestion } from '../text/suggest.ts'
import type { Complaints } from './complaints.ts'

/** A scenario as values with places, and complaints about them. */
export class Reader {
  readonly #root: Node
  readonly #complaints: Complaints

  constructor(root: Node, complaints: Complaints) {
    this.#root = root
    this.#complaints = complaints
  }

  /** How much is wrong so far. */
  get problems(): number {
    return this.#complaints.count
  }

  /** @param on - what the complaint is about, the value unless it is the key itself */
  complain(path: Path, message: string, on: 'value' | 'key' = 'value'): void {
    const entry = this.#nearest(path)
    const missing = this.at(path) === undefined
    this.#complaints.add(missing || on === 'key' ? entry.key : entry.value.place, path, message)
  }

  /** Complains of a part of a text, or of a key: from one offset in it to another. */
  complainWithin(path: Path, { start, end, message }: Flaw, on: 'value' | 'key' = 'value'): void {
    const entry = this.#nearest(path)
    const place = on === 'key' ? entry.key : entry.value.place
    const text = on === 'key' ? String(path.at(-1)) : this.text(path)
    // A text with escapes or of several lines does not stand in the file as it is: then all of it is shown.
    const at = [place.start, place.start + 1].find((offset) => place.source.text.startsWith(text, offset))
    const part = at === undefined ? place : { ...place, start: at + start, end: at + Math.max(end, start + 1) }
    this.#complaints.add(part, path, message)
  }

  at(path: Path): Node | undefined {
    let node: Node | undefined = this.#root
    for (const step of path) node = node && child(node, step)?.value
    return node
  }

  /** The text at a place; empty where there is none. */
  text(path: Path): string {
    const node = this.at(path)
    return node?.kind === 'text' ? node.text : ''
  }

  /** The line of a value, and its file where that is another than the scenario's own. */
  lineOf(path: Path): { line: number; file?: string } {
    const { source, start } = this.#nearest(path).value.place
    const { line } = source.position(start)
    return source === this.#complaints.first ? { line } : { line, file: source.file }
  }

  /** The keys of a map, in file order; none where nothing stands there. */
  keys(path: Path): string[] {
    const node = this.at(path)
    return node?.kind === 'map' ? [...node.entries.keys()] : []
  }

  /** The names that a map gives to things, in file order. Names that are none are complained of and left out. */
  names(path: Path, kind: string, allowed: RegExp, rule: string): string[] {
    const node = this.at(path)
    if (node === undefined) return []
    if (node.kind !== 'map') this.complain(path, `here come names, each with a colon and ${kind} behind it`)
    return this.keys(path).filter((name) => {
      if (!allowed.test(name)) this.complain([...path, name], `${shown(name)} is no name of ${kind}; ${rule}`, 'key')
      return allowed.test(name)
    })
  }

  /** The ways to the items of a list. */
  items(path: Path, message: string): Path[] {
    const node = this.at(path)
    if (node === undefined) return []
    if (node.kind === 'list') return node.items.map((_, i) => [...path, i])
    this.complain(path, message)
    return []
  }

  /** Reads a piece of the file by its schema. Undefined: there were complaints. */
  check<S extends z.ZodRawShape>(piece: Piece<S>, path: Path): z.output<z.ZodObject<S>> | undefined {
    const node = this.at(path)
    // A name with nothing behind it has all defaults.
    const given = node?.kind === 'text' && node.text === '' ? {} : node?.kind === 'map' ? plain(node) : undefined
    if (given === undefined) {
      this.complain(path, `${piece.noun} is keys with values, such as { ${Object.keys(piece.schema.shape)[0]}: … }`)
      return undefined
    }
    this.#checkKeys(piece, path)
    const result = piece.schema.safeParse(given)
    if (result.success) return result.data
    for (const issue of result.error.issues) {
      // Unknown keys have had a complaint each.
      if (issue.code !== 'unrecognized_keys') this.#complainOfIssue([...path, ...(issue.path as Path)], issue.message)
    }
    return undefined
  }

  /** Complains that something is called by a name that nothing has. */
  unknown(path: Path, kind: string, name: string, known: readonly string[]): void {
    this.complain(path, `there is no ${kind} ${shown(name)}${suggestion(name, known, 'known')}`)
  }

  #complainOfIssue(path: Path, message: string): void {
    this.complain(path, this.at(path) === undefined ? `${path.at(-1)} is missing; ${message}` : message)
  }

  #checkKeys<S extends z.ZodRawShape>({ schema, noun, refused }: Piece<S>, path: Path): void {
    const known = Object.keys(schema.shape)
    for (const key of this.keys(path)) {
      if (Object.hasOwn(schema.shape, key)) continue
      const why = Object.hasOwn(refused, key) ? refused[key]! : undefined
      const message = why ?? `${shown(key)} is no key of ${noun}${suggestion(key, known, 'its keys')}`
      this.complain([...path, key], message, 'key')
    }
  }

  /** What stands at the end of a way, or where it breaks off. */
  #nearest(path: Path): Entry {
    let entry: Entry = { key: this.#root.place, value: this.#root }
    for (const step of path) {
      const next = child(entry.value, step)
      if (next === undefined) return { key: entry.key, value: entry.value }
      entry = next
    }
    return entry
  }
}
