import type { z } from 'zod'
import { type Problem, ScenarioError } from '../error.ts'
import type { Piece } from '../schema.ts'
import type { Flaw } from '../sentences/words.ts'
import { printed, shown } from '../text/printable.ts'
import { Source } from '../text/source.ts'
import { suggestion } from '../text/suggest.ts'
import { type Entry, type Node, type Path, type Place, readYaml } from '../text/yaml.ts'

/** A scenario file as values with places, and all that is wrong with it. */
export class Reader {
  readonly #source: Source
  readonly #problems: { readonly place: Place; readonly path: Path; readonly message: string }[] = []
  readonly #root: Node | undefined

  constructor(text: string, file: string) {
    this.#source = new Source(text, file)
    this.#root = readYaml(text, (place, path, message) => this.#problems.push({ place, path, message }))
    if (this.#root === undefined) this.finish()
  }

  /** How much is wrong so far. */
  get problems(): number {
    return this.#problems.length
  }

  /** Throws if anything is wrong: all of it, in file order. */
  finish(): void {
    if (this.#problems.length === 0) return
    const sorted = this.#problems
      .toSorted((a, b) => a.place.start - b.place.start)
      .map((problem) => this.#located(problem))
    throw new ScenarioError(sorted.filter(isNews), this.#source.lines)
  }

  /** @param on - what the complaint is about, the value unless it is the key itself */
  complain(path: Path, message: string, on: 'value' | 'key' = 'value'): void {
    const entry = this.#nearest(path)
    const missing = this.at(path) === undefined
    this.#problems.push({ place: missing || on === 'key' ? entry.key : entry.value.place, path, message })
  }

  /** Complains of a part of a text, or of a key: from one offset in it to another. */
  complainWithin(path: Path, { start, end, message }: Flaw, on: 'value' | 'key' = 'value'): void {
    const entry = this.#nearest(path)
    const place = on === 'key' ? entry.key : entry.value.place
    const text = on === 'key' ? String(path.at(-1)) : this.text(path)
    // A text with escapes or of several lines does not stand in the file as it is: then all of it is shown.
    const at = [place.start, place.start + 1].find((offset) => this.#source.text.startsWith(text, offset))
    const part = at === undefined ? place : { ...place, start: at + start, end: at + Math.max(end, start + 1) }
    this.#problems.push({ place: part, path, message })
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

  lineOf(path: Path): number {
    return this.#source.position(this.#nearest(path).value.place.start).line
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
    const root = this.#root!
    let entry: Entry = { key: root.place, value: root }
    for (const step of path) {
      const next = child(entry.value, step)
      if (next === undefined) return { key: entry.key, value: entry.value }
      entry = next
    }
    return entry
  }

  #located({ place, path, message }: { place: Place; path: Path; message: string }): Problem {
    const { line, column } = this.#source.position(place.start)
    const length = Math.max(1, Math.min(place.end - place.start, this.#source.lines[line - 1]!.length - column + 1))
    return { file: this.#source.file, line, column, length, path: pathText(path), message: printed(message) }
  }
}

/** Not what was said of the same thing before, nor what follows from a syntax error on the same line. */
function isNews({ path, line, column }: Problem, i: number, all: readonly Problem[]): boolean {
  const before = all[i - 1]
  return path !== before?.path || line !== before.line || (path !== '' && column !== before.column)
}

function child(node: Node, step: string | number): Entry | undefined {
  if (node.kind === 'map') return node.entries.get(String(step))
  const value = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined
  return value && { key: value.place, value }
}

/** As a schema reads it. Objects without a prototype: a key may be any word. */
function plain(node: Node): unknown {
  if (node.kind === 'text') return node.text
  if (node.kind === 'list') return node.items.map(plain)
  const object: Record<string, unknown> = Object.create(null)
  for (const [key, { value }] of node.entries) object[key] = plain(value)
  return object
}

function pathText(path: Path): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[A-Za-z0-9_-]+$/.test(step)) return `["${shown(step)}"]`
      return i === 0 ? step : `.${step}`
    })
    .join('')
}
