import { child, type Entry, type Node, type Path, type Place, pathText, withChild } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import type { Source } from '../text/source.ts'
import { suggestion } from '../text/suggest.ts'
import { readYaml } from '../text/yaml.ts'
import type { Complaints } from './complaints.ts'
import { readShortEvent } from './short-event.ts'
import { readShortExpectation } from './short-expectation.ts'

/** A change of a scenario that stands in no file. */
export type Patch =
  /** `hosts.fw1.carp[0].advskew=30` */
  | { readonly set: string }
  /** `10s unplug fw1.em0`, or as in a file: `{ at: 10s, unplug: fw1.em0 }`. */
  | { readonly event: string }
  /** `fw1 is MASTER from 10s within 3.2s`, or as in a file: `{ at: 9s, that: fw1 is MASTER }`. */
  | { readonly expect: string }
  /** The system of all hosts but clients. */
  | { readonly system: string }

/** Against changes made to make us read for ever. */
const LONGEST = 10_000
const DEEPEST = 24

/** Lays changes over the tree of a scenario, before anything is checked. */
export function patched(root: Node, patches: readonly Patch[], complaints: Complaints): Node {
  return patches.reduce((node, patch) => {
    const [[kind, text] = ['', '']] = Object.entries(patch)
    const source = complaints.open(text, `--${kind}`)
    if (text.length > LONGEST) {
      complaints.add({ source, start: 0, end: 1 }, [], `this is longer than ${LONGEST} characters; write a file`)
      return node
    }
    if ('set' in patch) return withValue(node, source, complaints)
    if ('system' in patch) return withSystem(node, source)
    const [list, read] =
      'event' in patch ? (['events', readShortEvent] as const) : (['expect', readShortExpectation] as const)
    return withItem(node, source, complaints, list, read)
  }, root)
}

const A_SETTING = 'write the way to a value, = and the value: hosts.fw1.carp[0].advskew=30'
const ITS_OWN = 'extends stands in a file; write one that extends the other, and says what it changes'
/** In these, keys are names that somebody gave. */
const NAMING: Path = ['hosts', 'networks', 'interfaces']
const STEP = /(?:^|\.)([A-Za-z0-9_-]+)|\[(\d{1,6})\]|\["([^"]*)"\]/y

interface Step {
  readonly name: string | number
  readonly place: Place
}

function withValue(root: Node, source: Source, complaints: Complaints): Node {
  const { text } = source
  const steps = stepsOf(source)
  const after = steps.at(-1)?.place.end ?? 0
  if (steps.length === 0 || text[after] !== '=') {
    complaints.add({ source, start: after, end: after + 1 }, [], A_SETTING)
    return root
  }
  const wrong = steps.length > DEEPEST ? 'no scenario is that deep' : steps[0]?.name === 'extends' ? ITS_OWN : undefined
  if (wrong !== undefined) {
    complaints.add(steps[0]!.place, [], wrong)
    return root
  }
  const value =
    text.slice(after + 1).trim() === ''
      ? ({ kind: 'text', place: { source, start: after, end: after + 1 }, text: '' } as const)
      : readYaml(source, complaints.add, after + 1)
  return value === undefined ? root : laid(withNetworks(root, steps), steps, 0, value, complaints)
}

/** Where a file names no networks, and one is to be changed: with those that its interfaces are plugged into. */
function withNetworks(root: Node, [first]: readonly Step[]): Node {
  if (first?.name !== 'networks' || child(root, 'networks') !== undefined) return root
  const plugs = valuesOf(child(root, 'hosts')?.value).flatMap((host) =>
    valuesOf(child(host, 'interfaces')?.value).map((card) => child(card, 'plug')?.value),
  )
  const named = plugs.flatMap((plug): [string, Entry][] => {
    if (plug?.kind !== 'text') return []
    return [[plug.text, { key: plug.place, value: { kind: 'map', place: plug.place, entries: new Map() } }]]
  })
  const networks: Node = { kind: 'map', place: first.place, entries: new Map(named) }
  return named.length === 0 ? root : withChild(root, 'networks', { key: first.place, value: networks })
}

function valuesOf(node: Node | undefined): Node[] {
  return node?.kind === 'map' ? [...node.entries.values()].map(({ value }) => value) : []
}

function stepsOf(source: Source): Step[] {
  const steps: Step[] = []
  const pattern = new RegExp(STEP)
  for (let match = pattern.exec(source.text); match !== null; match = pattern.exec(source.text)) {
    const [written, word, place, quoted] = match
    const start = match.index + (written.startsWith('.') ? 1 : 0)
    const name = place === undefined ? (word ?? quoted ?? '') : Number(place)
    steps.push({ name, place: { source, start, end: pattern.lastIndex } })
  }
  return steps
}

/** Lays a value at the end of a way. What is on the way is made, but for things that somebody must have named. */
function laid(node: Node, steps: readonly Step[], depth: number, value: Node, complaints: Complaints): Node {
  const { name, place } = steps[depth]!
  const next = steps[depth + 1]
  const found = child(node, name)
  const path = steps.slice(0, depth + 1).map((step) => step.name)
  if (found === undefined && !mayBeNew(node, path, next === undefined)) {
    complaints.add(place, path, missing(node, path))
    return node
  }
  const { key, value: before } = found ?? { key: place, value: nothingYet(place, next) }
  if (next === undefined) return withChild(node, name, { key: place, value })
  return withChild(node, name, { key, value: laid(before, steps, depth + 1, value, complaints) })
}

function mayBeNew(node: Node, path: Path, isLast: boolean): boolean {
  const step = path.at(-1)!
  if (node.kind === 'list') return step === node.items.length
  return node.kind === 'map' && typeof step === 'string' && (isLast || !NAMING.includes(path.at(-2) ?? ''))
}

function nothingYet(place: Place, next: Step | undefined): Node {
  return typeof next?.name === 'number'
    ? { kind: 'list', place, items: [] }
    : { kind: 'map', place, entries: new Map() }
}

/** What is wrong with a step that leads to nothing, and what there is instead. */
function missing(node: Node, path: Path): string {
  const where = path.length === 1 ? 'the scenario' : pathText(path.slice(0, -1))
  const step = path.at(-1)!
  if (node.kind === 'text') return `${where} is one text; nothing is in it`
  if (node.kind === 'list') {
    return `${where} is a list${node.items.length === 0 ? ' without items' : `; its items: [0] to [${node.items.length - 1}]`}`
  }
  const known = [...node.entries.keys()]
  if (typeof step === 'number') return `${where} is no list${suggestion('', known, 'its keys')}`
  return `there is no ${shown(step)} in ${where}${suggestion(step, known, 'known')}`
}

/** Adds an event after those of the file, or an expectation. */
function withItem(
  root: Node,
  source: Source,
  complaints: Complaints,
  list: 'events' | 'expect',
  read: (source: Source, complaints: Complaints) => Node | undefined,
): Node {
  const { text } = source
  const place = { source, start: 0, end: text.length }
  const item = /^\s*\{/.test(text) ? readYaml(source, complaints.add) : read(source, complaints)
  if (item === undefined || root.kind !== 'map') return root
  const { key, value: items } = root.entries.get(list) ?? { key: place, value: { kind: 'list', place, items: [] } }
  if (items.kind !== 'list') return root
  return withChild(root, list, { key, value: withChild(items, items.items.length, { key: place, value: item }) })
}

/** Says the system for all hosts, and takes out what hosts say for themselves; a client stays one. */
function withSystem(root: Node, source: Source): Node {
  const place = { source, start: 0, end: source.text.length }
  const system: Entry = { key: place, value: { kind: 'text', place, text: source.text } }
  const hosts = root.kind === 'map' ? root.entries.get('hosts') : undefined
  const said = withChild(root, 'system', system)
  if (hosts?.value.kind !== 'map') return said
  const entries = new Map(
    [...hosts.value.entries].map(([name, { key, value }]) => [name, { key, value: asked(value) }]),
  )
  return withChild(said, 'hosts', { key: hosts.key, value: { ...hosts.value, entries } })
}

function asked(host: Node): Node {
  if (host.kind !== 'map') return host
  const said = host.entries.get('system')?.value
  if (said?.kind === 'text' && said.text === 'client') return host
  return { ...host, entries: new Map([...host.entries].filter(([key]) => key !== 'system')) }
}
