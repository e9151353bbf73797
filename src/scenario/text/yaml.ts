import { isAlias, isMap, isScalar, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import type { Entry, Node, Path, Place } from './node.ts'
import { type Flaw, parseYaml, TOO_DEEP } from './parse.ts'
import { MISPLACED, shown } from './printable.ts'
import type { Source } from './source.ts'
import { syntaxFlaws } from './syntax.ts'

export const MAX_CHARACTERS = 1_000_000
/** The deepest thing that the language knows is seven levels down. */
const MAX_DEPTH = 24
/** A reference (*name) stands for all that it names: a small file may unfold to a huge one. */
const MAX_VALUES = 500_000

export type Complain = (place: Place, path: Path, message: string) => void

const EMPTY = 'the file is empty; a scenario begins with carpsim: 1, and says hosts'

/**
 * Reads YAML into values with places.
 *
 * @param start - where in the source, unless it is all of it
 * @returns undefined where the text cannot be read at all; then there was a complaint
 */
export function readYaml(source: Source, complain: Complain, start = 0, end?: number): Node | undefined {
  // Blank before it, so that all of it keeps its place.
  const read = contentsOf(' '.repeat(start) + source.text.slice(start, end))
  if (!Array.isArray(read)) return new Builder(source, complain).build(read)
  for (const { message, ...place } of read) complain({ source, ...place }, [], message)
  return undefined
}

function contentsOf(text: string): ParsedNode | Flaw[] {
  const refused = refusal(text)
  if (refused !== undefined) return [refused]
  const parsed = parseYaml(text)
  if ('message' in parsed) return [parsed]
  const flaws = syntaxFlaws(parsed)
  if (flaws.length > 0) return flaws
  const { contents } = parsed.document
  const isEmpty = contents === null || (isScalar(contents) && contents.source === '')
  return isEmpty ? [{ start: 0, end: 1, message: EMPTY }] : contents
}

/** What no YAML reader needs to look at. */
function refusal(text: string): Flaw | undefined {
  if (text.length > MAX_CHARACTERS) return flawAt(0, 'the file is larger than 1 MB; no scenario needs that')
  if (text.startsWith('\ufeff')) return flawAt(0, 'the file begins with a byte order mark; save it without one')
  const odd = MISPLACED.exec(text)
  if (odd === null) return undefined
  if (odd[0] === '\r') return flawAt(odd.index, 'a carriage return alone ends no line; save with Unix line ends')
  const code = odd[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return flawAt(odd.index, `the character U+${code} has no place in a text file; save the file as UTF-8`)
}

function flawAt(start: number, message: string): Flaw {
  return { start, end: start + 1, message }
}

/** Makes our values of the nodes of the YAML reader, and follows references. */
class Builder {
  readonly #source: Source
  readonly #complain: Complain
  readonly #named = new Map<string, ParsedNode>()
  #values = 0
  #gaveUp = false

  constructor(source: Source, complain: Complain) {
    this.#source = source
    this.#complain = complain
  }

  build(contents: ParsedNode): Node | undefined {
    const root = this.#node(contents, [])
    return this.#gaveUp ? undefined : root
  }

  #node(node: ParsedNode, path: Path): Node {
    const [start, end] = node.range
    const place = { source: this.#source, start, end: isScalar(node) ? end : start + 1 }
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
    const key = { source: this.#source, start, end }
    if (!isScalar(node)) {
      this.#complain({ ...key, end: start + 1 }, path, 'a key is one word')
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
