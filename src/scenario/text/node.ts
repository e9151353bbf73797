import { shown } from './printable.ts'
import type { Source } from './source.ts'

/** Offsets in a text. */
export interface Place {
  readonly source: Source
  readonly start: number
  readonly end: number
}

/** The way to a value: keys, and places in lists. */
export type Path = readonly (string | number)[]

/** A value of a file with its place. Scalars are texts, whatever YAML would take them for. */
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

export function child(node: Node, step: string | number): Entry | undefined {
  if (node.kind === 'map') return node.entries.get(String(step))
  const value = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined
  return value && { key: value.place, value }
}

/** With one child more, or another in its place. Lists take one at their end. */
export function withChild(node: Node, step: string | number, entry: Entry): Node {
  if (node.kind === 'map') return { ...node, entries: new Map(node.entries).set(String(step), entry) }
  if (node.kind !== 'list' || typeof step !== 'number') return node
  const items = [...node.items]
  items[step] = entry.value
  return { ...node, items }
}

/** Maps key by key; of everything else, what is laid over. */
export function merged(below: Node, over: Node): Node {
  if (below.kind !== 'map' || over.kind !== 'map') return over
  const entries = new Map(below.entries)
  for (const [name, { key, value }] of over.entries) {
    const under = entries.get(name)
    entries.set(name, { key, value: under === undefined ? value : merged(under.value, value) })
  }
  return { ...over, entries }
}

/** As a schema reads it. Objects without a prototype: a key may be any word. */
export function plain(node: Node): unknown {
  if (node.kind === 'text') return node.text
  if (node.kind === 'list') return node.items.map(plain)
  const object: Record<string, unknown> = Object.create(null)
  for (const [key, { value }] of node.entries) object[key] = plain(value)
  return object
}

/** `hosts.fw1.carp[0].advskew` */
export function pathText(path: Path): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[A-Za-z0-9_-]+$/.test(step)) return `["${shown(step)}"]`
      return i === 0 ? step : `.${step}`
    })
    .join('')
}
