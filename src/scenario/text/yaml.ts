import { isAlias, isMap, isScalar, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import { parseYaml, TOO_DEEP } from './parse.ts'
import { MISPLACED, shown } from './printable.ts'
import { syntaxFlaws } from './syntax.ts'

const MAX_CHARACTERS = 1_000_000
/** The deepest thing that the language knows is seven levels down. */
const MAX_DEPTH = 24
/** A reference (*name) stands for all that it names: a small file may unfold to a huge one. */
const MAX_VALUES = 500_000

/** Offsets in the text. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** The way to a value: keys, and places in lists. */
export type Path = readonly (string | number)[]

/** A value of the file with its place. Scalars are texts, whatever YAML would take them for. */
export type Node =
  | { readonly kind: 'text'; readonly place: Place; readonly text: string }
  | { readonly kind: 'list'; readonly place: Place; readonly items: readonly Node[] }
  /** Entries stand in file order. */
  | { readonly kind: 'map'; readonly place: Place; readonly entries: ReadonlyMap<string, Entry> }

export interface Entry {
  /** The key, or in a list the value itself. */
  readonly key: Place
  readonly value: Node
}

export type Complain = (place: Place, path: Path, message: string) => void

/**
 * Reads YAML into values with places.
 *
 * @returns undefined where the text cannot be read at all; then there was a complaint
 */
export function readYaml(text: string, complain: Complain): Node | undefined {
  const unreadable = refusal(text)
  if (unreadable !== undefined) {
    complain({ start: unreadable.at, end: unreadable.at + 1 }, [], unreadable.message)
    return undefined
  }
  const parsed = parseYaml(text)
  const flaws = 'message' in parsed ? [parsed] : syntaxFlaws(parsed)
  for (const { message, ...place } of flaws) complain(place, [], message)
  if ('message' in parsed || flaws.length > 0) return undefined
  const { contents } = parsed.document
  if (contents === null || (isScalar(contents) && contents.source === '')) {
    complain({ start: 0, end: 1 }, [], 'the file is empty; a scenario begins with carpsim: 1, and says hosts')
    return undefined
  }
  return new Builder(complain).build(contents)
}

/** What no YAML reader needs to look at. */
function refusal(text: string): { at: number; message: string } | undefined {
  if (text.length > MAX_CHARACTERS) return { at: 0, message: 'the file is larger than 1 MB; no scenario needs that' }
  if (text.startsWith('\ufeff'))
    return { at: 0, message: 'the file begins with a byte order mark; save it without one' }
  const odd = MISPLACED.exec(text)
  if (odd === null) return undefined
  const code = odd[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  const character = `the character U+${code} has no place in a text file; save the file as UTF-8`
  return {
    at: odd.index,
    message: odd[0] === '\r' ? 'a carriage return alone ends no line; save with Unix line ends' : character,
  }
}

/** Makes our values of the nodes of the YAML reader, and follows references. */
class Builder {
  readonly #complain: Complain
  readonly #named = new Map<string, ParsedNode>()
  #values = 0
  #gaveUp = false

  constructor(complain: Complain) {
    this.#complain = complain
  }

  build(contents: ParsedNode): Node | undefined {
    const root = this.#node(contents, [])
    return this.#gaveUp ? undefined : root
  }

  #node(node: ParsedNode, path: Path): Node {
    const [start, end] = node.range
    const place = { start, end: isScalar(node) ? end : start + 1 }
    this.#values += 1
    if (path.length > MAX_DEPTH) this.#giveUp(place, TOO_DEEP)
    if (this.#values > MAX_VALUES) this.#giveUp(place, 'with all references (*name) written out, the file is too large')
    if (this.#gaveUp) return nothing(place)
    if (isAlias(node)) return this.#reference(node.source, place, path)
    if (node.anchor !== undefined) this.#named.set(node.anchor, node)
    if (isScalar(node)) return { kind: 'text', place, text: String(node.value) }
    return isMap(node) ? this.#map(node, place, path) : this.#list(node as YAMLSeq.Parsed, place, path)
  }

  #reference(name: string, place: Place, path: Path): Node {
    const target = this.#named.get(name)
    if (target !== undefined) return this.#node(target, path)
    this.#complain(place, path, `nothing above is named &${name}; a text that begins with * is quoted: "*${name}"`)
    return nothing(place)
  }

  #list(list: YAMLSeq.Parsed, place: Place, path: Path): Node {
    return { kind: 'list', place, items: list.items.map((item, i) => this.#node(item as ParsedNode, [...path, i])) }
  }

  #map(map: YAMLMap.Parsed, place: Place, path: Path): Node {
    const entries = new Map<string, Entry>()
    for (const pair of map.items) this.#entry(pair, entries, path)
    return { kind: 'map', place, entries }
  }

  #entry({ key: node, value }: Pair<ParsedNode, ParsedNode | null>, entries: Map<string, Entry>, path: Path): void {
    const [start, end] = node.range
    const key = { start, end }
    if (!isScalar(node)) {
      this.#complain({ start, end: start + 1 }, path, 'a key is one word')
      return
    }
    const name = String(node.value)
    const here = [...path, name]
    if (entries.has(name)) this.#complain(key, here, `${shown(name)} is given twice; it may stand here once`)
    else if (value !== null) entries.set(name, { key, value: this.#node(value, here) })
    else this.#complain(key, here, `${shown(name)} ${NO_VALUE}`)
  }

  #giveUp(place: Place, message: string): void {
    if (!this.#gaveUp) this.#complain(place, [], message)
    this.#gaveUp = true
  }
}

const NO_VALUE =
  'has no value; after a key come a colon and a space, and a text that has a comma in it is quoted: "one, two"'

function nothing(place: Place): Node {
  return { kind: 'text', place, text: '' }
}
